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

/** Every script that the page fetches until its window stands, as gzip would send it. */
async function measureFirstLoad(): Promise<Figure> {
  const home = makeTemporaryHome('small');
  const server = await startServerProcess({ home });
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  try {
    const page = await browser.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js') && response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(server.link);
    await page.getByText('Start here').first().waitFor();
    const kb = (await Promise.all(scripts)).reduce((total, body) => total + gzipSync(body).length, 0) / 1024;
    return { name: 'First-load JavaScript until the window stands, gzipped', value: kb, unit: 'kB', spread: [kb, kb], bar: `≤ ${firstLoadBarKb} kB`, holds: kb <= firstLoadBarKb };
  } finally {
    await browser.close();
    await server.stop();
    home.remove();
  }
}

export const bench: Bench = {
  name: 'start',
  async run() {
    return [await measureReady(), await measureFirstLoad()];
  },
};
