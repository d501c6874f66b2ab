import { loseWrites } from '../harness/lost-writes.ts';
import { expect as expectSoon, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const expect = expectSoon.configure({ timeout: 25_000 });

const long = `# Long\n\n## Folded\n\nHidden.\n\n## Parts\n\n${Array.from({ length: 60 }, (_, index) => `Line ${index}.`).join('\n\n')}\n`;

test('two panes of a note show each other’s words before anything is saved, and begin at the same place', async ({ page, home, shell }) => {
  test.skip(shell !== 'server', 'loses writes on their way to a server');
  test.slow();
  const window = new WindowPage(page, home);
  window.write('Long.md', long);
  await window.open('Long');
  await window.text.getByText('Line 40.').click();
  await page.keyboard.press('Control+Alt+\\');
  const panes = page.locator('[data-pane] [role=tabpanel]:not([hidden])');
  await expect(panes).toHaveCount(2);
  const right = panes.nth(1).getByRole('textbox', { name: 'Note text' });
  const left = panes.nth(0).getByRole('textbox', { name: 'Note text' });
  await expect(right.getByText('Line 40.')).toBeInViewport();
  await loseWrites(page);
  await expect(right).toBeFocused();
  await page.keyboard.press('End');
  await window.type(' Typed right.');
  await expect(left.getByText('Line 40. Typed right.')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(left).toBeFocused();
  await page.keyboard.press('Home');
  await window.type('Left: ');
  await expect(right.getByText('Left: Line 40. Typed right.')).toBeVisible();
  // The caret of the other pane stayed behind its own words.
  await page.keyboard.press('F6');
  await expect(right).toBeFocused();
  await window.type('!');
  await expect(left.getByText('Left: Line 40. Typed right.!')).toBeVisible();
  expect(window.read('Long.md')).toBe(long);
});

test('a renamed note stays as it is shown: unsaved words, undo, folds, scroll and mode', async ({ page, home }) => {
  test.slow();
  const window = new WindowPage(page, home);
  window.write('Long.md', long);
  await window.open('Long');
  await window.text.getByText('Folded').click();
  await window.run('Fold or unfold');
  await expect(window.text.getByText('Hidden.')).toBeHidden();
  await window.text.getByText('Line 50.').click();
  await page.keyboard.press('End');
  await window.type(' Typed.');
  const scroller = window.tab.locator('.note-scroller');
  const before = await scroller.evaluate((element) => element.scrollTop);
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name' }).fill('Longer');
  await page.keyboard.press('Enter');
  await expect(window.title).toHaveValue('Longer');
  await window.expectInFile('Longer.md', 'Line 50. Typed.');
  await expect(window.text.getByText('Hidden.')).toBeHidden();
  expect(Math.abs((await scroller.evaluate((element) => element.scrollTop)) - before)).toBeLessThan(40);
  await window.text.focus();
  await window.mod('z');
  await window.expectFile('Longer.md', long);
});
