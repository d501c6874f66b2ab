import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('tabs', () => {
  test('keep a history each: back and forward walk through the notes that were shown', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    await window.open('Lease');
    await expect(window.tabs).toHaveCount(1);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(window.title).toHaveValue('Marek');
    await page.keyboard.press('Alt+ArrowRight');
    await expect(window.title).toHaveValue('Lease');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(window.title).toHaveValue('Marek');
  });

  test('open beside each other, are cycled, moved, closed and opened again by keys', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    for (const name of ['Lease', 'Rye']) {
      await window.find(name, 'Alt+t');
      await page.keyboard.press('Enter');
      await expect(window.title).toHaveValue(name);
    }
    await expect(window.tabs).toHaveText(['Marek', 'Lease', 'Rye']);
    await page.keyboard.press('Alt+PageDown');
    await expect(window.shownTab).toHaveText('Marek');
    await page.keyboard.press('Alt+PageUp');
    await expect(window.shownTab).toHaveText('Rye');
    await page.keyboard.press('Alt+Shift+PageUp');
    await expect(window.tabs).toHaveText(['Marek', 'Rye', 'Lease']);
    await page.keyboard.press('Alt+w');
    await expect(window.tabs).toHaveText(['Marek', 'Lease']);
    await page.keyboard.press('Alt+Shift+t');
    await expect(window.tabs).toHaveText(['Marek', 'Lease', 'Rye']);
    await window.expectAccessible();
    await window.takeScreenshots('tabs');
  });

  test('a note that is open somewhere is shown there, not twice', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    await window.find('Lease', 'Alt+t');
    await page.keyboard.press('Enter');
    await window.open('Marek');
    await expect(window.tabs).toHaveCount(2);
    await expect(window.shownTab).toHaveText('Marek');
  });

  test('are there again after a reload', async ({ page, home, shell }) => {
    test.skip(shell !== 'server', 'reloading a window is the browser’s');
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    await window.go('Settings');
    await expect(window.tabs).toHaveText(['Marek', 'Settings']);
    await page.reload();
    await expect(window.tabs).toHaveText(['Marek', 'Settings']);
    await expect(window.shownTab).toHaveText('Settings');
  });

  test('the last one closed leaves an empty place that offers the next step', async ({ page, home }) => {
    const window = new WindowPage(page, home);
    await window.indexed();
    await window.open('Marek');
    await page.keyboard.press('Alt+w');
    await expect(page.getByRole('heading', { name: 'Nothing open' })).toBeVisible();
    await window.expectAccessible();
    await window.takeScreenshots('nothing-open');
  });
});
