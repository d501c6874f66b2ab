import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('searches are kept with a name and an order, and run from the empty search and the palette', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  await page.keyboard.press('ControlOrMeta+Shift+f');
  const field = page.getByRole('combobox', { name: 'Search all notes' });
  const saved = page.getByRole('region', { name: 'Saved searches' });
  await field.fill('flour');
  await page.getByRole('combobox', { name: 'Order of the results' }).click();
  await page.getByRole('option', { name: 'Name' }).click();
  await window.tab.getByRole('button', { name: 'Bookmark this search' }).click();
  await window.tab.getByRole('button', { name: 'Name this search' }).click();
  await page.getByRole('textbox', { name: 'Name of the search' }).fill('Baking');
  await page.keyboard.press('Enter');
  await expect.poll(() => window.readIfThere('.verso/bookmarks.json') ?? '').toContain('Baking');
  expect(JSON.parse(window.read('.verso/bookmarks.json'))).toEqual({ bookmarks: [{ search: 'flour', sort: 'name', title: 'Baking' }] });
  await field.fill('oven -rent');
  await window.tab.getByRole('button', { name: 'Bookmark this search' }).click();

  await field.fill('');
  await expect(saved.getByRole('listitem')).toHaveText([/Baking/u, /oven -rent/u]);
  await window.expectAccessible();
  await window.takeScreenshots('saved-searches');
  await saved.getByRole('button', { name: 'oven -rent', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(saved.getByRole('listitem')).toHaveText([/oven -rent/u, /Baking/u]);
  await expect(saved.getByRole('button', { name: 'oven -rent', exact: true })).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Kitchen');
  await page.keyboard.press('Enter');
  await expect(saved.getByRole('listitem')).toHaveText([/Kitchen/u, /Baking/u]);
  await expect(saved.getByRole('button', { name: /^Kitchen/u })).toBeFocused();
  await saved.getByRole('button', { name: /^Baking/u }).click();
  await expect(field).toHaveValue('flour');
  await expect(page.getByRole('combobox', { name: 'Order of the results' })).toContainText('Name');

  await window.run('Search: Kitchen');
  await expect(field).toHaveValue('oven -rent');
  await field.fill('');
  await saved.getByRole('button', { name: 'More about “Kitchen”' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(saved.getByRole('listitem')).toHaveText([/Baking/u]);
});
