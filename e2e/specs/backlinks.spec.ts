import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('links', () => {
  test('backlinks stand below the note and in the panel, with the words around them', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Dana Okafor');
    const panel = window.links.getByRole('list', { name: 'Backlinks' });
    await expect(panel).toContainText('Lease');
    await expect(panel).toContainText('speaks for the landlord');
    await expect(window.tab.getByRole('group', { name: 'Links to this note' })).toContainText('2026-11-19');
    await window.expectAccessible();
    await window.takeScreenshots('backlinks');
    await panel.getByRole('button', { name: /speaks for the landlord/ }).click();
    await expect(window.title).toHaveValue('Lease');
  });

  test('a mention in plain words becomes a link in one click, and Undo takes it back', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    const before = window.read('daily/2026-11-20.md');
    await window.open('Dana Okafor');
    await window.links.getByRole('button', { name: /Unlinked mentions/ }).click();
    await window.links.getByRole('button', { name: 'Link “Dana Okafor” in 2026-11-20' }).click();
    await window.expectFile('daily/2026-11-20.md', before.replace('Dana Okafor rang', '[[Dana Okafor]] rang'));
    await expect(window.links.getByRole('list', { name: 'Backlinks' })).toContainText('rang back');
    await page.getByRole('button', { name: 'Undo' }).click();
    await window.expectFile('daily/2026-11-20.md', before);
  });

  test('links from here lead on, and say which notes do not exist', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Start here');
    await expect(window.links.getByRole('list', { name: 'Notes that do not exist yet' })).toContainText('Winter menu');
    await window.links.getByRole('button', { name: 'Oven repair' }).click();
    await expect(window.title).toHaveValue('Oven repair');
  });

  test('the outline lists the headings and goes to them', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Oven repair');
    await window.links.getByRole('tab', { name: 'Outline' }).click();
    const headings = window.links.getByRole('tree', { name: 'Headings' });
    await expect(headings.getByRole('treeitem')).toHaveText(['Oven repair', 'Symptoms', 'Numbers']);
    await window.expectAccessible();
    await headings.getByRole('treeitem', { name: 'Numbers' }).click();
    await expect(window.text.getByRole('heading', { name: 'Numbers' })).toBeInViewport();
  });

  test('another program’s link shows up while the note is open', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    window.write('Rota.md', 'Ask [[Marek]] about Sunday.\n');
    await expect(window.links.getByRole('list', { name: 'Backlinks' })).toContainText('about Sunday');
  });
});
