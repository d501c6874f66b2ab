/** A note in the window: opening it, writing in it, and what is on disk then. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage } from '../harness/app-page.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';

const switcherTitle = 'Open a note by name';
/** A file is looked at again sooner than the page is. */
export const soon = { intervals: [30, 60, 100] };

export class NotePage extends AppPage {
  readonly home: TemporaryHome;

  constructor(page: Page, home: TemporaryHome) {
    super(page);
    this.home = home;
  }

  /** Resolves once a vault's window stands and listens to keys. */
  override async ready(): Promise<void> {
    await expect(this.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await this.settled();
  }

  /** What the shown tab holds. */
  get tab(): Locator {
    return this.page.locator('[role=tabpanel]:not([hidden])');
  }

  /** The text in the editor. */
  get text(): Locator {
    return this.tab.getByRole('textbox', { name: 'Note text' });
  }

  get source(): Locator {
    return this.tab.getByRole('textbox', { name: 'Note source' });
  }

  /** The text in reading mode. */
  get reading(): Locator {
    return this.tab.getByRole('document', { name: 'Note to read' });
  }

  /** Chooses how the note is shown, with the buttons at its head. */
  async show(mode: 'Editing' | 'Reading' | 'Source'): Promise<void> {
    await this.tab.getByRole('group', { name: 'How the note is shown' }).getByRole('button', { name: mode }).click();
    await expect({ Editing: this.text, Reading: this.reading, Source: this.source }[mode]).toBeVisible();
  }

  get title(): Locator {
    return this.tab.getByRole('textbox', { name: 'Note name' });
  }

  get completion(): Locator {
    return this.page.getByRole('listbox');
  }

  /** The dialog that opens a note by its name. */
  get switcher(): Locator {
    return this.page.getByRole('dialog', { name: switcherTitle });
  }

  /** Asks the switcher for notes, until the best is of this name. */
  async find(name: string, key = 'ControlOrMeta+o'): Promise<void> {
    await (await this.bringUp(key, switcherTitle)).fill(name);
    await expect(this.switcher.getByRole('option').first()).toContainText(name);
  }

  /** Brings up a dialog with a field to type in, by its keys; the field. */
  protected async bringUp(keys: string, title: string): Promise<Locator> {
    const field = this.page.getByRole('dialog', { name: title }).getByRole('combobox');
    // A page that is busy drawing itself may not listen to keys yet.
    await expect(async () => {
      if (!(await field.isVisible())) await this.page.keyboard.press(keys);
      await expect(field).toBeFocused({ timeout: 2000 });
    }).toPass();
    return field;
  }

  /** Opens a note by its name through the quick switcher, as a person does. */
  async open(name: string): Promise<void> {
    await this.ready();
    await (await this.bringUp('ControlOrMeta+o', switcherTitle)).fill(name);
    // A file that was just written is offered to be created until the index knows it.
    await this.switcher.getByRole('option').filter({ hasText: name, hasNotText: 'Create' }).first().click();
    await expect(this.title).toHaveValue(name);
    await expect(this.text.or(this.source)).toBeVisible();
  }

  /** Puts the caret at the end of the line that begins with this text. */
  async caretAfter(text: string): Promise<void> {
    const line = this.text.getByText(text, { exact: false }).last();
    // A callout's title begins with the button of its kind.
    const isTitle = (await line.getAttribute('data-type')) === 'callout-title';
    await line.click({ position: { x: isTitle ? 40 : 3, y: 10 } });
    await this.page.keyboard.press('End');
    await this.settled();
  }

  /** Waits until the editor knows of the selection: the browser tells it in a task of its own. */
  async settled(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  read(file: string): string {
    return readFileSync(path.join(this.home.vault, file), 'utf8');
  }

  /** The file's text, or null while it is not there. */
  readIfThere(file: string): string | null {
    return existsSync(path.join(this.home.vault, file)) ? this.read(file) : null;
  }

  /** Writes a file as another program does. */
  write(file: string, text: string): void {
    writeFileSync(path.join(this.home.vault, file), text);
  }

  /** Waits until the file on disk holds exactly this. */
  async expectFile(file: string, text: string): Promise<void> {
    await expect.poll(() => this.readIfThere(file), soon).toBe(text);
  }

  /** Waits until the file on disk has this in it. */
  async expectInFile(file: string, text: string): Promise<void> {
    await expect.poll(() => this.readIfThere(file) ?? '', soon).toContain(text);
  }
}
