import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('settings', () => {
  test('every page of them is accessible and looks right', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.go('Settings');
    const pages = page.getByRole('navigation', { name: 'Settings' });
    for (const name of ['Appearance', 'Notes', 'Models', 'Shortcuts', 'About']) {
      await pages.getByRole('button', { name }).click();
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await window.expectAccessible();
    }
    await pages.getByRole('button', { name: 'Appearance' }).click();
    await window.takeScreenshots('settings');
  });

  test('the theme changes at once and is kept', async ({ page, home, shell }) => {
    test.skip(shell !== 'server', 'reloading a window is the browser’s');
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.go('Settings');
    await page.getByRole('combobox', { name: 'Theme' }).click();
    await page.getByRole('option', { name: 'Dark' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('text size and line width reach the note', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.go('Settings');
    const size = page.getByRole('textbox', { name: 'Text size' });
    await size.fill('21');
    await size.press('Enter');
    await expect.poll(() => page.evaluate(() => document.documentElement.style.getPropertyValue('--reading-size'))).toBe('21px');
  });

  test('a date pattern that is none is refused in place, and the old one stays', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.go('Settings');
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Notes' }).click();
    const pattern = page.getByRole('textbox', { name: 'Name of a day' });
    await pattern.fill('nonsense');
    await expect(page.getByText('This is no date pattern.')).toBeVisible();
    await pattern.press('Enter');
    await window.mod('d');
    await expect(window.title).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  });
});
