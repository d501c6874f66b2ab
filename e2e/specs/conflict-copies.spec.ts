import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const base = 'First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n';
const copyName = 'Shared.sync-conflict-20240102-123456-ABCDEFG.md';

test('a copy that a sync tool left is brought together with its note over the history, and one undo takes that back', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', base);
  await note.open('Shared');
  await note.caretAfter('First');
  await note.type(' Mine.');
  const mine = base.replace('First paragraph.', 'First paragraph. Mine.');
  await note.expectFile('Shared.md', mine);
  const theirs = base.replace('Third', 'Third, theirs');
  note.write(copyName, theirs);

  await page.getByRole('button', { name: 'Compare versions' }).click();
  const section = page.getByRole('region', { name: 'Two versions of “Shared”' });
  await expect(section.locator('.side-by-side')).toContainText('Third, theirs paragraph.');
  await section.getByRole('button', { name: 'Bring together' }).click();

  const merged = 'First paragraph. Mine.\n\nSecond paragraph.\n\nThird, theirs paragraph.\n';
  await note.expectFile('Shared.md', merged);
  await expect(note.text).toContainText('Third, theirs paragraph.');
  await expect.poll(() => readdirSync(home.vault)).not.toContain(copyName);
  expect(readFileSync(path.join(home.vault, '.trash', copyName), 'utf8')).toBe(theirs);
  await expect(page.getByRole('button', { name: 'Compare versions' })).toBeHidden();

  await page.getByRole('button', { name: 'Undo' }).click();
  await note.expectFile('Shared.md', mine);
  await expect.poll(() => readdirSync(home.vault)).toContain(copyName);
  expect(readFileSync(path.join(home.vault, copyName), 'utf8')).toBe(theirs);
});

test('without a common past both sides stand in the note where they differ, and the status bar tells of the copy', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', base);
  await note.open('Shared');
  note.write("Shared (Dana's conflicted copy 2024-01-02).md", base.replace('Second paragraph.', 'Second, from Dana.'));
  await page.getByRole('button', { name: /needs? a look/u }).click();
  await expect(page.getByRole('dialog')).toContainText("Shared (Dana's conflicted copy 2024-01-02).md");
  await page.getByRole('dialog').getByRole('button', { name: /Shared\.md/u }).click();
  await page.getByRole('button', { name: 'Compare versions' }).click();
  await page.getByRole('button', { name: 'Bring together' }).click();
  await note.expectInFile('Shared.md', 'Second, from Dana.');
  expect(note.read('Shared.md')).toContain('Second paragraph.');
  expect(note.read('Shared.md').match(/First paragraph\./gu)).toHaveLength(1);
});
