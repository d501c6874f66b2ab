/** Holds a page to showing hostile texts as words: nothing runs, asks, opens, leads away or loads. */
import { expect, type Locator, type Page } from '@playwright/test';
import { corpus, type HostileText } from '../hostile/corpus.ts';

export interface HostileGuard {
  /** Fails unless everything that was shown so far stayed words. */
  expectHarmless(): Promise<void>;
  /** The guard's own check, and that every text of the corpus is shown in this form. */
  expectShown(place: Locator, form: (text: HostileText) => string, texts?: readonly HostileText[]): Promise<void>;
}

/** What runs, loads or leads away by itself; the app's own shell in `head` has its script, style and base. */
const active = [
  ...['script', 'iframe', 'frame', 'object', 'embed', 'meta', 'base', 'link', 'style', 'video', 'audio', 'form[action]', 'animate', 'portal'].map((name) => `body ${name}`),
  'body [srcdoc]',
  'a[href^="javascript" i], a[href^="data:" i], a[href^="vbscript" i], area[href]',
  'img[src^="http" i], img[src^="//"], img[src="x"], img[src="1"], img[srcset]',
].join(',');

/** `origin` is the app's own: whatever leaves it, of any page of the context, is a failure. */
export async function guardAgainstHostile(page: Page, origin: string): Promise<HostileGuard> {
  const problems: string[] = [];
  const context = page.context();
  context.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:', 'verso-app:', 'about:'].includes(url.protocol) && url.origin !== origin) problems.push(`request: ${request.url()}`);
  });
  context.on('page', (other) => problems.push(`window: ${other.url()}`));
  page.on('download', (download) => problems.push(`download: ${download.url()}`));
  page.on('frameattached', (frame) => problems.push(`frame: ${frame.url()}`));
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && !frame.url().startsWith(origin)) problems.push(`navigation: ${frame.url()}`);
  });
  await page.evaluate(() => {
    document.documentElement.dataset['guarded'] = '';
    document.addEventListener('securitypolicyviolation', (event) => {
      document.documentElement.dataset['guarded'] += `${event.violatedDirective} ${event.blockedURI} ${event.sample}\n`;
    });
  });

  const guard: HostileGuard = {
    async expectHarmless() {
      const state = await page.evaluate((selector) => {
        const handled = [...document.querySelectorAll('*')].filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')));
        return {
          ran: 'compromised' in window,
          violations: document.documentElement.dataset['guarded'],
          elements: [...document.querySelectorAll(selector), ...handled].map((element) => element.outerHTML.slice(0, 300)),
        };
      }, active);
      expect(state).toEqual({ ran: false, violations: '', elements: [] });
      expect(problems).toEqual([]);
      expect(page.frames()).toHaveLength(1);
    },
    async expectShown(place, form, texts = corpus) {
      const squeezed = (text: string): string => text.replaceAll(/\s+/gu, ' ');
      await expect
        .poll(async () => {
          await place.first().waitFor({ state: 'attached' });
          const shown = squeezed((await place.evaluateAll(readThrough)).join('\n'));
          return texts.map(form).filter((wanted) => !shown.includes(squeezed(wanted)));
        }, 'hostile texts that are not shown')
        .toEqual([]);
      await guard.expectHarmless();
    },
  };
  return guard;
}

/** All that elements show: long lists and texts draw only what is in sight, so they are scrolled through. Runs in the page. */
async function readThrough(elements: readonly Element[]): Promise<readonly string[]> {
  const read = (): readonly string[] => elements.map((element) => element.textContent);
  const [first] = elements;
  if (first === undefined) return [];
  const scrolls = (element: Element): boolean => element.scrollHeight > element.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
  const around: Element[] = [];
  for (let element: Element | null = first; element !== null; element = element.parentElement) around.push(element);
  const scroller = [...around, ...first.querySelectorAll('*')].find(scrolls);
  const shown = [...read()];
  if (scroller === undefined) return shown;
  const beforePx = scroller.scrollTop;
  for (let topPx = 0; topPx < scroller.scrollHeight; topPx += Math.max(40, scroller.clientHeight * 0.7)) {
    scroller.scrollTop = topPx;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    shown.push(...read());
  }
  scroller.scrollTop = beforePx;
  return shown;
}
