import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('a day’s work needs no mouse', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();

  await test.step('the first stop offers to skip to the content', async () => {
    // From the first thing in the window backwards: only the link stands before it.
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button').first().focus();
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  });

  await test.step('find a note, write in it', async () => {
    await window.mod('o');
    await page.keyboard.type('Empty');
    await expect(window.dialog.getByRole('option').first()).toContainText('Empty');
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Empty');
    await window.text.focus();
    await window.type('Written without a mouse.');
    await window.expectInFile('Empty.md', 'Written without a mouse.');
  });

  await test.step('search, open a result', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+f');
    await page.keyboard.type('without a mouse');
    await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('option').first()).toContainText('Empty');
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Empty');
  });

  await test.step('to the files, rename', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+e');
    await expect(window.file('Empty')).toBeFocused();
    await page.keyboard.press('F2');
    await page.keyboard.type('Full');
    await page.keyboard.press('Enter');
    await window.expectOnDisk('Full.md');
    await expect(window.file('Full')).toBeFocused();
  });

  await test.step('panes are hidden, shown and made wider', async () => {
    await page.keyboard.press('ControlOrMeta+\\');
    await expect(window.files).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+\\');
    await expect(window.files).toBeVisible();
    const edge = page.getByRole('separator', { name: 'Width of the sidebar' });
    const before = Number(await edge.getAttribute('aria-valuenow'));
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await expect(edge).toHaveAttribute('aria-valuenow', String(before + 16));
  });
});

test('in a narrow window the panes are drawers that Escape closes', async ({ page, home, shell }) => {
  test.skip(shell !== 'server', 'the window’s size is the shell’s');
  const window = new WindowPage(page, home);
  await page.setViewportSize({ width: 800, height: 600 });
  await window.indexed();
  await expect(window.files).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+\\');
  await expect(window.files).toBeVisible();
  await window.expectAccessible();
  await page.keyboard.press('Escape');
  await expect(window.files).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+\\');
  await window.openFolder('people');
  await window.file('Marek').click();
  await expect(window.title).toHaveValue('Marek');
  await expect(window.files).toHaveCount(0);
});
