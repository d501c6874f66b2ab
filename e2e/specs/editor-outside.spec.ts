import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startServerProcess } from '../harness/server-process.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const three = 'First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n';

test('a change by another program appears in an untouched editor, and the caret stays', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('Second');
  note.write('Shared.md', `Something new on top.\n\n${three}`);
  await expect(note.text).toContainText('Something new on top.');
  await note.type(' Still here.');
  await note.expectFile('Shared.md', `Something new on top.\n\n${three.replace('Second paragraph.', 'Second paragraph. Still here.')}`);
});

test('a change by another program while one types is merged, and both are on disk', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('First');
  await note.type(' I type');
  note.write('Shared.md', three.replace('Third paragraph.', 'Third paragraph, from outside.'));
  await note.type(' on and on.');
  await note.expectFile('Shared.md', 'First paragraph. I type on and on.\n\nSecond paragraph.\n\nThird paragraph, from outside.\n');
  await expect(note.text).toContainText('Third paragraph, from outside.');
});

test('changes that collide are shown side by side, and both can be kept', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('Second');
  await page.keyboard.press('Home');
  await note.type('Mine: ');
  note.write('Shared.md', three.replace('Second', 'Theirs: second'));
  const alert = page.getByRole('alert').filter({ hasText: 'changed in two places' });
  await expect(alert).toBeVisible();
  await expect(page.locator('.side-by-side')).toContainText('Theirs: second');
  await expect(note.text).toContainText('Mine: Second');
  await alert.getByRole('button', { name: 'Keep both' }).click();
  await expect(alert).toBeHidden();
  await note.expectInFile('Shared.md', 'Mine: Second paragraph.');
  expect(note.read('Shared.md')).toContain('Theirs: second paragraph.');
  expect(note.read('Shared.md')).toContain('First paragraph.');
});

test('a note deleted by another program stays on screen and can be written again', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const file = path.join(home.vault, 'Shared.md');
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('Third');
  rmSync(file);
  const alert = page.getByRole('alert').filter({ hasText: 'was deleted' });
  await expect(alert).toBeVisible();
  await expect(note.text).toContainText('Third paragraph.');
  expect(existsSync(file)).toBe(false);
  await alert.getByRole('button', { name: 'Write it again' }).click();
  await note.expectFile('Shared.md', three);
});

test('a core killed while one types loses nothing that it had written, nor what is on screen', async ({ page, home, app, watch }) => {
  test.skip(app.server === null, 'kills the server');
  // Two starts of the app.
  test.slow();
  if (app.server === null) return;
  // The page of the core that is gone complains; the next core has another port.
  watch.expectProblem(/WebSocket|ERR_CONNECTION|Failed to load resource|request to http:\/\/127\.0\.0\.1:/u);
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('First');
  await note.type(' Written.');
  await note.expectInFile('Shared.md', 'First paragraph. Written.');
  await note.type(' Unsaved when the power went.');
  await app.server.kill();
  await expect(page.getByRole('alert').filter({ hasText: 'not reachable' })).toBeVisible();
  // Whole: either the last state that was written or the one after it, never half of one.
  const left = note.read('Shared.md');
  expect(left.startsWith('First paragraph. Written.') && left.endsWith('Third paragraph.\n')).toBe(true);
  await note.type(' And later.');
  await expect(note.text).toContainText('Unsaved when the power went. And later.');

  const again = await startServerProcess({ home });
  try {
    await page.goto(again.link);
    await note.open('Shared');
    expect(note.read('Shared.md')).toBe(left);
  } finally {
    await again.stop();
  }
});
