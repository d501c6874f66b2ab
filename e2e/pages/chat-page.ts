/** Chat beside the note: asking in the right panel. */
import type { Locator } from '@playwright/test';
import { KnowledgePage } from './knowledge-page.ts';

export class ChatPage extends KnowledgePage {
  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Beside the note' });
  }

  async openPanel(): Promise<void> {
    await this.panel.getByRole('tab', { name: 'Chat' }).click();
  }

  async ask(question: string): Promise<void> {
    await this.panel.getByRole('textbox', { name: 'Question' }).fill(question);
    await this.page.keyboard.press('Enter');
  }
}
