import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const file = 'projects/Oven.md';
const first = '# Oven\n\nThe flue leaks at the joint.\n\n* odd   bullet\n';
const second = '# Oven\n\nThe flue leaks at the lower joint.\n\n* odd   bullet\n\nPaid in eggs.\n';

test('a note tells what changed, and gives back one part or the whole of an earlier text', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write(file, first);
  await window.indexed();
  await window.open('Oven');
  // Written by the app, so that its history has both texts.
  await window.show('Source');
  await window.source.fill(second);
  await window.expectFile(file, second);

  await window.run('Show the history of this note');
  const timeline = page.getByRole('listbox', { name: 'Kept texts' });
  const changed = page.getByRole('region', { name: 'What changed' });
  await expect(timeline.getByRole('option').first()).toBeVisible();
  await timeline.getByRole('option').last().click();
  await expect(changed.getByRole('status')).toHaveText('2 parts differ');
  await expect(changed.locator('ins')).toContainText('lower');
  await window.expectAccessible();
  await window.takeScreenshots('history');

  await changed.getByRole('button', { name: 'Restore this part' }).last().click();
  await window.expectFile(file, '# Oven\n\nThe flue leaks at the lower joint.\n\n* odd   bullet\n');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await window.expectFile(file, second);

  await timeline.getByRole('option').last().click();
  await page.getByRole('button', { name: 'Restore this text' }).click();
  await window.expectFile(file, first);
});

test('a deleted note is read and brought back byte for byte', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write(file, first);
  await window.indexed();
  await window.open('Oven');
  await window.run('Delete this note');
  await window.expectOnDisk(file, false);
  rmSync(path.join(home.vault, '.trash'), { recursive: true });

  await window.run('Show deleted notes');
  const deleted = page.getByRole('listbox', { name: 'Deleted notes' });
  await expect(deleted.getByRole('option', { name: /Oven/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Oven' })).toContainText('The flue leaks at the joint.');
  await window.expectAccessible();
  await page.getByRole('button', { name: 'Bring back Oven' }).click();
  await window.expectOnDisk(file);
  expect(window.read(file)).toBe(first);
});
