/** Long notes: shown from their beginning, written in at once, as source where they are very long. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { WindowPage } from '../pages/window-page.ts';
import { expect, test } from '../harness/test.ts';

const paragraph = (index: number): string => `Paragraph ${index} has *some* text and a [[Start here]] link.\n\n- one\n- two\n\n`;

function longText(sizeBytes: number): string {
  const parts = ['First words.\n\n'];
  for (let length = 0, index = 0; length < sizeBytes; index += 1) {
    const part = paragraph(index);
    parts.push(part);
    length += part.length;
  }
  return `${parts.join('')}Last words.\n`;
}

test('a long note takes what is typed as soon as it is shown, at its own place and nowhere else', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  const text = longText(600_000);
  note.write('Long.md', text);
  await note.file('Long').click();
  // The note is still being read: only its beginning is in the page.
  await note.text.getByText('First words.').click();
  await page.keyboard.press('End');
  await note.type(' More.');
  await note.expectFile('Long.md', text.replace('First words.', 'First words. More.'));
  await note.mod('End');
  await note.type(' The end.');
  await note.expectFile('Long.md', text.replace('First words.', 'First words. More.').replace('Last words.', 'Last words. The end.'));
  // How many steps that was depends on how fast it was typed; more than enough changes nothing.
  for (let step = 0; step < 16; step += 1) await note.mod('z');
  await note.expectFile('Long.md', text);
});

test('a long note that is only looked at is not written', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  const text = longText(300_000);
  note.write('Long.md', text);
  await note.file('Long').click();
  await expect(note.text.getByText('First words.')).toBeVisible();
  const before = statSync(path.join(home.vault, 'Long.md')).mtimeMs;
  await note.text.getByText('First words.').click();
  await note.mod('End');
  await expect(note.text.getByText('Last words.')).toBeAttached();
  await note.file('Empty').click();
  await expect(note.title).toHaveValue('Empty');
  expect(note.read('Long.md')).toBe(text);
  expect(statSync(path.join(home.vault, 'Long.md')).mtimeMs).toBe(before);
});

test('a note above 2 MB opens as source, and formatted where that is wanted', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  const text = longText(2_200_000);
  note.write('Very long.md', text);
  await note.file('Very long').click();
  await expect(note.source).toBeVisible();
  await expect(note.tab.getByText('This note is long.')).toBeVisible();
  await note.source.click();
  await note.mod('Home');
  await note.type('Typed. ');
  await expect.poll(() => note.read('Very long.md').startsWith('Typed. First words.')).toBe(true);
  await note.button('Show it formatted').click();
  await expect(note.text).toBeVisible();
  await expect(note.tab.getByText('This note is long.')).toHaveCount(0);
});

test('a note that is too large to open says so and stays as it is', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  const text = 'word '.repeat(12 * 1024 * 1024);
  note.write('Huge.md', text);
  await note.file('Huge').click();
  await expect(note.tab.getByText('The file is too large to be shown as a note. It was not changed.')).toBeVisible();
  expect(statSync(path.join(home.vault, 'Huge.md')).size).toBe(text.length);
});
