/** Indexes one vault and works with it, in a process of its own: `index-child <vault> <database>`. Says the figures as one line of JSON. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { vaultPathSchema } from '../../shared/model/note-path.ts';
import { startIndexer, type Indexer } from '../../electron/indexer/indexer.ts';
import type { IndexUpdate } from '../../electron/indexer/index-engine.ts';
import { quickSwitch } from '../../electron/search/quick-switcher.ts';
import { searchVault } from '../../electron/search/full-text.ts';
import { versionOf } from '../../electron/vault/note-text.ts';

export interface IndexRun {
  readonly openedMs: number;
  readonly readyMs: number;
  readonly notes: number;
  /** Processor time of all threads until ready. */
  readonly cpuMs: number;
  readonly peakMb: number;
  /** Longest time for which the main thread did not answer while the index was made. */
  readonly blockedMs: number;
  readonly afterMs: number;
  readonly searches: Readonly<Record<SearchKind, readonly number[]>>;
  readonly quickMs: readonly number[];
  /** From the end of a write to the update that says it is in the index. */
  readonly changeMs: readonly number[];
  readonly reopenMs: number;
}
export type SearchKind = 'two words' | 'common words' | 'a word half typed' | 'a word written wrong';

const searched: Readonly<Record<SearchKind, readonly string[]>> = {
  'two words': [],
  'common words': ['people time', 'the most of it', 'water people', 'long day people', 'little time know', 'who made people', 'now', 'time', 'people', 'see your water'],
  'a word half typed': [],
  'a word written wrong': [],
};

/** Words of the vault itself, by how often they stand in a few of its notes. */
function wordsOf(root: string, paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const at of paths) {
    for (const [word] of readFileSync(path.join(root, at), 'utf8').toLowerCase().matchAll(/[a-z]{6,}/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

async function timed(runs: readonly string[], repeat: number, work: (text: string) => unknown): Promise<number[]> {
  const measured: number[] = [];
  for (let round = 0; round < repeat; round += 1) {
    for (const text of runs) {
      const startedMs = performance.now();
      await work(text);
      // The first round fills caches.
      if (round > 0) measured.push(performance.now() - startedMs);
      await sleep(0);
    }
  }
  return measured;
}

const [root = '', databaseFile = '', repeats = '4'] = process.argv.slice(2);
const repeat = Number(repeats);
let ready = Promise.withResolvers<void>();
let updated: (update: IndexUpdate) => void = () => undefined;
const start = (): Promise<Indexer> =>
  startIndexer({
    root,
    databaseFile,
    onUpdate: (update) => updated(update),
    onStatus: (status) => status.state === 'ready' && ready.resolve(),
    onCrash: (error) => {
      throw error;
    },
  });

let blockedMs = 0;
let lastMs = performance.now();
const beat = setInterval(() => {
  blockedMs = Math.max(blockedMs, performance.now() - lastMs - 5);
  lastMs = performance.now();
}, 5);
const startedMs = performance.now();
const startedCpu = process.cpuUsage();
let indexer = await start();
const openedMs = performance.now() - startedMs;
await ready.promise;
const readyMs = performance.now() - startedMs;
const cpu = process.cpuUsage(startedCpu);
clearInterval(beat);
const peakMb = process.resourceUsage().maxRSS / 1024;

const settleMs = performance.now();
await indexer.settled();
const afterMs = performance.now() - settleMs;

const paths = indexer.db().all<{ path: string }>("SELECT path FROM files WHERE kind = 'note' AND size_bytes < 100000 ORDER BY path LIMIT 400").map((row) => row.path);
const words = wordsOf(root, paths);
const pairs = Array.from({ length: 40 }, (_, index) => `${words[index * 5] ?? ''} ${words[index * 9 + 300] ?? ''}`);
const texts = {
  ...searched,
  'two words': pairs,
  'a word half typed': words.slice(40, 60).map((word) => word.slice(0, -2)),
  'a word written wrong': words.slice(60, 80).map((word) => `${word.slice(0, 2)}q${word.slice(3)}`),
};
const search = (text: string): unknown => searchVault({ db: indexer.db(), textSearch: { find: () => Promise.reject(new Error('words alone need no reading')) } }, { text, limit: 20, sources: false, sort: 'relevance' });
const searches = {
  'two words': await timed(texts['two words'], repeat, search),
  'common words': await timed(texts['common words'], repeat * 2, search),
  'a word half typed': await timed(texts['a word half typed'], repeat, search),
  'a word written wrong': await timed(texts['a word written wrong'], repeat, search),
};
const quickMs = await timed(words.slice(20, 40).flatMap((word) => [1, 2, 3, 4, 5].map((length) => word.slice(0, length))), repeat, (text) =>
  quickSwitch(indexer.db(), { text, limit: 20, from: null, sources: false, linkStyle: 'shortest' }),
);

const changeMs: number[] = [];
const originals = new Map<string, Buffer>();
for (const [index, at] of paths.slice(0, 60).entries()) {
  const absolute = path.join(root, at);
  originals.set(absolute, readFileSync(absolute));
  appendFileSync(absolute, `\nChanged ${words[index] ?? ''} [[${path.basename(paths[index + 100] ?? 'x', '.md')}]].\n`);
  const wroteMs = performance.now();
  await new Promise<void>((resolve) => {
    updated = (update) => update.paths.includes(at) && resolve();
    indexer.own([{ kind: 'modified', path: vaultPathSchema.parse(at), entry: 'note', version: versionOf(readFileSync(absolute)), origin: 'app' }]);
  });
  if (index >= 10) changeMs.push(performance.now() - wroteMs);
}
const { notes } = indexer.status();
await indexer.close();

ready = Promise.withResolvers<void>();
const againMs = performance.now();
indexer = await start();
await ready.promise;
const reopenMs = performance.now() - againMs;
await indexer.close();
for (const [absolute, bytes] of originals) writeFileSync(absolute, bytes);
const run: IndexRun = { openedMs, readyMs, notes, cpuMs: (cpu.user + cpu.system) / 1000, peakMb, blockedMs, afterMs, searches, quickMs, changeMs, reopenMs };
console.log(JSON.stringify(run));
