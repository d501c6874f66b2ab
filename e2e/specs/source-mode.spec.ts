import { expectAccessible } from '../harness/accessibility.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

/** A note shown as source, with the caret at its end. */
async function open(note: NotePage, text: string): Promise<void> {
  note.write('Source.md', text);
  await note.open('Source');
  await note.show('Source');
  await note.source.click();
  await note.page.keyboard.press('ControlOrMeta+End');
}

test('the shortcuts of the editor write Markdown in source mode', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, 'word\nlast');
  await page.keyboard.press('ControlOrMeta+b');
  await note.expectFile('Source.md', 'word\n**last**');
  await page.keyboard.press('ControlOrMeta+i');
  await note.expectFile('Source.md', 'word\n***last***');
  await page.keyboard.press('Alt+ArrowUp');
  await note.expectFile('Source.md', '***last***\nword');
  await page.keyboard.press('ControlOrMeta+Shift+9');
  await note.expectFile('Source.md', '- [ ] ***last***\nword');
  await page.keyboard.press('ControlOrMeta+Enter');
  await note.expectFile('Source.md', '- [x] ***last***\nword');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ControlOrMeta+Alt+2');
  await note.expectFile('Source.md', '- [x] ***last***\n## word');
  for (let step = 0; step < 6; step += 1) await note.mod('z');
  await note.expectFile('Source.md', 'word\nlast');
});

test('several carets write at once', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, 'one fish\ntwo fish\nred fish\n');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+Alt+ArrowDown');
  await page.keyboard.press('ControlOrMeta+Alt+ArrowDown');
  await page.keyboard.insertText('> ');
  await note.expectFile('Source.md', '> one fish\n> two fish\n> red fish\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('End');
  // The word at the caret, then the next one like it.
  await note.mod('d');
  await note.mod('d');
  await page.keyboard.insertText('bird');
  await note.expectFile('Source.md', '> one bird\n> two bird\n> red fish\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Home');
  await note.source.getByText('red fish').click({ modifiers: ['Alt'], position: { x: 2, y: 8 } });
  await page.keyboard.insertText('>');
  await note.expectFile('Source.md', '>> one bird\n> two bird\n>> red fish\n');
});

test('links, tags and emoji are completed', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, '');
  await note.type('[[Oven');
  await expect(page.getByRole('option', { name: /Oven repair/u }).first()).toBeInViewport();
  // CodeMirror takes no key in the moment in which it shows its list.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await note.expectFile('Source.md', '[[Oven repair]]');
  await note.type(' :coffe');
  await expect(page.getByRole('option', { name: /coffee|hot beverage/u }).first()).toBeVisible();
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await note.expectInFile('Source.md', '[[Oven repair]] ☕');
});

test('what another program writes moves the caret along with its text', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, 'First.\n\nSecond.\n');
  await note.source.getByText('First.').click();
  await page.keyboard.press('End');
  note.write('Source.md', 'New on top.\n\nFirst.\n\nSecond.\n');
  await expect(note.source).toContainText('New on top.');
  await page.keyboard.insertText(' Still here.');
  await note.expectFile('Source.md', 'New on top.\n\nFirst. Still here.\n\nSecond.\n');
});

test('an input method composes in source mode', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, '- item');
  const client = await page.context().newCDPSession(page);
  for (const text of ['に', 'にほ', 'にほん']) await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await client.send('Input.insertText', { text: '日本' });
  await note.expectFile('Source.md', '- item日本');
});

test('find and replace, folding, and the look of it', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, '# Part\n\nfish and fish\n\n# Next\n\nfish\n');
  await note.mod('f');
  const panel = note.tab.locator('.cm-search');
  await panel.getByRole('textbox', { name: 'Find' }).fill('fish');
  await panel.getByRole('textbox', { name: 'Replace with' }).fill('bird');
  await panel.getByRole('button', { name: 'Replace all' }).click();
  await note.expectFile('Source.md', '# Part\n\nbird and bird\n\n# Next\n\nbird\n');
  await expectAccessible(page, { within: '.note-source' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+Shift+BracketLeft');
  await expect(note.source.getByText('bird and bird')).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Shift+BracketRight');
  await expect(note.source.getByText('bird and bird')).toBeVisible();
});

test('Vim keys can be switched on, and undo the same history', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Source.md', 'one\ntwo\n');
  await note.open('Source');
  await note.mod(',');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Notes' }).click();
  await page.getByRole('switch', { name: 'Vim keys in source mode' }).click();
  await note.open('Source');
  await note.show('Source');
  await expect(note.tab.locator('.cm-vim')).toBeVisible();
  await note.source.click();
  await page.keyboard.press('Escape');
  await note.type('gg');
  await note.type('dd');
  await note.expectFile('Source.md', 'two\n');
  await note.type('u');
  await note.expectFile('Source.md', 'one\ntwo\n');
});
