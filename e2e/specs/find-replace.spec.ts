/** Find and replace in the rich editor, and what is on disk then. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const text = 'Rye and rye bread\n\n- **rye** in [rye](https://example.com/)\n- Ryegrass\n\n```\nrye\n```\n\n* * *\n\nkept  \nas it was\n';

async function openFind(note: NotePage, name: string, key = 'f'): Promise<Locator> {
  note.write(`${name}.md`, text);
  await note.open(name);
  await note.text.getByText('Rye and').click({ position: { x: 1, y: 8 } });
  await note.page.keyboard.press('Home');
  await note.settled();
  await note.mod(key);
  return note.page.getByRole('search');
}

test('finds with case, whole words and patterns, and counts', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const bar = await openFind(note, 'Find');
  const input = bar.getByRole('textbox', { name: 'Find in this note' });
  const status = bar.getByRole('status');
  await input.fill('rye');
  await expect(status).toHaveText('1 of 6');
  await bar.getByRole('button', { name: 'Match case' }).click();
  await expect(status).toHaveText('1 of 4');
  await bar.getByRole('button', { name: 'Match case' }).click();
  await bar.getByRole('button', { name: 'Whole words' }).click();
  await expect(status).toHaveText('1 of 5');
  await bar.getByRole('button', { name: 'Regular expression' }).click();
  await input.fill('(R|r)ye (?=b)');
  await expect(status).toHaveText('No match');
  await bar.getByRole('button', { name: 'Whole words' }).click();
  await expect(status).toHaveText('1 of 1');
  await input.fill('(rye');
  await expect(status).toHaveText('Not a pattern');
  expect(note.read('Find.md')).toBe(text);
});

test('a pattern that would never end is given up', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Slow.md', `${'a'.repeat(60)}!\n`);
  await note.open('Slow');
  await note.mod('f');
  const bar = page.getByRole('search');
  await bar.getByRole('button', { name: 'Regular expression' }).click();
  await bar.getByRole('textbox', { name: 'Find in this note' }).fill('(a+)+$');
  await expect(bar.getByRole('status')).toHaveText('Takes too long');
  await bar.getByRole('textbox', { name: 'Find in this note' }).fill('a!');
  await expect(bar.getByRole('status')).toHaveText('1 of 1');
});

test('replaces one, then all in one step that one undo takes back', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const bar = await openFind(note, 'Replace', 'h');
  await bar.getByRole('textbox', { name: 'Find in this note' }).fill('rye');
  await expect(bar.getByRole('status')).toHaveText('1 of 6');
  await bar.getByRole('textbox', { name: 'Replace with' }).fill('Oat');
  await bar.getByRole('button', { name: 'Replace', exact: true }).click();
  await note.expectFile('Replace.md', text.replace('Rye and', 'Oat and'));
  await bar.getByRole('button', { name: 'Replace all' }).click();
  const all = 'Oat and Oat bread\n\n- **Oat** in [Oat](https://example.com/)\n- Oatgrass\n\n```\nOat\n```\n\n* * *\n\nkept  \nas it was\n';
  await note.expectFile('Replace.md', all);
  await page.keyboard.press('Escape');
  await note.mod('z');
  await note.expectFile('Replace.md', text.replace('Rye and', 'Oat and'));
});
