import { readFileSync } from 'node:fs';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const log = '# Log\n\nThe quincunx here is not counted.\n\n```query\nquincunx -orchard\n```\n\nEnd.\n';

test('a query block shows what its search finds, follows the vault, and leaves its source as it is', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('Log.md', log);
  window.write('Harbour.md', '# Harbour\n\n## North pier\n\nThe quincunx stands.\n');
  window.write('Orchard.md', 'A quincunx in the orchard.\n');
  await window.indexed();
  await window.open('Log');
  const results = window.text.getByRole('group', { name: 'Results of “quincunx -orchard”' });
  await expect(results.locator('.query-count')).toHaveText('1 note');
  await expect(results.getByRole('button', { name: 'Harbour' })).toBeVisible();
  await expect(results.locator('mark')).toHaveText(['quincunx']);
  await expect(window.text).toContainText('quincunx -orchard');

  window.write('Garden.md', 'One more quincunx.\n');
  await expect(results.locator('.query-count')).toHaveText('2 notes');
  await window.expectAccessible();
  await window.takeScreenshots('query-block');

  await window.text.locator('pre').getByText('quincunx -orchard').click();
  await page.keyboard.press('End');
  await window.settled();
  await window.type(' -pier (');
  const changed = window.text.getByRole('group', { name: 'Results of “quincunx -orchard -pier (”' });
  await expect(changed.locator('.query-count')).toHaveText('1 note');
  await expect(changed.locator('.query-problem').first()).toContainText('bracket');
  await window.expectFile('Log.md', log.replace('-orchard', '-orchard -pier ('));
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await window.expectFile('Log.md', log.replace('-orchard', '-orchard -pier'));

  await window.show('Reading');
  const read = window.reading.getByRole('group', { name: 'Results of “quincunx -orchard -pier”' });
  await expect(read.getByRole('button', { name: 'Garden' })).toBeVisible();
  await window.takeScreenshots('query-block-reading');
  await read.getByRole('button', { name: 'Open in search' }).click();
  await expect(page.getByRole('combobox', { name: 'Search all notes' })).toHaveValue('quincunx -orchard -pier');
});

test('an export carries what a query block finds', async ({ page, home, shell }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new WindowPage(page, home);
  window.write('Log.md', log);
  window.write('Harbour.md', 'The quincunx stands.\n');
  await window.indexed();
  await window.open('Log');
  const started = page.waitForEvent('download');
  await window.run('Export this note as a web page');
  const html = readFileSync(await (await started).path(), 'utf8');
  expect(html).toContain('The <mark>quincunx</mark> stands.');
  expect(html).not.toContain('```query');
});
