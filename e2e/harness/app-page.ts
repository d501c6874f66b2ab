/** The app in a window, as every page object builds on it. */
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { takeScreenshots } from './screenshots.ts';

export class AppPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Resolves once the app has drawn itself, in whatever state. */
  async ready(): Promise<void> {
    await expect(this.page.locator('#root > *').first()).toBeVisible();
  }

  /** Presses a shortcut with the platform's main modifier: `mod('p')`. */
  async mod(key: string): Promise<void> {
    await this.page.keyboard.press(`ControlOrMeta+${key}`);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async expectAccessible(): Promise<void> {
    await expectAccessible(this.page);
  }

  async takeScreenshots(name: string): Promise<void> {
    await takeScreenshots(this.page, name);
  }
}
