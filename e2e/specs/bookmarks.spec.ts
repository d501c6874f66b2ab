import type { Locator } from '@playwright/test';
import { expect as expectSoon, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const expect = expectSoon.configure({ timeout: 25_000 });

class BookmarksPage extends WindowPage {
  get bookmarks(): Locator {
    return this.page.getByRole('region', { name: 'Bookmarks' }).getByRole('listitem');
  }

  bookmark(name: string): Locator {
    return this.page.getByRole('region', { name: 'Bookmarks' }).getByRole('button', { name, exact: true });
  }

  kept(): unknown {
    return this.exists('.verso/bookmarks.json') ? JSON.parse(this.read('.verso/bookmarks.json')) : null;
  }
}

test('notes, headings and searches are bookmarked, put in order, renamed and removed with keys, in a file of the vault', async ({ page, home }) => {
  test.slow();
  const window = new BookmarksPage(page, home);
  await window.open('Oven repair');
  expect(window.exists('.verso/bookmarks.json')).toBe(false);
  await page.keyboard.press('Control+Alt+B');
  await expect(window.bookmarks).toHaveText(['Oven repair']);

  await window.links.getByRole('tab', { name: 'Outline' }).click();
  await window.links.getByRole('treeitem', { name: 'Numbers' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Bookmark this heading' }).click();
  await expect(window.bookmarks).toHaveText(['Oven repair', 'Oven repair › Numbers']);

  await page.keyboard.press('ControlOrMeta+Shift+F');
  await window.tab.getByRole('combobox', { name: 'Search all notes' }).fill('flour');
  await window.tab.getByRole('button', { name: 'Bookmark this search' }).click();
  await expect(window.bookmarks).toHaveText(['Oven repair', 'Oven repair › Numbers', 'flour']);

  await window.bookmark('flour').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(window.bookmarks).toHaveText(['Oven repair', 'flour', 'Oven repair › Numbers']);
  await expect(window.bookmark('flour')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Baking');
  await page.keyboard.press('Enter');
  await expect(window.bookmarks).toHaveText(['Oven repair', 'Baking', 'Oven repair › Numbers']);
  const path = 'notes/Oven repair.md';
  const note = window.exists(path) ? path : 'Oven repair.md';
  await expect.poll(() => JSON.stringify(window.kept())).toContain('Baking');
  const kept = JSON.stringify(window.kept());
  expect(kept).toContain('{"search":"flour","title":"Baking"}');
  expect(kept).toMatch(/"note":"[^"]*Oven repair\.md","heading":"Numbers"/u);
  expect(note).toContain('Oven repair');
  await window.expectAccessible();
  await window.takeScreenshots('bookmarks');

  await window.bookmark('Oven repair').focus();
  await page.keyboard.press('Delete');
  await expect(window.bookmarks).toHaveText(['Baking', 'Oven repair › Numbers']);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(window.bookmarks).toHaveText(['Oven repair', 'Baking', 'Oven repair › Numbers']);

  await window.open('Marek');
  await window.bookmark('Oven repair › Numbers').click();
  await expect(window.title).toHaveValue('Oven repair');
  await expect(window.text.getByRole('heading', { name: 'Numbers' })).toBeInViewport();
});

test('the words tell more on a click; focus mode leaves the text alone; a random and the recent notes are a command away', async ({ page, home }) => {
  test.slow();
  const window = new BookmarksPage(page, home);
  window.write('Counted.md', 'One two three.\n\nFour five.\n');
  await window.open('Marek');
  await window.open('Counted');
  await window.status.getByRole('button', { name: /5 words/u }).click();
  const details = window.dialog.filter({ hasText: 'This note' });
  await expect(details.getByRole('row', { name: 'Characters without spaces' })).toContainText('21');
  await expect(details.getByRole('row', { name: 'Reading time' })).toContainText('1 minute');
  await window.expectAccessible();
  await page.keyboard.press('Escape');

  await window.caretAfter('Four');
  await page.keyboard.press('Control+Alt+Z');
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expect(window.status).toHaveCount(0);
  await window.type(' More.');
  await window.expectFile('Counted.md', 'One two three.\n\nFour five. More.\n');
  await window.takeScreenshots('focus-mode');
  await page.getByRole('button', { name: 'Leave focus mode' }).click();
  await expect(window.links).toBeVisible();
  await expect(window.status).toBeVisible();

  await window.run('Recent notes');
  await expect(window.dialog.getByRole('option').first()).toContainText('Marek');
  await page.keyboard.press('Escape');
  await window.run('Open a random note');
  await expect(window.title).not.toHaveValue('Counted');
});

test('typewriter scrolling keeps the line that is written at one height', async ({ page, home }) => {
  test.slow();
  const window = new BookmarksPage(page, home);
  window.write('Long.md', Array.from({ length: 60 }, (_, index) => `Line ${index}.`).join('\n\n'));
  await window.open('Long');
  await window.run('Typewriter scrolling');
  await expect(page.locator('.note-typewriter')).toHaveCount(1);
  await window.text.getByText('Line 50.').click();
  await page.keyboard.press('End');
  await window.type(' here');
  const height = async (): Promise<number> => {
    const box = await window.text.getByText('Line 50. here').boundingBox();
    return Math.round((box?.y ?? 0) / 40);
  };
  await expect.poll(() => window.text.getByText('Line 50. here').count()).toBe(1);
  const before = await height();
  await page.keyboard.press('Enter');
  await window.type('Next line.');
  await expect.poll(async () => Math.round(((await window.text.getByText('Next line.').boundingBox())?.y ?? 0) / 40)).toBe(before);
});
