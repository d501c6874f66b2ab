import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('the links panel', () => {
  test('groups backlinks by note, opens and closes them by keyboard, filters and sorts them', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    window.write('Aaa.md', '---\nowner: "[[Marek]]"\n---\n[[Marek]] and again [[Marek]].[^1]\n\n[^1]: [[Marek#Marek]] said so.\n');
    await window.indexed();
    await window.open('Marek');
    const list = window.links.getByRole('list', { name: 'Backlinks' });
    await expect(list).toContainText('owner: Marek');
    await expect(list).not.toContainText('[[');
    await expect(list).toContainText('Marek > Marek said so.');
    await window.expectAccessible();
    await window.takeScreenshots('links-panel');
    const first = list.getByRole('button', { name: 'Aaa', exact: true });
    await first.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(list).not.toContainText('said so');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(list.getByRole('button', { name: /owner/ })).toBeFocused();
    await window.links.getByRole('textbox', { name: 'Filter links' }).fill('said');
    await expect(list).toContainText('said so');
    await expect(list).not.toContainText('owner');
    await window.links.getByRole('textbox', { name: 'Filter links' }).fill('');
    await window.links.getByRole('button', { name: 'Close all notes' }).click();
    await expect(list).not.toContainText('said so');
  });

  test('links all mentions that a person reviewed, but for the one left out, and takes them back', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    window.write('One.md', 'Ask Yuki Tanaka today.\n');
    window.write('Two.md', 'yuki tanaka called. Yuki Tanaka again.\n');
    await window.indexed();
    await window.open('Yuki Tanaka');
    await window.links.getByRole('button', { name: /Unlinked mentions/ }).click();
    await window.links.getByRole('button', { name: /Review and link all/ }).click();
    await expect(window.dialog).toContainText('Link mentions of “Yuki Tanaka”');
    await window.dialog.getByRole('checkbox', { name: 'Change One' }).uncheck();
    await window.dialog.getByRole('button', { name: 'Link', exact: true }).click();
    await window.expectFile('Two.md', '[[Yuki Tanaka|yuki tanaka]] called. [[Yuki Tanaka]] again.\n');
    expect(window.read('One.md')).toBe('Ask Yuki Tanaka today.\n');
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectFile('Two.md', 'yuki tanaka called. Yuki Tanaka again.\n');
  });

  test('lists notes that do not exist, of the note and of the vault, and makes them where the vault says', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    mkdirSync(path.join(home.vault, '.obsidian'), { recursive: true });
    window.write('.obsidian/app.json', '{"newFileLocation":"folder","newFileFolderPath":"inbox"}');
    window.write('Other.md', 'See [[Summer menu]].\n');
    await window.indexed();
    await window.open('Start here');
    const list = window.links.getByRole('list', { name: 'Notes that do not exist yet' });
    await expect(list.getByRole('button', { name: 'Make the note Winter menu' })).toBeVisible();
    await expect(list).not.toContainText('Summer menu');
    await window.links.getByRole('switch', { name: 'In the whole vault' }).click();
    await list.getByRole('button', { name: 'Make the note Summer menu' }).click();
    await window.expectOnDisk('inbox/Summer menu.md');
    await expect(window.title).toHaveValue('Summer menu');
  });

  test('a note that another program renamed is recognised, and its links are repaired after a look', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const from = path.join(home.vault, 'projects/Oven repair.md');
    const text = readFileSync(from, 'utf8');
    // As a synchronising program does it: a new file of the same content, then the old one goes.
    window.write('projects/The oven.md', text);
    rmSync(from);
    await expect(page.getByText('“Oven repair” is called “The oven” now')).toBeVisible();
    await page.getByRole('button', { name: 'Repair', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Change links from “Oven repair” to “The oven”' })).toBeVisible();
    await page.keyboard.press('Enter');
    await window.expectInFile('Start here.md', '[[The oven]]');
    await window.expectInFile('projects/Lease.md', '![[The oven#Numbers]]');
  });

  test('a rename on disk offers the repair in the panel too', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Start here');
    renameSync(path.join(home.vault, 'people/Marek.md'), path.join(home.vault, 'people/Marek B.md'));
    await window.links.getByRole('button', { name: /Marek is called Marek B now/ }).click();
    await window.dialog.getByRole('button', { name: 'Update links' }).click();
    await window.expectInFile('Start here.md', '[[Marek B|Marek the baker]]');
  });
});
