import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

/** The day that the page has, as a file name. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());
}

test('today’s note opens in one key, and becomes a file with the first word', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  const file = `daily/${today()}.md`;
  await window.mod('d');
  await expect(window.title).toHaveValue(today());
  await expect(window.status).toContainText('not written yet');
  await window.expectAccessible();
  await window.takeScreenshots('today');
  expect(window.exists(file)).toBe(false);
  await window.text.click();
  await page.keyboard.press('ControlOrMeta+End');
  await window.type('Rye came late.');
  await window.expectOnDisk(file);
  await window.expectInFile(file, 'Rye came late.');
  await expect(window.file(today())).toBeVisible();
});

test('the day before and the day after are one key away', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  await window.open('2026-11-20');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(window.title).toHaveValue('2026-11-19');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(window.title).toHaveValue('2026-11-20');
});
