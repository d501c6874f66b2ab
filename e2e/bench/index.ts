/**
 * How soon a vault is in the index, and how fast it answers: beside bare FTS5 insertion of the same
 * text, `rg` and `git status`. Sizes: `--notes=1000,10000` (the default), `--notes=100000`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWritable } from '../../electron/db/database.ts';
import { walkVault } from '../../electron/vault/walk-vault.ts';
import { summarise, type Bench, type Figure } from './bench.ts';
import { writeGeneratedVault } from './generated-vault.ts';
import type { IndexRun } from './index-child.ts';

const child = path.resolve(import.meta.dirname, 'index-child.ts');

/** Generated vaults are kept between runs: the same count gives the same bytes. */
function vaultOf(notes: number): string {
  const folder = path.join(os.tmpdir(), 'verso-bench', `vault-${notes}`);
  writeGeneratedVault(folder, notes);
  return folder;
}

function indexOnce(root: string, scratch: string): IndexRun {
  const database = path.join(scratch, 'cache', 'index.db');
  rmSync(path.dirname(database), { recursive: true, force: true });
  const ended = spawnSync(process.execPath, [child, root, database], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] });
  if (ended.status !== 0) throw new Error(`Indexing ended with ${ended.status ?? ended.signal ?? 'nothing'}.`);
  return JSON.parse(ended.stdout) as IndexRun; // our own program's
}

/** One row for each note with its text, in one transaction: what any index of this text must pay. Reading is not counted. */
function insertBare(root: string, scratch: string, tokenizer: string): { readonly ms: number; readonly megabytes: number } {
  const file = path.join(scratch, 'bare.db');
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  const db = openWritable(file, { durable: false });
  db.exec(`CREATE VIRTUAL TABLE bare USING fts5(path, body, tokenize='${tokenizer}')`);
  const insert = db.prepare('INSERT INTO bare(path, body) VALUES(?, ?)');
  let ms = 0;
  let bytes = 0;
  const timed = (work: () => void): void => {
    const startedMs = performance.now();
    work();
    ms += performance.now() - startedMs;
  };
  timed(() => db.exec('BEGIN'));
  for (const { path: at } of walkVault(root).files) {
    const read = readFileSync(path.join(root, at));
    bytes += read.length;
    const text = read.toString();
    timed(() => insert.run(at, text));
  }
  timed(() => db.exec('COMMIT'));
  timed(() => db.close());
  return { ms, megabytes: bytes / 1024 / 1024 };
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
}

/** Median time of a program over the vault; null where it is not installed. */
function timeProgram(command: string, args: readonly string[], cwd: string): number | null {
  const runs: number[] = [];
  for (let run = 0; run < 4; run += 1) {
    const startedMs = performance.now();
    const ended = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'ignore'] });
    if (ended.error !== undefined) return null;
    if (run > 0) runs.push(performance.now() - startedMs);
  }
  return summarise(runs).value;
}

function statusOfGit(root: string): number | null {
  const git = (...args: string[]) => spawnSync('git', ['-c', 'core.compression=0', '-c', 'user.name=bench', '-c', 'user.email=bench', ...args], { cwd: root, stdio: 'ignore' });
  git('init');
  git('add', '-A');
  git('commit', '-m', 'all', '--no-gpg-sign');
  try {
    return timeProgram('git', ['status', '--short'], root);
  } finally {
    rmSync(path.join(root, '.git'), { recursive: true, force: true });
  }
}

function against(figure: Figure, peer: string, peerValue: number | null): Figure {
  return peerValue === null ? figure : { ...figure, peer, peerValue, ratio: figure.value / peerValue };
}

function measureVault(notes: number): Figure[] {
  const root = vaultOf(notes);
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'verso-bench-index-'));
  const size = notes.toLocaleString('en');
  try {
    const count = notes > 20_000 ? 1 : 3;
    const runs: IndexRun[] = [];
    const bare: number[] = [];
    const bareStemmed: number[] = [];
    let megabytes = 0;
    for (let round = 0; round < count; round += 1) {
      bare.push(insertBare(root, scratch, 'unicode61').ms);
      const stemmed = insertBare(root, scratch, 'porter unicode61 remove_diacritics 2');
      bareStemmed.push(stemmed.ms);
      megabytes = stemmed.megabytes;
      runs.push(indexOnce(root, scratch));
    }
    const of = (pick: (run: IndexRun) => number) => summarise(runs.map(pick));
    const latency = (name: string, pick: (run: IndexRun) => readonly number[], bar: number): Figure => {
      const figure = of((run) => p95(pick(run)));
      return { name: `${name}, ${size} notes, p95`, ...figure, unit: 'ms', bar: `≤ ${bar} ms`, holds: figure.value <= bar };
    };
    const first = of((run) => run.readyMs / 1000);
    const bareS = summarise(bare).value / 1000;
    const stemmedS = summarise(bareStemmed).value / 1000;
    const rg = timeProgram('rg', ['-il', 'people time'], root);
    const git = statusOfGit(root);
    const reopen = of((run) => run.reopenMs);
    const blocked = of((run) => run.blockedMs);
    const peak = of((run) => run.peakMb);
    return [
      { ...against({ name: `First index of ${size} notes (${megabytes.toFixed(0)} MB)`, ...first, unit: 's', bar: '≤ 2 × bare FTS5', holds: first.value <= 2 * stemmedS }, 'bare FTS5, same tokenizer', stemmedS) },
      against({ name: `First index of ${size} notes, beside FTS5 with its default tokenizer`, ...first, unit: 's', bar: null, holds: null }, 'bare FTS5', bareS),
      { name: `First index of ${size} notes, processor time of all threads`, ...of((run) => run.cpuMs / 1000), unit: 's', bar: null, holds: null },
      { name: `First index of ${size} notes, longest time that the core's own thread did not answer`, ...blocked, unit: 'ms', bar: null, holds: null },
      { name: `First index of ${size} notes, peak memory of the process`, ...peak, unit: 'MB', bar: '≤ 400 MB', holds: peak.value <= 400 },
      { ...against({ name: `Opening a vault already indexed, ${size} notes, until all is compared`, ...reopen, unit: 'ms', bar: '≤ 1 s, ≤ 2 × git status', holds: reopen.value <= 1000 && (git === null || reopen.value <= 2 * git) }, 'git status', git) },
      latency('One changed file to updated search and backlinks', (run) => run.changeMs, 50),
      against(latency('Search, two words', (run) => run.searches['two words'], 30), 'rg', rg),
      latency('Search, very common words', (run) => run.searches['common words'], 30),
      latency('Search, a word half typed', (run) => run.searches['a word half typed'], 30),
      latency('Search, a word written wrong', (run) => run.searches['a word written wrong'], 30),
      latency('Quick switcher, each key', (run) => run.quickMs, 16),
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: 'index',
  async run(flags) {
    const asked = flags.find((flag) => flag.startsWith('--notes='))?.slice('--notes='.length) ?? '1000,10000';
    return asked.split(',').flatMap((notes) => measureVault(Number(notes)));
  },
};
