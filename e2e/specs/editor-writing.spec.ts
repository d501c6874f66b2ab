import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from '../harness/accessibility.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

test('an edited paragraph changes its own line on disk and no other byte', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const before = note.read('Start here.md');
  await note.open('Start here');
  await note.caretAfter('writes things down');
  await note.type(' Every day.');
  await note.expectFile('Start here.md', before.replace('writes things down.', 'writes things down. Every day.'));
});

test('opening, looking around and leaving a note writes nothing', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const file = path.join(home.vault, 'Start here.md');
  const before = statSync(file, { bigint: true });
  await note.open('Start here');
  await note.text.click();
  await page.keyboard.press('ArrowDown');
  for (const shown of [note.reading, note.source, note.text]) {
    await note.mod('e');
    await expect(shown).toBeVisible();
  }
  await note.open('Oven repair');
  await note.open('Start here');
  const after = statSync(file, { bigint: true });
  expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
});

test('a note with Windows line ends keeps them, in the new lines too', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const before = note.read('reading notes/Windows line ends.md');
  await note.open('Windows line ends');
  await note.text.click();
  await page.keyboard.press('ControlOrMeta+End');
  await note.type(' and more');
  await page.keyboard.press('Enter');
  await note.type('a new paragraph');
  await note.expectInFile('reading notes/Windows line ends.md', 'and more\r\n\r\na new paragraph');
  expect(note.read('reading notes/Windows line ends.md').replaceAll('\r\n', '')).not.toContain('\n');
  expect(note.read('reading notes/Windows line ends.md').split('\r\n')[0]).toBe(before.split('\r\n')[0]);
});

test('Markdown becomes structure as it is typed', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Empty');
  await note.text.click();
  const enter = async (text: string): Promise<void> => {
    await note.type(text);
    await page.keyboard.press('Enter');
  };
  await enter('## Bread');
  await enter('Some **bold** and *slanted* and `code` and ==marked== words, 5$ and 6$.');
  await enter('- one');
  await enter('two');
  await page.keyboard.press('Enter');
  await enter('1. first');
  await page.keyboard.press('Enter');
  await enter('- [ ] a task');
  await page.keyboard.press('Enter');
  await enter('> quoted');
  await page.keyboard.press('Enter');
  await enter('---');
  await page.keyboard.press('Backspace');
  await enter('```js');
  await note.type('let a = 1;');
  await note.expectInFile('Empty.md', 'let a = 1;');
  const saved = note.read('Empty.md');
  expect(saved.trimEnd().split(/\n+/u)).toEqual([
    '## Bread',
    'Some **bold** and *slanted* and `code` and ==marked== words, 5$ and 6$.',
    '- one',
    '- two',
    '1. first',
    '- [ ] a task',
    '> quoted',
    '---',
    '```js',
    'let a = 1;',
    '```',
  ]);
});

test('a click on a task changes the one character between its brackets', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = '* [ ] first\n* [x] second\n\t* [/] half\n';
  note.write('Tasks.md', text);
  await note.open('Tasks');
  await note.text.getByRole('checkbox').nth(0).click();
  await note.expectFile('Tasks.md', text.replace('[ ] first', '[x] first'));
  await note.text.getByRole('checkbox').nth(2).click();
  await note.expectFile('Tasks.md', text.replace('[ ] first', '[x] first').replace('[/]', '[ ]'));
});

test('[[ offers notes, and Enter writes the link', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Empty');
  await note.text.click();
  await note.type('See [[oven');
  await expect(note.completion.getByRole('option').first()).toContainText('Oven repair');
  await page.keyboard.press('Enter');
  await note.type(' today');
  await note.expectInFile('Empty.md', 'See [[Oven repair]] today');
  await note.type(' and [[Dana|her]] too');
  await note.expectInFile('Empty.md', '[[Dana|her]] too');
});

test('[[ makes a link to a note that is not there yet, and a click makes the note', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Empty');
  await note.text.click();
  await note.type('[[Spring menu');
  await expect(note.completion.getByRole('option').last()).toContainText('Spring menu');
  await note.completion.getByRole('option').last().click();
  await note.expectInFile('Empty.md', '[[Spring menu]]');
  const link = note.text.locator('.wikilink', { hasText: 'Spring menu' });
  await expect(link).toHaveClass(/wikilink-missing/u);
  await link.click();
  await expect(note.title).toHaveValue('Spring menu');
  await expect.poll(() => existsSync(path.join(home.vault, 'Spring menu.md'))).toBe(true);
});

test('a click on a link opens its note', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Start here');
  await note.text.locator('.wikilink', { hasText: 'Marek the baker' }).click();
  await expect(note.title).toHaveValue('Marek');
});

