/**
 * How soon a note can be read and how soon a key is seen: opening 1 MB, typing in 5 KB and in 1 MB,
 * with an input method too. Read from Chromium's own trace, so that nothing is added to the page.
 * The peer is the browser's own text field, typed into in the same run: what the machine allows.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../harness/chromium.ts';
import { startServerProcess } from '../harness/server-process.ts';
import { makeTemporaryHome } from '../harness/temporary-home.ts';
import { summarise, type Bench, type Figure } from './bench.ts';
import { keysPainted, readTrace, type PaintedKey } from './trace.ts';
import { writeNote } from './written-note.ts';

const frameMs = 1000 / 60;
const keys = 40;
/** Some eleven keys a second: a fast typist. */
const keyDelayMs = 90;
const openRuns = 3;
const openBarMs = 500;
const settleMs = 3000;

interface NoteCase {
  readonly name: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly workBarMs: number;
  readonly frameBar: number;
}

const notes: readonly NoteCase[] = [
  { name: '5 KB note', file: 'Short note', sizeBytes: 5 * 1024, workBarMs: 8, frameBar: 2 },
  { name: '1 MB note', file: 'Long note', sizeBytes: 1024 * 1024, workBarMs: 16, frameBar: 3 },
];

const shownText = '[role=tabpanel]:not([hidden]) .note-document';

/** From the click in the tree to the second frame in which the note's text stands. */
async function measureOpening(page: Page, file: string): Promise<number> {
  await page.getByRole('treeitem', { name: 'Empty', exact: true }).click();
  await page.locator(`${shownText} > p`).first().waitFor();
  await page.waitForTimeout(settleMs / 2);
  return page.getByRole('treeitem', { name: file, exact: true }).evaluate(async (row, selector) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const startedMs = performance.now();
    (row as HTMLElement).click(); // rows of the tree are HTML
    while (document.querySelector(`${selector} > h1`)?.textContent !== 'Measured note') await frame();
    await frame();
    return performance.now() - startedMs;
  }, shownText);
}

async function typeTraced(browser: Browser, page: Page, kind: 'keys' | 'ime'): Promise<readonly PaintedKey[]> {
  const session = await page.context().newCDPSession(page);
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'] });
  for (let at = 0; at < keys; at += 1) {
    const startedMs = performance.now();
    const length = (at % 4) + 1;
    if (kind === 'keys') await page.keyboard.press(at % 6 === 5 ? 'Space' : ('abcde'[at % 6] ?? 'a'));
    else if (length === 4) await session.send('Input.insertText', { text: '日本' });
    else await session.send('Input.imeSetComposition', { text: 'にほん'.slice(0, length), selectionStart: length, selectionEnd: length });
    await page.waitForTimeout(Math.max(0, keyDelayMs - (performance.now() - startedMs)));
  }
  const trace = await browser.stopTracing();
  await session.detach();
  return keysPainted(readTrace(trace), kind === 'keys' ? 'keydown' : 'compositionupdate');
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function figures(note: NoteCase, what: string, painted: readonly PaintedKey[], peer: readonly PaintedKey[]): Figure[] {
  const work = painted.map(({ workMs }) => workMs);
  const frames = painted.map(({ latencyMs }) => latencyMs / frameMs);
  const [workP95, framesP95] = [percentile(work, 0.95), percentile(frames, 0.95)];
  const peerFrames = percentile(peer.map(({ latencyMs }) => latencyMs / frameMs), 0.95);
  return [
    {
      name: `${what}, ${note.name}: main-thread work until painted, p95 (processor time)`,
      value: workP95,
      unit: 'ms',
      spread: [Math.min(...work), Math.max(...work)],
      bar: `≤ ${note.workBarMs} ms`,
      holds: workP95 <= note.workBarMs,
    },
    {
      name: `${what}, ${note.name}: frames until on the screen, p95 (clock time)`,
      value: framesP95,
      unit: 'count',
      spread: [Math.min(...frames), Math.max(...frames)],
      bar: `≤ ${note.frameBar}`,
      holds: framesP95 <= note.frameBar,
      peer: 'a bare textarea with 5 KB',
      peerValue: peerFrames,
    },
  ];
}

async function measureNote(browser: Browser, page: Page, note: NoteCase): Promise<Figure[]> {
  const opened: number[] = [];
  for (let run = 0; run < openRuns; run += 1) opened.push(await measureOpening(page, note.file));
  const { value, spread } = summarise(opened);
  const opening: Figure = { name: `Opening a ${note.name}, click to paint`, value, unit: 'ms', spread, bar: `≤ ${openBarMs} ms`, holds: value <= openBarMs };
  await page.waitForTimeout(settleMs);

  await page.locator(`${shownText} > p`).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await page.waitForTimeout(settleMs);
  const typed = await typeTraced(browser, page, 'keys');
  const composed = await typeTraced(browser, page, 'ime');

  const bare = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await bare.setContent('<textarea style="width: 700px; height: 800px"></textarea>');
  await bare.locator('textarea').fill(writeNote(5 * 1024));
  await bare.locator('textarea').focus();
  const bareTyped = await typeTraced(browser, bare, 'keys');
  const bareComposed = await typeTraced(browser, bare, 'ime');
  await bare.close();
  return [opening, ...figures(note, 'Key to paint', typed, bareTyped), ...figures(note, 'Composition to paint', composed, bareComposed)];
}

export const bench: Bench = {
  name: 'editor',
  async run() {
    const home = makeTemporaryHome('small');
    for (const note of notes) writeFileSync(path.join(home.vault, `${note.file}.md`), writeNote(note.sizeBytes));
    const server = await startServerProcess({ home });
    const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(server.link);
      const measured: Figure[] = [];
      for (const note of notes) measured.push(...(await measureNote(browser, page, note)));
      return measured;
    } finally {
      await browser.close();
      await server.stop();
      home.remove();
    }
  },
};
