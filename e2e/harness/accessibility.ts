/** Holds a page to WCAG 2.2 AA, as far as a machine can tell. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface AccessibilityOptions {
  readonly within?: string;
  /** A menu or card is open: it floats beside the page's landmarks, which is no fault. */
  readonly popup?: boolean;
  /** Only what colours and sizes can change: for a second look at a state whose names and roles are known to be right. */
  readonly appearanceOnly?: boolean;
}

const rulesOfAppearance = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable', 'css-orientation-lock'];

/** Fails with each violation's rule, elements and advice. */
export async function expectAccessible(page: Page, options: AccessibilityOptions = {}): Promise<void> {
  expect(await accessibilityProblems(page, options), 'accessibility violations').toEqual([]);
}

/** Each violation's rule, elements and advice. */
export async function accessibilityProblems(page: Page, options: AccessibilityOptions = {}): Promise<readonly string[]> {
  // The app is one frame: read in place, instead of once in the page and once more in a page of axe's own.
  const all = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (options.appearanceOnly === true) all.withRules(rulesOfAppearance);
  else all.withTags(levels);
  if (options.popup === true) all.disableRules(['region']);
  // Axe reads colours from the page as it stands: a fade that is under way has the wrong ones.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity).map((animation) => animation.finished.catch(() => undefined))));
  const { violations } = await (options.within === undefined ? all : all.include(options.within)).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ target, failureSummary }) => `  ${target.join(' ')}\n    ${failureSummary ?? ''}`).join('\n')}`);
}
