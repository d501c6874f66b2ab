import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('an item of a long list keeps the focus when it is scrolled out of sight, and the keys go on from it', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  for (let number = 0; number < 150; number += 1) window.write(`Z ${String(number).padStart(3, '0')}.md`, 'One of many.\n');
  await window.indexed();
  await window.file('Z 000').focus();
  await expect(window.file('Z 000')).toBeFocused();
  const list = page.getByRole('tree', { name: 'Files' }).locator('..');
  await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(window.file('Z 149')).toBeVisible();
  await expect(window.file('Z 000')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(window.file('Z 001')).toBeFocused();
  await expect(window.file('Z 001')).toBeInViewport();
});
