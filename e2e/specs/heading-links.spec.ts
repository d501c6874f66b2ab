import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('typing over a heading offers to update the links to it: never by itself, with a preview, and taken back whole', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('Plan.md', '# Plan\n\n## Old words\n\nText.\n');
  const links = 'See [[Plan#Old words]] and [[Plan#Plan#Old words|there]].\n';
  window.write('Other.md', links);
  await window.indexed();
  await window.open('Plan');
  await window.caretAfter('Old words');
  await window.type(' anew');
  const changed = '# Plan\n\n## Old words anew\n\nText.\n';
  await window.expectFile('Plan.md', changed);
  await expect(page.getByText('2 links still say “Old words”')).toBeVisible();
  expect(window.read('Other.md')).toBe(links);

  // The message may be gone by then: the command knows it still.
  await window.run('Update links to a heading');
  await expect(window.dialog.getByRole('list', { name: 'Notes that change' })).toContainText('Old words anew');
  await window.dialog.getByRole('button', { name: 'Update links' }).click();
  await window.expectFile('Other.md', 'See [[Plan#Old words anew]] and [[Plan#Plan#Old words anew|there]].\n');
  await window.run('Undo the last change of several notes');
  await window.expectFile('Other.md', links);
  expect(window.read('Plan.md')).toBe(changed);
});
