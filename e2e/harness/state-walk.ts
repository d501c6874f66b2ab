/** Holds the states of a screen that a person passes through to WCAG: a table of how each is reached. */
import { accessibilityProblems } from './accessibility.ts';
import type { AppPage } from './app-page.ts';
import { expect, test } from './test.ts';

export interface State<App extends AppPage> {
  readonly name: string;
  readonly reach: (app: App) => Promise<unknown>;
  /** Puts away what would cover the next state. */
  readonly leave?: (app: App) => Promise<unknown>;
  /** A menu or card floats over the page, outside of its regions. */
  readonly popup?: boolean;
}

/** Each state is looked at in both: layout and colours fail apart. What has no look of its own (names, roles) is read once. */
const looks = [
  { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { viewport: { width: 900, height: 600 }, colorScheme: 'dark' },
] as const;

/** Fails with all that is wrong in any of the states, each with its name. */
export async function expectStatesAccessible<App extends AppPage>(app: App, states: readonly State<App>[]): Promise<void> {
  const problems: string[] = [];
  for (const [index, { name, reach, leave, popup = false }] of states.entries()) {
    await test.step(name, async () => {
      await reach(app);
      for (const [look, { viewport, colorScheme }] of looks.entries()) {
        await app.page.setViewportSize(viewport);
        await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // A small window has parts of its own, which are the same in all states: they are read in the first.
        const appearanceOnly = look > 0 && index > 0;
        problems.push(...(await accessibilityProblems(app.page, { popup, appearanceOnly })).map((problem) => `${name}, ${colorScheme}: ${problem}`));
      }
      await app.page.setViewportSize(looks[0].viewport);
      await leave?.(app);
    });
  }
  expect(problems).toEqual([]);
}

/** Closes what floats over the page, by the key that closes all of it. */
export async function closeFloating(app: AppPage): Promise<void> {
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog').or(app.page.getByRole('alertdialog')).or(app.page.getByRole('menu'))).toHaveCount(0);
}
