import { expectAccessible } from '../harness/accessibility.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const dialect = `---
tags: [a]
---

# Bread

See [[Oven repair]] and [outside](https://example.com/), %%not for readers%% here. ^para

- [ ] knead
- [x] wait

%%
A block that nobody reads.
%%

[ref]: https://example.com/ref
`;

const long = Array.from({ length: 120 }, (_, index) => `Paragraph ${index + 1}.\n`).join('\n');

test('reading shows the note without its syntax; tasks are ticked and links followed with a click', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Dialect.md', dialect);
  await note.open('Dialect');
  await note.text.click();
  await note.mod('e');
  await expect(note.reading).toBeVisible();
  await expect(note.reading).toBeFocused();
  for (const hidden of ['not for readers', '^para', 'A block that nobody reads', '[ref]:', 'tags: [a]']) {
    await expect(note.reading.getByText(hidden)).toBeHidden();
  }
  await expect(note.reading).toHaveAttribute('contenteditable', 'false');
  await page.keyboard.type('nothing is written');
  await note.reading.getByRole('checkbox').first().click();
  await note.expectFile('Dialect.md', dialect.replace('- [ ] knead', '- [x] knead'));
  await page.keyboard.press('Tab');
  await expectAccessible(page, { within: '.note-modes, .note-title, .note-rich' });
  await note.reading.focus();
  await note.mod('z');
  await note.expectFile('Dialect.md', dialect);
  await note.reading.getByRole('link', { name: 'Oven repair' }).click();
  await expect(note.title).toHaveValue('Oven repair');
});

test('one key goes through the modes, the buttons choose one, and the tab remembers it', async ({ page, home, app }) => {
  const note = new NotePage(page, home);
  await note.open('Start here');
  await note.text.click();
  for (const shown of [note.reading, note.source, note.text]) {
    await note.mod('e');
    await expect(shown).toBeVisible();
  }
  await note.show('Reading');
  if (app.server !== null) {
    await page.reload();
    await expect(note.reading).toBeVisible();
  }
  await note.show('Source');
  await note.show('Editing');
});

test('caret and scroll stay where they are from mode to mode', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Long.md', long);
  await note.open('Long');
  await note.text.getByText('Paragraph 60.').click();
  await page.keyboard.press('End');
  const place = async (text: string): Promise<number> => (await note.tab.getByText(text, { exact: true }).boundingBox())?.y ?? -1;
  const before = await place('Paragraph 60.');
  for (const shown of [note.reading, note.source, note.text]) {
    await note.mod('e');
    await expect(shown).toBeVisible();
    await expect.poll(async () => Math.abs((await place('Paragraph 60.')) - before)).toBeLessThan(12);
  }
  await note.type(' Here.');
  await note.expectFile('Long.md', long.replace('Paragraph 60.', 'Paragraph 60. Here.'));
  await note.show('Source');
  await note.type(' And here.');
  await note.expectFile('Long.md', long.replace('Paragraph 60.', 'Paragraph 60. Here. And here.'));
});

for (const [name, text] of [
  ['plain', 'One.\n\n- a\n- b\n\n| t | u |\n|---|:-:|\n| 1 | 2 |\n'],
  ['with Windows line ends', 'One.\r\n\r\n*  a\r\n*  b\r\n\r\nTwo\r\n===\r\n'],
] as const) {
  test(`one undo history goes through every mode, back to the bytes that were loaded: ${name}`, async ({ page, home }) => {
    const note = new NotePage(page, home);
    note.write('Undo.md', text);
    await note.open('Undo');
    const states: string[] = [text];
    const typed = async (words: string): Promise<void> => {
      // At once: on a slow machine, keys far apart are steps of their own.
      await page.keyboard.insertText(words);
      await note.expectInFile('Undo.md', words);
      states.push(note.read('Undo.md'));
    };
    await note.caretAfter('One.');
    await typed(' Rich');
    await note.show('Source');
    await typed(' source');
    await page.waitForTimeout(600);
    await typed(' again');
    await note.show('Editing');
    await typed(' rich');
    await note.show('Source');
    for (const [back, state] of states.toReversed().entries()) {
      if (back > 0) await note.mod('z');
      await note.expectFile('Undo.md', state);
      // Half way back the other editor goes on.
      if (back === 2) await note.show('Editing');
    }
    await note.mod('z');
    await note.show('Source');
    for (const state of states.slice(1)) {
      await note.mod('Shift+Z');
      await note.expectFile('Undo.md', state);
    }
  });
}

test('a note that is closed and opened again can still be undone', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const before = note.read('projects/Oven repair.md');
  await note.open('Oven repair');
  await note.text.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(' Closed after this.');
  await note.expectInFile('projects/Oven repair.md', 'Closed after this.');
  await page.keyboard.press('Alt+w');
  await expect(note.text).toBeHidden();
  await note.open('Oven repair');
  await note.text.click();
  await note.mod('z');
  await note.expectFile('projects/Oven repair.md', before);
});

test('undo leaves alone what another program wrote', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', 'First.\n\nSecond.\n\nThird.\n');
  await note.open('Shared');
  await note.caretAfter('First');
  await page.keyboard.insertText(' Mine.');
  await note.expectInFile('Shared.md', 'First. Mine.');
  note.write('Shared.md', 'First. Mine.\n\nSecond.\n\nThird, theirs.\n');
  await expect(note.text).toContainText('Third, theirs.');
  await note.mod('z');
  await note.expectFile('Shared.md', 'First.\n\nSecond.\n\nThird, theirs.\n');
});
