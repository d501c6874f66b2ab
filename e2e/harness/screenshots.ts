/** Takes the pictures by which a person reviews the look: two sizes, light and dark. None where nobody is there to look. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot } from './server-process.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 900, height: 600 },
] as const;
const themes = ['light', 'dark'] as const;

/** Writes `<name>-<size>-<theme>.png` for each, into `test-results/screens`, and puts the page back. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  if (process.env['CI'] !== undefined) return;
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({
        path: path.join(projectRoot, 'test-results/screens', `${name}-${size.width}x${size.height}-${colorScheme}.png`),
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
}