test('the slash menu inserts a table, and Tab walks and extends it', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Empty');
  await note.text.click();
  await note.type('/tab');
  await expect(note.completion.getByRole('option').first()).toContainText('Table');
  await page.keyboard.press('Enter');
  const cells = ['Flour', 'Water', 'Salt', '1000', '700', '20', 'a', 'b', 'c', 'd'];
  for (const [index, cell] of cells.entries()) {
    if (index > 0) await page.keyboard.press('Tab');
    await note.type(cell);
  }
  await note.expectInFile('Empty.md', 'd');
  const rows = note.read('Empty.md').trim().split('\n').map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()));
  expect(rows.filter((_row, index) => index !== 1)).toEqual([['Flour', 'Water', 'Salt'], ['1000', '700', '20'], ['a', 'b', 'c'], ['d', '', '']]);
});

test('composed text arrives whole in paragraphs, lists, tables and callouts', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('IME.md', 'para\n\n- item\n\n| cell | b |\n| --- | --- |\n| c | d |\n\n> [!note] title\n> body\n');
  await note.open('IME');
  const session = await page.context().newCDPSession(page);
  const compose = async (steps: readonly string[], final: string): Promise<void> => {
    for (const text of steps) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await session.send('Input.insertText', { text: final });
  };
  for (const place of ['para', 'item', 'cell', 'title', 'body']) {
    await note.caretAfter(place);
    await compose(['に', 'にほ', 'にほん', '日本'], '日本語');
    await expect(note.text).toContainText(`${place}日本語`);
  }
  await note.expectFile('IME.md', 'para日本語\n\n- item日本語\n\n| cell日本語 | b |\n| --- | --- |\n| c | d |\n\n> [!note] title日本語\n> body日本語\n');
});

test('source mode shows the same text, keeps the caret, and saves alike', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const before = note.read('Start here.md');
  await note.open('Start here');
  await note.caretAfter('The oven is');
  await note.show('Source');
  await expect(note.source).toContainText('The oven is the biggest worry: [[Oven repair]].');
  await expect(note.source).toBeFocused();
  await page.keyboard.press('End');
  await note.type(' Soon.');
  await note.expectFile('Start here.md', before.replace('[[Oven repair]].', '[[Oven repair]]. Soon.'));
  await note.show('Editing');
  await expect(note.text).toContainText('Soon.');
});

test('find goes through the matches in both modes', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Start here');
  await note.text.click();
  await note.mod('f');
  const input = page.getByRole('search').getByRole('textbox', { name: 'Find in this note' });
  await input.fill('notes');
  await expect(page.getByRole('search')).toContainText(/1 of \d/u);
  await page.keyboard.press('Escape');
  await expect(note.text).toBeFocused();
  await note.show('Source');
  await note.mod('f');
  await expect(note.tab.locator('.cm-search')).toBeVisible();
});

test('the title renames the file', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Oven repair');
  await note.title.fill('Oven, mended');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Change and update links' }).click();
  await expect.poll(() => existsSync(path.join(home.vault, 'projects/Oven, mended.md'))).toBe(true);
  await expect(note.title).toHaveValue('Oven, mended');
});

test("today's note is written with its first words, not before", async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.ready();
  const daily = path.join(home.vault, 'daily');
  const before = readdirSync(daily);
  await note.mod('d');
  await expect(note.title).toHaveValue(/^\d{4}-\d\d-\d\d$/u);
  await expect(note.text).toBeFocused();
  expect(readdirSync(daily)).toEqual(before);
  await note.type('Slept well.');
  await expect.poll(() => readdirSync(daily).length).toBe(before.length + 1);
  const made = readdirSync(daily).find((name) => !before.includes(name)) ?? '';
  await note.expectInFile(`daily/${made}`, 'Slept well.');
});

test('a note that is not UTF-8 can be read and not written', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Old café');
  await expect(page.getByRole('status').filter({ hasText: 'can only be read' })).toBeVisible();
  await expect(note.text).toHaveAttribute('contenteditable', 'false');
});

test('the note view is accessible in both modes', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Start here');
  await expectAccessible(page, { within: '.note-title, .note-rich' });
  await note.show('Source');
  // The caret of source mode blinks for ever, and the check waits for what moves.
  await note.title.focus();
  await expectAccessible(page, { within: '.note-title, .note-source' });
});

test('Ctrl+K links the selection, and Alt with arrows moves a list item', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Keys.md', 'a word\n\n- one\n- two\n');
  await note.open('Keys');
  await note.caretAfter('a word');
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  // The browser tells the editor of a new selection in a task of its own.
  await expect(page.getByText('1 word selected')).toBeVisible();
  await note.mod('k');
  await page.getByRole('textbox', { name: 'Address or note' }).fill('https://example.com/');
  await page.keyboard.press('Enter');
  await note.expectFile('Keys.md', 'a [word](https://example.com/)\n\n- one\n- two\n');
  await note.caretAfter('two');
  await page.keyboard.press('Alt+ArrowUp');
  await note.expectFile('Keys.md', 'a [word](https://example.com/)\n\n- two\n- one\n');
  await note.mod('z');
  await note.mod('z');
  await note.expectFile('Keys.md', 'a word\n\n- one\n- two\n');
});
