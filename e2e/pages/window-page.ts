/** The window around the notes: files, tabs, panels, status; and what is on disk. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { NotePage, soon } from './note-page.ts';

export class WindowPage extends NotePage {
  get files(): Locator {
    return this.page.getByRole('tree', { name: 'Files' });
  }

  /** A row of the file tree: a note without `.md`, a folder, an attachment. */
  file(name: string): Locator {
    return this.files.getByRole('treeitem', { name, exact: true });
  }

  get tabs(): Locator {
    return this.page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab');
  }

  get shownTab(): Locator {
    return this.page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab', { selected: true });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get status(): Locator {
    return this.page.getByRole('contentinfo', { name: 'Status' });
  }

  get links(): Locator {
    return this.page.getByRole('complementary', { name: 'Beside the note' });
  }

  /** Waits until the vault is shown and every note is in the index. */
  async indexed(): Promise<void> {
    await this.ready();
    await expect(this.status).toContainText('indexed');
  }

  async openFolder(name: string): Promise<void> {
    await this.file(name).click();
    await expect(this.file(name)).toHaveAttribute('aria-expanded', 'true');
  }

  /** Chooses from the menu of the secondary mouse button. */
  async chooseFor(name: string, item: string): Promise<void> {
    await this.file(name).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Goes to a place of the rail. */
  async go(place: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: place }).click();
  }

  /** Runs a command by its name in the palette. */
  async run(command: string): Promise<void> {
    await (await this.bringUp('ControlOrMeta+p', 'Command palette')).fill(command);
    await this.page.keyboard.press('Enter');
  }

  exists(file: string): boolean {
    return existsSync(path.join(this.home.vault, file));
  }

  async expectOnDisk(file: string, there = true): Promise<void> {
    await expect.poll(() => this.exists(file), soon).toBe(there);
  }
}
