/** How soon the server shell is ready on a small vault, and how much script its page loads first. */
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../harness/chromium.ts';
import { startServerProcess } from '../harness/server-process.ts';
import { makeTemporaryHome } from '../harness/temporary-home.ts';
import { measureMs, summarise, type Bench, type Figure } from './bench.ts';

const readyBarMs = 500;
const firstLoadBarKb = 400;

async function measureReady(): Promise<Figure> {
  const home = makeTemporaryHome('small');
  try {
    const runs = await measureMs(7, async () => {
      const server = await startServerProcess({ home });
      // Ending is not part of the figure, but the next start needs the vault's lock.
      await server.kill();
    });
    const { value, spread } = summarise(runs);
    return { name: 'Server shell ready, small vault (process start and end included)', value, unit: 'ms', spread, bar: `≤ ${readyBarMs} ms`, holds: value <= readyBarMs };
  } finally {
    home.remove();
  }
}

/**
 * Every script that the page asks for until its window stands (the first frame with the files in
 * it), and until a note can be read in it, as gzip would send them.
 */
async function measureFirstLoad(): Promise<readonly Figure[]> {
  const home = makeTemporaryHome('small');
  const server = await startServerProcess({ home });
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  try {
    const page = await browser.newPage();
    const scripts: Promise<readonly [string, number]>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js') && response.request().resourceType() === 'script') scripts.push(response.body().then((body) => [response.url(), gzipSync(body).length / 1024] as const));
    });
    await page.addInitScript(() => {
      const look = (): void => {
        const files = [...document.querySelectorAll('[role=treeitem]')];
        if (files.some((row) => row.textContent?.trim() === 'Start here')) performance.mark('window');
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(server.link);
    await page.locator('.note-document > *').first().waitFor();
    const asked = await page.evaluate(() => {
      const windowMs = performance.getEntriesByName('window')[0]?.startTime ?? Infinity;
      return performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, isBefore: startTime < windowMs }));
    });
    const sizes = new Map(await Promise.all(scripts));
    const kbOf = (which: (entry: { readonly isBefore: boolean }) => boolean): number => asked.filter(which).reduce((total, { name }) => total + (sizes.get(name) ?? 0), 0);
    const windowKb = kbOf(({ isBefore }) => isBefore);
    const noteKb = kbOf(() => true);
    return [
      { name: 'First-load JavaScript until the window stands, gzipped', value: windowKb, unit: 'kB', spread: [windowKb, windowKb], bar: `≤ ${firstLoadBarKb} kB`, holds: windowKb <= firstLoadBarKb },
      { name: 'JavaScript until the first note can be read, gzipped', value: noteKb, unit: 'kB', spread: [noteKb, noteKb], bar: null, holds: null },
    ];
  } finally {
    await browser.close();
    await server.stop();
    home.remove();
  }
}

export const bench: Bench = {
  name: 'start',
  async run() {
    return [await measureReady(), ...(await measureFirstLoad())];
  },
};
