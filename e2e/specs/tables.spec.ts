/** Tables by keyboard, mouse and clipboard: what is on disk then, and that the rest stayed. */
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { copied, paste } from '../pages/clipboard.ts';
import { NotePage } from '../pages/note-page.ts';

const table = '| a | b |\n| --- | --- |\n| c | d |\n';
const note = (cells: string): string => `*before*  \nkept\n\n${cells}\n1) after\n`;

async function openTable(page: Page, home: ConstructorParameters<typeof NotePage>[1], cells = table): Promise<NotePage> {
  const at = new NotePage(page, home);
  at.write('Table.md', note(cells));
  await at.open('Table');
  return at;
}

async function caretIn(page: NotePage, cell: string): Promise<void> {
  await page.text.getByRole('cell', { name: cell, exact: true }).or(page.text.locator('th', { hasText: cell })).first().click();
  await page.page.keyboard.press('End');
  await page.settled();
}

test('keys add, move and delete rows and columns, and align them', async ({ page, home }) => {
  const at = await openTable(page, home);
  await caretIn(at, 'c');
  await page.keyboard.press('ControlOrMeta+Alt+ArrowDown');
  await at.type('new');
  await at.expectFile('Table.md', note('| a | b |\n| --- | --- |\n| c | d |\n| new |  |\n'));
  await page.keyboard.press('Alt+ArrowUp');
  await at.expectFile('Table.md', note('| a | b |\n| --- | --- |\n| new |  |\n| c | d |\n'));
  await page.keyboard.press('ControlOrMeta+Shift+Backspace');
  await at.expectFile('Table.md', note(table));
  await caretIn(at, 'd');
  await page.keyboard.press('ControlOrMeta+Alt+r');
  await at.expectFile('Table.md', note('| a | b |\n| --- | --: |\n| c | d |\n'));
  await page.keyboard.press('ControlOrMeta+Alt+Shift+ArrowLeft');
  await at.expectFile('Table.md', note('| b | a |\n| --: | --- |\n| d | c |\n'));
  await expect(async () => {
    await at.mod('z');
    await expect.poll(() => at.read('Table.md'), { timeout: 2000 }).toBe(note(table));
  }).toPass();
});

test('Tab walks and adds a row, Enter goes down, Ctrl+Enter leaves', async ({ page, home }) => {
  const at = await openTable(page, home);
  await caretIn(at, 'd');
  await page.keyboard.press('Tab');
  await at.type('e');
  await page.keyboard.press('Enter');
  await at.type('f');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await at.type('!');
  await at.expectFile('Table.md', note('| a | b |\n| --- | --- |\n| c | d |\n| e! |  |\n| f |  |\n'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await at.type('below');
  await at.expectFile('Table.md', note('| a | b |\n| --- | --- |\n| c | d |\n| e! |  |\n| f |  |\n\nbelow\n'));
});

test('the toolbar does the same with the mouse, and is reached with Alt+F10', async ({ page, home }) => {
  const at = await openTable(page, home);
  await caretIn(at, 'c');
  const bar = page.getByRole('toolbar', { name: 'Table' });
  await bar.getByRole('button', { name: 'Column after' }).click();
  await at.type('x');
  await at.expectFile('Table.md', note('| a |  | b |\n| --- | --- | --- |\n| c | x | d |\n'));
  await bar.getByRole('button', { name: 'More for this table' }).click();
  await page.getByRole('menuitem', { name: 'Delete column' }).click();
  await at.expectFile('Table.md', note(table));
  await caretIn(at, 'c');
  await page.keyboard.press('Alt+F10');
  await expect(bar.getByRole('button', { name: 'Row above' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await at.type('y');
  await at.expectFile('Table.md', note('| a | b |\n| --- | --- |\n| c | d |\n| y |  |\n'));
});

test('cells of a spreadsheet go into cells, growing the table', async ({ page, home }) => {
  const at = await openTable(page, home);
  await caretIn(at, 'd');
  await paste(at, { 'text/plain': '1\t2\n3|x\t4\n', 'text/html': '<meta><table><tr><td>1</td><td><b>2</b></td></tr><tr><td>3|x</td><td>4</td></tr></table>' });
  await at.expectFile('Table.md', note('| a | b |  |\n| --- | --- | --- |\n| c | 1 | **2** |\n|  | 3\\|x | 4 |\n'));
});

test('cells of a spreadsheet become a new table in text', async ({ page, home }) => {
  const at = new NotePage(page, home);
  at.write('Sheet.md', 'first\n\n* last\n');
  await at.open('Sheet');
  await at.caretAfter('first');
  await page.keyboard.press('Enter');
  await paste(at, { 'text/plain': 'Name\tPrice\nRye\t4.20\n"Two\nlines"\t*5*\n' });
  await at.expectFile('Sheet.md', 'first\n\n| Name | Price |\n| --- | --- |\n| Rye | 4.20 |\n| Two lines | \\*5\\* |\n\n* last\n');
});

test('selected cells are copied as tabs and as a table, and emptied with Delete', async ({ page, home }) => {
  const at = await openTable(page, home, '| a | b | x |\n| --- | --- | --- |\n| c | **d** | y |\n');
  await caretIn(at, 'a');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(at.text.locator('.selectedCell')).toHaveCount(4);
  const copy = await copied(at);
  expect(copy.text).toBe('a\tb\nc\td');
  expect(copy.html).toContain('<strong>d</strong>');
  expect(copy.html).toMatch(/<table[\s>]/u);
  await page.keyboard.press('Delete');
  await at.expectFile('Table.md', note('|  |  | x |\n| --- | --- | --- |\n|  |  | y |\n'));
});
