import { readdirSync } from 'node:fs';
import { loseWrites, unsavedTexts } from '../harness/lost-writes.ts';
import { startServerProcess } from '../harness/server-process.ts';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const three = 'First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n';

test('unsaved text outlives the browser and the core, both killed', async ({ page, home, app, browser, watch }) => {
  test.skip(app.server === null, 'kills the server');
  test.slow();
  if (app.server === null) return;
  watch.expectProblem(/WebSocket|ERR_CONNECTION|Failed to load resource|request to http:\/\/127\.0\.0\.1:/u);
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('First');
  await loseWrites(page);
  await page.keyboard.insertText(' Only here.');
  await expect.poll(() => unsavedTexts(home).join('')).toContain('Only here.');
  await app.server.kill();
  await page.close({ runBeforeUnload: false });
  expect(note.read('Shared.md')).toBe(three);

  const again = await startServerProcess({ home });
  // A browser that never saw the old page: nothing of it is in its storage.
  const fresh = await browser.newContext();
  try {
    const next = new NotePage(await fresh.newPage(), home);
    await next.page.goto(again.link);
    await next.open('Shared');
    await expect(next.page.getByRole('status').filter({ hasText: 'Unsaved text was put back' })).toBeVisible();
    await next.expectFile('Shared.md', three.replace('First paragraph.', 'First paragraph. Only here.'));
    await expect.poll(() => unsavedTexts(home)).toEqual([]);
  } finally {
    await fresh.close();
    await again.stop();
  }
});

test('text that could not be saved is put back after a reload', async ({ page, home, app }) => {
  test.skip(app.server === null, 'reloads a page of the server');
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('First');
  await loseWrites(page);
  await page.keyboard.insertText(' Only here.');
  await expect.poll(() => unsavedTexts(home).join('')).toContain('Only here.');
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: 'Unsaved text was put back' })).toBeVisible();
  await note.expectFile('Shared.md', three.replace('First paragraph.', 'First paragraph. Only here.'));
});

test('nothing is kept of a note that is saved, and nothing of it is in the vault', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Shared.md', three);
  await note.open('Shared');
  await note.caretAfter('Second');
  await page.keyboard.insertText(' Saved.');
  await note.expectInFile('Shared.md', 'Second paragraph. Saved.');
  await expect.poll(() => unsavedTexts(home)).toEqual([]);
  expect(readdirSync(home.vault, { recursive: true }).map(String).filter((name) => name.includes('unsaved'))).toEqual([]);
});
