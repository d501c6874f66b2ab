import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('the files', () => {
  test('shows folders before notes, and opens a note in the tree', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await expect(window.files.getByRole('treeitem').first()).toHaveAttribute('aria-expanded', 'false');
    await window.openFolder('people');
    await window.file('Marek').click();
    await expect(window.title).toHaveValue('Marek');
    await expect(window.file('Marek')).toHaveAttribute('aria-selected', 'true');
    await window.expectAccessible();
    await window.takeScreenshots('files');
  });

  test('makes a note without asking for a name', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'New note' }).click();
    await expect(window.shownTab).toContainText('Untitled');
    await window.expectOnDisk('Untitled.md');
  });

  test('renames with F2: the file, its tab and the links to it follow, and Undo takes it back', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.openFolder('people');
    await window.file('Dana Okafor').click();
    await expect(window.title).toHaveValue('Dana Okafor');
    await window.file('Dana Okafor').press('F2');
    const field = page.getByRole('textbox', { name: 'New name' });
    await field.fill('Dana Eze');
    await field.press('Enter');
    await expect(window.dialog).toContainText('Rename “Dana Okafor” to “Dana Eze”');
    await page.keyboard.press('Enter');
    await window.expectOnDisk('people/Dana Eze.md');
    await expect(window.shownTab).toContainText('Dana Eze');
    await window.expectInFile('Start here.md', '[[Dana Eze]]');
    await expect(window.file('Dana Eze')).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectOnDisk('people/Dana Okafor.md');
    await window.expectInFile('Start here.md', '[[Dana Okafor]]');
  });

  test('refuses a name that is taken, and changes nothing', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.openFolder('people');
    await window.file('Marek').focus();
    await window.file('Marek').press('F2');
    const field = page.getByRole('textbox', { name: 'New name' });
    await field.fill('Dana Okafor');
    await field.press('Enter');
    await expect(page.getByRole('region', { name: 'Notifications' }).getByText('There is already a file or folder with this name.')).toBeVisible();
    await expect(field).toBeVisible();
    expect(window.read('people/Marek.md')).toContain('# Marek');
  });

  test('deletes to the vault’s trash and puts it back with Undo', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const before = window.read('Old café.md');
    await window.chooseFor('Old café', 'Delete');
    await window.expectOnDisk('Old café.md', false);
    await expect(page.getByText('Deleted “Old café”')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectFile('Old café.md', before);
  });

  test('asks before it deletes a folder', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.file('projects').press('Delete');
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('Delete “projects”?');
    await window.expectAccessible();
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(window.exists('projects/Lease.md')).toBe(true);
    await window.file('projects').press('Delete');
    await question.getByRole('button', { name: 'Delete' }).click();
    await window.expectOnDisk('projects/Lease.md', false);
  });

  test('moves a note by dragging it onto a folder', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    // Both rows have to be in sight.
    await page.getByRole('region', { name: 'Calendar' }).getByRole('button', { name: 'Calendar' }).click();
    await window.file('Old café').dragTo(window.file('projects'));
    await window.expectOnDisk('projects/Old café.md');
    await window.expectOnDisk('Old café.md', false);
  });

  test('moves a note through the dialog, by keyboard', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.chooseFor('Old café', 'Move to…');
    await expect(window.dialog.getByRole('treeitem', { name: 'people' })).toBeVisible();
    await window.expectAccessible();
    await window.dialog.getByRole('treeitem', { name: 'people' }).focus();
    await page.keyboard.press('Enter');
    await window.dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await window.expectOnDisk('people/Old café.md');
  });

  test('makes a folder and lets it be named at once', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'New folder' }).click();
    const field = page.getByRole('textbox', { name: 'New name' });
    await field.fill('recipes');
    await field.press('Enter');
    await expect(window.file('recipes')).toBeVisible();
    await window.expectOnDisk('recipes');
  });

  test('follows what another program does in the folder', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    window.write('From outside.md', 'Written elsewhere, see [[Marek]].\n');
    await expect(window.file('From outside')).toBeVisible();
    rmSync(path.join(home.vault, 'From outside.md'));
    await expect(window.file('From outside')).toHaveCount(0);
  });

  test('walks the tree by keyboard alone', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.file('people').focus();
    await page.keyboard.press('ArrowRight');
    await expect(window.file('people')).toHaveAttribute('aria-expanded', 'true');
    await expect(window.file('Dana Okafor')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(window.file('Dana Okafor')).toBeFocused();
    await page.keyboard.press('m');
    await expect(window.file('Marek')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Marek');
    await window.file('Marek').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(window.file('people')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(window.file('people')).toHaveAttribute('aria-expanded', 'false');
  });

  test('shows an image of the vault, and says where another file is', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.openFolder('assets');
    await window.file('deck.png').click();
    const image = window.dialog.getByRole('img', { name: 'deck.png' });
    await expect.poll(() => image.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0))).toBeGreaterThan(0);
    await window.expectAccessible();
  });

  test('lists tags with their counts, and a tag’s notes', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const tags = page.getByRole('tree', { name: 'Tags' });
    await tags.getByRole('treeitem', { name: 'lease' }).click();
    await tags.getByRole('treeitem', { name: 'Dana Okafor' }).click();
    await expect(window.title).toHaveValue('Dana Okafor');
  });
});
