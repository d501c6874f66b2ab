/** What typing turns into: Markdown as it is typed, completion, and what is on disk then. */
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const around = (text: string): string => `kept  \n*lines*\n\n${text}\n\n> kept\n`;

async function start(note: NotePage, name: string): Promise<void> {
  note.write(`${name}.md`, around('here'));
  await note.open(name);
  await note.caretAfter('here');
  for (let letter = 0; letter < 4; letter += 1) await note.page.keyboard.press('Backspace');
}

test('marks and links become what they say when they are closed, and Backspace gives them back', async ({ page, home }) => {
  test.slow();
  const note = new NotePage(page, home);
  const cases: readonly (readonly [string, string])[] = [
    ['a **b** c', 'a **b** c'],
    ['a *b* _c_ d', 'a *b* *c* d'],
    ['`x` ~~y~~ ==z== %%w%%', '`x` ~~y~~ ==z== %%w%%'],
    ['[t](https://example.com/) e', '[t](https://example.com/) e'],
    ['$a^2$ and 5$ or 6$', '$a^2$ and 5$ or 6$'],
    ['f[^1] g', 'f[^1] g'],
  ];
  for (const [index, [typed, saved]] of cases.entries()) {
    await start(note, `Marks ${index}`);
    await note.type(typed);
    await note.expectFile(`Marks ${index}.md`, around(saved));
  }
  await start(note, 'Undone');
  await note.type('a **b**');
  await expect(note.text.locator('strong')).toHaveText('b');
  await page.keyboard.press('Backspace');
  await expect(note.text.locator('strong')).toHaveCount(0);
  await expect(note.text).toContainText('a **b**');
});

test('blocks begin as they are typed, and the first Backspace takes that back', async ({ page, home }) => {
  test.slow();
  const note = new NotePage(page, home);
  const cases: readonly (readonly [string, string, string])[] = [
    ['## ', 'x', '## x'],
    ['- ', 'x', '- x'],
    ['3. ', 'x', '3. x'],
    ['- [ ] ', 'x', '- [ ] x'],
    ['> ', 'x', '> x'],
    ['> [!tip] ', 'x', '> [!tip] x'],
    ['```js ', 'x', '```js\nx\n```'],
    ['$$ ', 'x', '$$\nx\n$$'],
    ['---', 'x', '---\n\nx'],
  ];
  for (const [index, [typed, more, saved]] of cases.entries()) {
    await start(note, `Block ${index}`);
    await note.type(typed + more);
    await note.expectFile(`Block ${index}.md`, around(saved));
  }
  await start(note, 'Heading undone');
  await note.type('## ');
  await expect(note.text.locator('h2')).toHaveCount(1);
  await page.keyboard.press('Backspace');
  await expect(note.text.locator('h2')).toHaveCount(0);
  await note.type('x');
  await note.expectFile('Heading undone.md', around('\\## x'));
});

test('[[ completes headings after #, in a note and everywhere', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await start(note, 'Headings');
  await note.type('[[Oven repair#Num');
  await expect(note.completion.getByRole('option').first()).toContainText('Numbers');
  await page.keyboard.press('Enter');
  await note.type(' [[##Numb');
  await expect(note.completion.getByRole('option').first()).toContainText('Oven repair');
  await page.keyboard.press('Enter');
  await note.expectFile('Headings.md', around('[[Oven repair#Numbers]] [[Oven repair#Numbers]]'));
});

test('a link to a block gives the block an id in its own note, and changes nothing else there', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Target.md', '# T\n\nfirst words\n\n* an item\n* another item\n');
  await start(note, 'Blocks');
  await note.type('[[Target^another');
  await expect(note.completion.getByRole('option').first()).toContainText('another item');
  await page.keyboard.press('Enter');
  await note.expectInFile('Blocks.md', '[[Target#^');
  const id = /\[\[Target#\^([a-z0-9]+)\]\]/u.exec(note.read('Blocks.md'))?.[1] ?? '';
  expect(note.read('Target.md')).toBe(`# T\n\nfirst words\n\n* an item\n* another item ^${id}\n`);
  await note.type(' [[^lines');
  await expect(note.completion.getByRole('option').first()).toContainText('kept');
  await page.keyboard.press('Enter');
  await expect.poll(() => note.read('Blocks.md')).toMatch(/^kept {2}\n\*lines\* \^([a-z0-9]{6})\n\n\[\[Target#\^[a-z0-9]+\]\] \[\[#\^\1\]\]\n\n> kept\n$/u);
});

test('![[ offers files too, and : emoji', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await start(note, 'Files');
  await note.type('![[deck');
  await expect(note.completion.getByRole('option').first()).toContainText('deck.png');
  await page.keyboard.press('Enter');
  await note.type(' at 10:30 :rock');
  await expect(note.completion.getByRole('option').filter({ hasText: ':rocket:' })).toBeVisible();
  await note.type('et');
  await expect(note.completion.getByRole('option').first()).toContainText(':rocket:');
  await page.keyboard.press('Enter');
  await note.expectFile('Files.md', around('![[deck.png]] at 10:30 🚀'));
});

test('the slash menu has every block, callouts by their type and the date', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await start(note, 'Slash');
  await note.type('/warn');
  await expect(note.completion.getByRole('option').first()).toContainText('Callout: warning');
  await page.keyboard.press('Enter');
  await note.type('Hot');
  await note.expectFile('Slash.md', around('> [!warning] Hot'));
  await start(note, 'Date');
  await note.type('on /today');
  await expect(note.completion.getByRole('option').first()).toContainText("Today's date");
  await page.keyboard.press('Enter');
  await expect.poll(() => note.read('Date.md')).toMatch(/on \d{4}-\d\d-\d\d\n\n> kept\n$/u);
});

test('completion works in items and cells, where Enter and Tab have a meaning of their own', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Places.md', '* item\n\n| cell | b |\n| --- | --- |\n| c | d |\n');
  await note.open('Places');
  await note.caretAfter('item');
  await note.type(' [[Oven rep');
  await expect(note.completion.getByRole('option').first()).toContainText('Oven repair');
  await page.keyboard.press('Enter');
  await note.expectInFile('Places.md', '* item [[Oven repair]]\n\n|');
  await note.caretAfter('cell');
  await note.type(' [[Oven rep|the oven');
  await expect(note.completion.getByRole('option').first()).toContainText('Oven repair');
  await page.keyboard.press('Tab');
  await note.expectFile('Places.md', '* item [[Oven repair]]\n\n| cell [[Oven repair\\|the oven]] | b |\n| --- | --- |\n| c | d |\n');
});
