/** What somebody who is new here stumbles over: keys that are faster than the window, source that changes its meaning. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleWav } from '../harness/sample-files.ts';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('what is typed goes to the note that was asked for, however long it takes to come', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.open('Marek');
  const marek = window.read('people/Marek.md');
  const made = (folder: string, before: readonly string[]): string => `${folder}/${readdirSync(path.join(home.vault, folder)).find((name) => !before.includes(name)) ?? 'none'}`;
  await window.text.click();

  const days = readdirSync(path.join(home.vault, 'daily'));
  await page.keyboard.press('ControlOrMeta+d');
  await window.type('# Rye\nIt came late.');
  await expect.poll(() => made('daily', days)).not.toContain('none');
  await window.expectInFile(made('daily', days), '# Rye\n\nIt came late.');

  await window.open('Marek');
  const people = readdirSync(path.join(home.vault, 'people'));
  await window.text.click();
  await page.keyboard.press('Alt+n');
  await window.type('- first\nsecond');
  await page.keyboard.press('Backspace');
  await expect.poll(() => made('people', people)).not.toContain('none');
  await window.expectFile(made('people', people), '- first\n- secon\n');
  expect(window.read('people/Marek.md')).toBe(marek);

  // A name asked for in the middle of writing: writing goes on then. A new thought on a day is no day.
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
  await window.type('Thoughts');
  await page.keyboard.press('Enter');
  await expect(window.text).toBeFocused();
  await window.type('d\n- third');
  await window.expectFile('people/Thoughts.md', '- first\n- second\n- third\n');
  await page.keyboard.press('ControlOrMeta+d');
  await page.keyboard.press('Alt+n');
  await window.type('No day.');
  await window.expectFile('Untitled.md', 'No day.\n');
});

test('definitions are source: links follow what they say, and end when they go', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  const text = 'See [the oven][oven] and [rye].\n\n[oven]: https://example.com/oven\n\n[rye]: https://example.com/rye "Rye"\n';
  window.write('Links.md', text);
  await window.open('Links');
  await expect(window.text.getByRole('link', { name: 'the oven' })).toHaveAttribute('href', 'https://example.com/oven');
  await window.text.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ControlOrMeta+Shift+K');
  const without = text.replace('\n\n[rye]: https://example.com/rye "Rye"', '');
  await window.expectFile('Links.md', without);
  await expect(window.text.getByRole('link', { name: 'rye' })).toHaveCount(0);
  await expect(window.text).toContainText('and [rye].');
  await window.mod('z');
  await window.expectFile('Links.md', text);
  await expect(window.text.getByRole('link', { name: 'rye' })).toHaveCount(1);
  await window.run('Redo');
  await window.expectFile('Links.md', without);
  await window.run('Undo');
  await window.expectFile('Links.md', text);
});

test('an exported page carries sound, and plays it without a network', async ({ page, home, shell }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new WindowPage(page, home);
  writeFileSync(path.join(home.vault, 'tone.wav'), sampleWav(1));
  window.write('Sound.md', 'Above.\n\n![[tone.wav]]\n');
  await window.open('Sound');
  const waiting = page.waitForEvent('download');
  await window.run('Export this note as a web page');
  const download = await waiting;
  const html = readFileSync(await download.path(), 'utf8');
  expect(html).toContain('<audio class="media" controls="" preload="metadata" aria-label="tone.wav" src="data:audio/wav;base64,');
});

test('settings of writing are kept, and do what they say: spelling, the first note of a day, how long the past is kept', async ({ page, home, shell }) => {
  test.skip(shell !== 'server', 'reloading a window is the browser’s');
  const window = new WindowPage(page, home);
  const file = path.join(home.folder, 'config/verso/settings.json');
  const kept = (): Record<string, unknown> => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {});
  await window.open('Empty');
  await expect(window.text).toHaveAttribute('spellcheck', 'true');
  await window.mod(',');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Notes' }).click();
  await page.getByRole('switch', { name: 'Check spelling' }).press('Space');
  await page.getByRole('switch', { name: "Open today's note on start" }).press('Space');
  const days = page.getByRole('textbox', { name: 'Days that past texts are kept' });
  await days.fill('30');
  await days.press('Enter');
  await expect.poll(kept).toMatchObject({ spellCheck: false, openDailyOnStart: true, historyDays: 30 });
  await page.reload();
  await expect(window.title).toHaveValue(/^\d{4}-\d\d-\d\d$/u);
  await expect(window.text).toBeFocused();
  await expect(window.text).toHaveAttribute('spellcheck', 'false');
});

test('tags are completed, a film is embedded, a dropped file is kept, and a note is merged: by keys but for the drop', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  writeFileSync(path.join(home.vault, 'film.webm'), 'no film');
  window.write('Larder.md', 'here\n');
  await window.indexed();
  await window.open('Larder');
  await window.caretAfter('here');
  await window.type(' #baker');
  await expect(window.completion.getByRole('option').first()).toContainText('bakery');
  await page.keyboard.press('Enter');
  await window.type('\n![[film.webm]]\n');
  await expect(window.text.getByText('film.webm').first()).toBeVisible();
  const png = readFileSync(path.join(home.vault, 'assets/deck.png')).toString('base64');
  await window.text.evaluate((element, base64) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], 'plan.png', { type: 'image/png' }));
    const last = element.lastElementChild?.getBoundingClientRect() ?? element.getBoundingClientRect();
    element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, clientX: last.left + 2, clientY: last.top + 2 }));
  }, png);
  await window.expectFile('Larder.md', 'here #bakery\n\n![[film.webm]]\n\n![[plan.png]]\n');
  expect(readFileSync(path.join(home.vault, 'attachments/plan.png')).toString('base64')).toBe(png);
  await window.run('Merge this note into');
  await window.dialog.getByRole('combobox').fill('Empty');
  await expect(window.dialog.getByRole('option', { selected: true })).toContainText('Empty');
  await page.keyboard.press('Enter');
  await expect(window.dialog).toContainText('Merge “Larder” into “Empty”');
  await page.keyboard.press('Enter');
  await window.expectOnDisk('Larder.md', false);
  await window.expectInFile('Empty.md', '![[film.webm]]\n\n![[plan.png]]');
});
