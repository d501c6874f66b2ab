/** What somebody who is new here stumbles over: keys that are faster than the window, source that changes its meaning. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
