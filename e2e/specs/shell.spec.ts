import { AppPage, expect, test } from '../harness/test.ts';

test.describe('the app in its shell', () => {
  test('opens the vault that was named, without an error or a foreign request', async ({ page }) => {
    const app = new AppPage(page);
    await app.ready();
    await expect(page.getByText('Start here').first()).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Note text' })).toBeVisible();
    await app.expectAccessible();
    await app.takeScreenshots('vault-opened');
  });

  test('gives the page no way to run what it did not bring', async ({ page, watch }) => {
    await new AppPage(page).ready();
    watch.expectProblem(/Content Security [Pp]olicy|TrustedHTML|TrustedScript/);
    const outcome = await page.evaluate(async () => {
      // The debugger may evaluate text while its own call lasts; the page itself may not.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const attempts: Record<string, string> = {};
      const attempt = (name: string, run: () => unknown): void => {
        try {
          run();
          attempts[name] = 'ran';
        } catch (error) {
          attempts[name] = error instanceof Error ? error.name : 'refused';
        }
      };
      // oxlint-disable-next-line no-eval -- that it fails is the point.
      attempt('eval', () => globalThis.eval('1'));
      // oxlint-disable-next-line no-new-func, no-implied-eval -- that it fails is the point.
      attempt('Function', () => new Function('return 1'));
      // A policy of any other name than ours.
      attempt('policy', () => (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy('other', {}));
      attempt('inline', () => {
        const inline = document.createElement('script');
        inline.append('window.compromised = true');
        document.body.append(inline);
      });
      attempt('text', () => (document.createElement('script').text = '1'));
      return { attempts, compromised: 'compromised' in window };
    });
    expect(outcome.compromised).toBe(false);
    expect(outcome.attempts).toMatchObject({ eval: 'EvalError', Function: 'EvalError', policy: 'TypeError', text: 'TypeError' });
  });
});

test.describe('the server shell', () => {
  test.skip(({ shell }) => shell !== 'server', 'the server shell only');

  test('lets no second browser in with a used link', async ({ app, page, browser }) => {
    await new AppPage(page).ready();
    const stranger = await browser.newContext();
    const other = await stranger.newPage();
    const answer = await other.goto(app.server?.link ?? '');
    expect(answer?.status()).toBe(401);
    await expect(other.getByRole('heading', { name: 'This link was already used' })).toBeVisible();
    await expect(other.locator('#root')).toHaveCount(0);
    await stranger.close();
  });

  test('keeps the browser that was let in across a reload', async ({ page }) => {
    await new AppPage(page).ready();
    await page.reload();
    await new AppPage(page).ready();
    await expect(page.getByText('Start here').first()).toBeVisible();
  });

  test('shows an SVG of the vault as a picture that runs nothing', async ({ app, page }) => {
    await new AppPage(page).ready();
    const origin = app.server?.origin ?? '';
    const shown = await page.evaluate(async () => {
      const image = new Image();
      const loaded = new Promise<boolean>((resolve) => {
        image.onload = () => resolve(true);
        image.onerror = () => resolve(false);
      });
      image.src = '/vault/assets/hostile.svg';
      return { loaded: await loaded, width: image.naturalWidth };
    });
    expect(shown).toEqual({ loaded: true, width: 20 });
    // Opened by itself it is under a sandbox of its own.
    const alone = await page.context().newPage();
    await alone.goto(`${origin}/vault/assets/hostile.svg`);
    expect(await alone.evaluate(() => ({ compromised: 'compromised' in window, origin: window.origin }))).toEqual({ compromised: false, origin: 'null' });
    await alone.close();
  });

  test('serves no note, no settings of the vault and nothing outside it as a file', async ({ app, page, watch }) => {
    await new AppPage(page).ready();
    watch.expectProblem(/status of 4(?:00|04|15)/);
    const statuses = await page.evaluate(async () => {
      const targets = ['/vault/Start%20here.md', '/vault/..%2f..%2fetc%2fpasswd', '/vault/.obsidian/app.json', '/vault/assets', '/vault/assets/none.png'];
      return Promise.all(targets.map(async (target) => (await fetch(target)).status));
    });
    expect(statuses).toEqual([415, 400, 415, 415, 404]);
    expect(app.server?.output()).not.toContain('Error');
  });

  test('ends in order when it is asked to', async ({ app, page, watch }) => {
    await new AppPage(page).ready();
    // The page tries to reach its core again, or to load a part, and says so on the console.
    watch.expectProblem(/WebSocket connection|ERR_|ViewLoadError|dynamically imported module/);
    expect(await app.server?.stop()).toBe(0);
  });
});
