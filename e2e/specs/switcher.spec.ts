import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('the quick switcher', () => {
  test('shows recent notes at first, and the best match first as letters come', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.mod('o');
    await expect(window.dialog.getByText('Recently changed')).toBeVisible();
    await window.expectAccessible();
    await page.keyboard.type('ove');
    await expect(window.dialog.getByRole('option').first()).toContainText('Oven repair');
    await expect(window.dialog.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await window.takeScreenshots('switcher');
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Oven repair');
  });

  test('answers to Enter even when the person is faster than the index', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.mod('o');
    await expect(window.dialog.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('lease');
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Lease');
    expect(window.exists('lease 1.md')).toBe(false);
  });

  test('finds by alias, and by two CJK letters', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.mod('o');
    await window.dialog.getByRole('combobox').fill('D. Oka');
    await expect(window.dialog.getByRole('option').first()).toContainText('Dana Okafor');
    await window.dialog.getByRole('combobox').fill('京都');
    await expect(window.dialog.getByRole('option').first()).toContainText('京都のパン屋');
  });

  test('creates a note with Shift and Enter, in a folder too', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.mod('o');
    await window.dialog.getByRole('combobox').fill('projects/Winter menu');
    await page.keyboard.press('Shift+Enter');
    await expect(window.title).toHaveValue('Winter menu');
    await window.expectOnDisk('projects/Winter menu.md');
  });

  test('opens in a new tab with the main modifier and Enter', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    await window.find('Rye');
    await window.mod('Enter');
    await expect(window.tabs).toHaveText(['Marek', 'Rye']);
  });
});

test('the command palette runs a command by its name', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  await window.mod('p');
  await expect(window.dialog.getByRole('option').first()).toBeVisible();
  await window.expectAccessible();
  await window.takeScreenshots('palette');
  await window.dialog.getByRole('combobox').fill('settings');
  await page.keyboard.press('Enter');
  await expect(window.shownTab).toHaveText('Settings');
});
