import type { Locator } from '@playwright/test';
import { expect as expectSoon, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

/** Panes are many editors at once: a busy machine needs longer to draw them. */
const expect = expectSoon.configure({ timeout: 25_000 });

class PanesPage extends WindowPage {
  get panes(): Locator {
    return this.page.locator('[data-pane]:not([hidden])');
  }

  pane(number: number): Locator {
    return this.page.getByRole('group', { name: new RegExp(`^Pane ${number} of`, 'u') });
  }

  tabsIn(number: number): Locator {
    return this.pane(number).getByRole('tab');
  }

  textIn(number: number): Locator {
    return this.pane(number).locator('[role=tabpanel]:not([hidden])').getByRole('textbox', { name: 'Note text' });
  }

  titleIn(number: number): Locator {
    return this.pane(number).locator('[role=tabpanel]:not([hidden])').getByRole('textbox', { name: 'Note name' });
  }

  /** Opens a note by its name in the active pane. */
  async openHere(name: string, key = 'Enter'): Promise<void> {
    await this.find(name);
    await this.page.keyboard.press(key);
    await expect(this.dialog).toBeHidden();
  }
}

const three = 'First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n';

test('a window splits, panes are gone to, filled and closed with keys alone, and are there again after a reload', async ({ page, home, shell }) => {
  test.slow();
  const window = new PanesPage(page, home);
  await window.open('Marek');
  await page.keyboard.press('Control+Alt+\\');
  await expect(window.panes).toHaveCount(2);
  await expect(window.titleIn(2)).toHaveValue('Marek');
  await expect(window.textIn(2)).toBeFocused();
  await window.openHere('Lease');
  await expect(window.titleIn(2)).toHaveValue('Lease');
  await expect(window.titleIn(1)).toHaveValue('Marek');
  await expect(page).toHaveTitle(/^Lease/u);

  await page.keyboard.press('F6');
  await expect(window.textIn(1)).toBeFocused();
  await expect(window.pane(1)).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveTitle(/^Marek/u);

  await window.run('Split down');
  await expect(window.panes).toHaveCount(3);
  await window.openHere('Rye');
  await expect(window.titleIn(2)).toHaveValue('Rye');
  await expect(window.textIn(2)).toBeFocused();
  await window.run('Move tab to the other pane');
  await expect(window.panes).toHaveCount(2);
  await expect(window.tabsIn(2)).toHaveText(['Lease', 'Rye']);
  await expect(window.titleIn(2)).toHaveValue('Rye');
  await window.expectAccessible();
  await window.takeScreenshots('panes');

  const edge = page.getByRole('separator', { name: 'Width of the panes' });
  const width = async (): Promise<number> => Number(await edge.getAttribute('aria-valuenow'));
  // The panes are measured again when they have been put back from the screens' sizes.
  let before = -1;
  await expect.poll(async () => before === (before = await width())).toBe(true);
  await edge.press('ArrowLeft');
  await expect.poll(width).toBe(before - 16);

  if (shell === 'server') {
    await page.reload();
    await expect(window.panes).toHaveCount(2);
    await expect(window.tabsIn(2)).toHaveText(['Lease', 'Rye']);
    await expect(window.titleIn(1)).toHaveValue('Marek');
  }
  await window.pane(2).getByRole('tab', { name: 'Lease' }).click();
  await window.run('Close pane');
  await expect(window.panes).toHaveCount(1);
  await expect(window.title).toHaveValue('Marek');
  await window.run('Reopen closed tab');
  await expect(window.tabs).toHaveCount(2);
});

test('a note in two panes: what is typed in one arrives in the other, the carets stay, and the file has all of it', async ({ page, home }) => {
  test.slow();
  const window = new PanesPage(page, home);
  window.write('Shared.md', three);
  await window.open('Shared');
  await window.caretAfter('First');
  await window.type(' Before the split.');
  await page.keyboard.press('Control+Alt+\\');
  await expect(window.textIn(2)).toContainText('Before the split.');
  await expect(page.getByText('Unsaved text was put back')).toHaveCount(0);

  await window.textIn(2).getByText('Third paragraph.').click({ position: { x: 3, y: 10 } });
  await page.keyboard.press('End');
  await window.type(' Right.');
  await expect(window.textIn(1)).toContainText('Third paragraph. Right.');
  // Both at once, faster than either is saved.
  await page.keyboard.press('F6');
  await expect(window.textIn(1)).toBeFocused();
  await window.type(' Left.');
  await page.keyboard.press('F6');
  await expect(window.textIn(2)).toBeFocused();
  await window.type(' Again.');
  const whole = 'First paragraph. Before the split. Left.\n\nSecond paragraph.\n\nThird paragraph. Right. Again.\n';
  await window.expectFile('Shared.md', whole);
  await expect(window.textIn(1)).toContainText('Third paragraph. Right. Again.');
  await expect(window.textIn(2)).toContainText('Before the split. Left.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a tab is dragged within its pane, to another one, and to a side to split it; its editor goes along', async ({ page, home }) => {
  test.slow();
  const window = new PanesPage(page, home);
  window.write('Long.md', Array.from({ length: 120 }, (_, index) => `Line ${index}.`).join('\n\n'));
  await window.open('Marek');
  await window.openHere('Lease', 'ControlOrMeta+Enter');
  await window.openHere('Long', 'ControlOrMeta+Enter');
  await expect(window.tabs).toHaveText(['Marek', 'Lease', 'Long']);
  await window.tabs.filter({ hasText: 'Long' }).dragTo(window.tabs.filter({ hasText: 'Marek' }), { targetPosition: { x: 4, y: 12 } });
  await expect(window.tabs).toHaveText(['Long', 'Marek', 'Lease']);

  await window.text.getByText('Line 60.').scrollIntoViewIfNeeded();
  await window.text.getByText('Line 60.').click();
  const scroll = (): Promise<number> => page.locator('[role=tabpanel]:not([hidden]) .note-scroller', { hasText: 'Line 60.' }).evaluate((element) => element.scrollTop);
  const before = await scroll();
  const body = page.locator('[data-pane] > [id^=pane-body]').first();
  const box = await body.boundingBox();
  if (box === null) throw new Error('The pane has no box.');
  await window.tabs.filter({ hasText: 'Long' }).dragTo(body, { targetPosition: { x: box.width - 20, y: box.height / 2 } });
  await expect(window.panes).toHaveCount(2);
  await expect(window.tabsIn(1)).toHaveText(['Marek', 'Lease']);
  await expect(window.tabsIn(2)).toHaveText(['Long']);
  await expect.poll(scroll).toBeGreaterThan(before / 2);
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(window.textIn(2)).toBeFocused();
  await page.keyboard.press('End');
  await window.type(' Here.');
  await window.expectInFile('Long.md', 'Line 60. Here.');

  await window.tabsIn(1).filter({ hasText: 'Lease' }).dragTo(window.tabsIn(2).first(), { targetPosition: { x: 4, y: 12 } });
  await expect(window.tabsIn(2)).toHaveText(['Lease', 'Long']);
});

test('a pinned tab stays: small, first, left by “close others”, with links opening beside it', async ({ page, home }) => {
  test.slow();
  const window = new PanesPage(page, home);
  await window.open('Marek');
  await window.openHere('Lease', 'ControlOrMeta+Enter');
  await window.run('Pin or unpin tab');
  await expect(window.tabs).toHaveText(['Lease', 'Marek']);
  await expect(window.tabs.first()).toHaveAccessibleName('Lease, pinned');
  await window.openHere('Rye');
  await expect(window.tabs).toHaveText(['Lease', 'Rye', 'Marek']);
  await window.tabs.filter({ hasText: 'Rye' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Close others' }).click();
  await expect(window.tabs).toHaveText(['Lease', 'Rye']);
});

test('a narrow window shows the active pane alone, and goes to the next one with a button', async ({ page, home }) => {
  test.slow();
  const window = new PanesPage(page, home);
  await window.open('Marek');
  await page.keyboard.press('Control+Alt+\\');
  await window.openHere('Lease');
  await page.setViewportSize({ width: 860, height: 600 });
  await expect(window.panes).toHaveCount(1);
  await expect(window.title).toHaveValue('Lease');
  await page.getByRole('button', { name: 'Next pane (2 of 2)' }).click();
  await expect(window.panes).toHaveCount(1);
  await expect(window.title).toHaveValue('Marek');
  await window.expectAccessible();
  await window.takeScreenshots('panes-narrow');
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(window.panes).toHaveCount(2);
});
