import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('operators narrow a search, results take an order, and what is not understood is marked in its place', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('Harbour.md', '---\nstatus: draft\n---\n\nThe quincunx stands.\nThe boat waits.\n\n- [ ] paint the quincunx\n');
  window.write('Orchard.md', 'A quincunx, and a boat in the same line.\n');
  await window.indexed();
  await page.keyboard.press('ControlOrMeta+Shift+f');
  const field = page.getByRole('combobox', { name: 'Search all notes' });
  const options = page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  await field.fill('line:(quincunx boat)');
  await expect(options).toHaveCount(1);
  await expect(options.first()).toContainText('Orchard');
  await expect(options.first().locator('mark')).toHaveText(['quincunx', 'boat']);
  await field.fill('[status:draft] task-todo:quincunx');
  await expect(options).toHaveCount(1);
  await expect(options.first()).toContainText('Harbour');
  await field.fill('/quin.unx/ OR nowhere');
  await expect(options).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Order of the results' }).click();
  await page.getByRole('option', { name: 'Name' }).click();
  await expect(options.first()).toContainText('Harbour');

  await field.fill('quincunx (boat OR');
  const problems = page.getByRole('status', { name: 'About this search' });
  await expect(problems).toContainText('The bracket is not closed.');
  await expect(problems.locator('mark').first()).toHaveText('OR');
  await expect(options.first()).toBeVisible();
  await window.expectAccessible();
  await window.takeScreenshots('search-operators');
  await page.getByRole('button', { name: 'What can be written here' }).click();
  await expect(page.getByRole('dialog')).toContainText('task-todo:');
  await window.expectAccessible();
});
