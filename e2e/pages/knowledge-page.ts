/** The way from an archive to a wiki in the window: connecting a model, importing, compiling, reviewing. */
import { expect, type Locator } from '@playwright/test';
import { NotePage } from './note-page.ts';

export class KnowledgePage extends NotePage {
  get rail(): Locator {
    return this.page.getByRole('navigation', { name: 'Main' });
  }

  async go(view: string | RegExp): Promise<void> {
    await this.rail.getByRole('button', { name: view }).click();
  }

  /** Connects a server of one's own under the preset's name, as a person does in Settings. */
  async connectModel(baseUrl: string, model: string): Promise<void> {
    await this.go('Settings');
    await this.tab.getByRole('button', { name: 'Models' }).or(this.tab.getByRole('tab', { name: 'Models' })).or(this.tab.getByRole('link', { name: 'Models' })).first().click();
    await this.tab.getByRole('button', { name: 'Connect a model' }).first().click();
    await this.page.getByRole('menuitem', { name: 'llama.cpp' }).click();
    await this.tab.getByRole('textbox', { name: 'Address' }).fill(baseUrl);
    await this.tab.getByRole('textbox', { name: 'Model', exact: true }).fill(model);
    await this.tab.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(this.tab.getByText(model).first()).toBeVisible();
  }

  /** Imports a file from a folder of this machine. */
  async importFile(folder: string, name: string): Promise<void> {
    await this.go('Import');
    await this.tab.getByRole('button', { name: 'Choose a file or folder' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
    await dialog.getByRole('button', { name: 'Go' }).click();
    await dialog.getByRole('option', { name }).click();
    await this.tab.getByRole('button', { name: /^Import \d+ message/u }).click();
    await expect(this.tab.getByText('Done', { exact: true }).first()).toBeVisible();
  }

  /** Compiles and waits for the first proposal. */
  async compile(): Promise<void> {
    await this.go(/^Review/u);
    await this.tab.getByRole('button', { name: 'Compile', exact: true }).click();
    // As long as a hundred sources take on a busy machine.
    await expect(this.letter).toBeVisible({ timeout: 60_000 });
  }

  get letter(): Locator {
    return this.tab.getByRole('article');
  }

  /** The words under a heading in the letter, to know which one is shown. */
  async expectLetter(title: string, section: string): Promise<void> {
    await expect(this.letter.getByRole('heading', { level: 2, name: title })).toBeVisible();
    await expect(this.letter.getByRole('heading', { level: 3, name: section }).first()).toBeVisible();
  }
}
