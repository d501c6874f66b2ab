import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const text = '$$\na\n$$\n\nAfter\n';

/** A formula in which another one would begin: Markdown has no words for that. */
async function typeUnsaid(note: NotePage): Promise<void> {
  note.write('Formula.md', text);
  await note.open('Formula');
  await note.text.locator('.source-mathBlock .katex-display').click();
  await note.page.keyboard.press('End');
  await note.type(' $$ b');
}

test('what Markdown cannot say is not written: undo, or the source, goes on from there', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await typeUnsaid(note);
  const banner = page.getByRole('alert').filter({ hasText: 'The last change could not be written as Markdown.' });
  await expect(banner).toBeVisible();
  await note.expectFile('Formula.md', text);
  for (let steps = 0; steps < 6 && (await banner.isVisible()); steps += 1) await note.mod('z');
  await expect(banner).toBeHidden();
  await note.expectFile('Formula.md', text);

  await note.type(' $$ b');
  await banner.getByRole('button', { name: 'Open the source' }).click();
  await expect(note.source).toContainText('a $$ b');
  await expect(banner).toBeHidden();
  await note.expectFile('Formula.md', text.replace('a', () => 'a $$ b'));
});
