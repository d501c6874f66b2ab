import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('search', () => {
  test('finds as one types, marks the words, and opens the passage; back finds the answers again', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await page.keyboard.press('ControlOrMeta+Shift+f');
    const field = page.getByRole('combobox', { name: 'Search all notes' });
    await expect(field).toBeFocused();
    await window.expectAccessible();
    await page.keyboard.type('thermostat clicks');
    const results = page.getByRole('listbox', { name: 'Results' });
    await expect(results.getByRole('option').first()).toContainText('Oven repair');
    await expect(results.getByRole('option').first().locator('mark').first()).toHaveText('thermostat');
    await window.expectAccessible();
    await window.takeScreenshots('search');
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Oven repair');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(field).toHaveValue('thermostat clicks');
    await expect(results.getByRole('option').first()).toContainText('Oven repair');
  });

  test('walks the results by arrow keys', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await page.keyboard.press('ControlOrMeta+Shift+f');
    await page.getByRole('combobox', { name: 'Search all notes' }).fill('rye');
    const options = page.getByRole('listbox', { name: 'Results' }).getByRole('option');
    await expect(options.nth(1)).toBeVisible();
    await expect(options.nth(0)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowUp');
    await expect(options.nth(0)).toHaveAttribute('aria-selected', 'true');
  });

  test('says so when there is nothing, and what to try', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await page.keyboard.press('ControlOrMeta+Shift+f');
    await page.getByRole('combobox', { name: 'Search all notes' }).fill('zzqxv');
    await expect(page.getByRole('heading', { name: 'Nothing found for “zzqxv”' })).toBeVisible();
    await window.expectAccessible();
  });

  test('follows the files: what another program writes is found at once', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await page.keyboard.press('ControlOrMeta+Shift+f');
    await page.getByRole('combobox', { name: 'Search all notes' }).fill('quincunx');
    await expect(page.getByRole('heading', { name: 'Nothing found for “quincunx”' })).toBeVisible();
    window.write('Orchard.md', 'The trees stand in a quincunx.\n');
    await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('option').first()).toContainText('Orchard');
  });
});
