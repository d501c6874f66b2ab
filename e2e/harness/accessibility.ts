/** Holds a page to WCAG 2.2 AA, as far as a machine can tell. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface AccessibilityOptions {
  readonly within?: string;
  /** A menu or card is open: it floats beside the page's landmarks, which is no fault. */
  readonly popup?: boolean;
}

/** Fails with each violation's rule, elements and advice. */
export async function expectAccessible(page: Page, options: AccessibilityOptions = {}): Promise<void> {
  expect(await accessibilityProblems(page, options), 'accessibility violations').toEqual([]);
}

/** Each violation's rule, elements and advice. */
export async function accessibilityProblems(page: Page, options: AccessibilityOptions = {}): Promise<readonly string[]> {
  const all = new AxeBuilder({ page }).withTags(levels);
  if (options.popup === true) all.disableRules(['region']);
  // Axe reads colours from the page as it stands: a fade that is under way has the wrong ones.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity).map((animation) => animation.finished.catch(() => undefined))));
  const { violations } = await (options.within === undefined ? all : all.include(options.within)).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ target, failureSummary }) => `  ${target.join(' ')}\n    ${failureSummary ?? ''}`).join('\n')}`);
}
