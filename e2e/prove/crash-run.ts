/** Kills a working process at one point after another, opens the vault again, and asks whether all is there and whole. */
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { settingsSchema } from '#shared/model/settings.ts';
import type { VaultSession } from '../../electron/api/vault-session.ts';
import { openSession, vaultId } from '../../electron/core-session.ts';
import { notesAndPassages } from '../../electron/db/index-schema/0001-notes-and-passages.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { createLogger } from '../../electron/platform/logger.ts';
import { seededRandom } from '../bench/seeded-random.ts';
import { crashFolders, crashVault, linkingNotes, type CrashWork } from './crash-vault.ts';
import { buildIndexAnew, differences, dumpIndex } from './index-dump.ts';
import { listNotes } from './outside-actor.ts';

export interface CrashFindings {
  readonly points: Readonly<Record<CrashWork, number>>;
  readonly problems: readonly string[];
}

export interface CrashRun {
  readonly seed: number;
  readonly points: number;
  readonly log?: (line: string) => void;
}

const works: readonly CrashWork[] = ['mixed', 'write', 'move', 'mixed', 'index', 'open', 'mixed', 'move'];
/** One vault is killed over so often, so that what one crash leaves is met by the next. */
const pointsOfVault = 25;
const child = path.join(import.meta.dirname, 'crash-child.ts');

export async function runCrashes({ seed, points, log = () => undefined }: CrashRun): Promise<CrashFindings> {
  const counts: Record<CrashWork, number> = { write: 0, move: 0, mixed: 0, index: 0, open: 0 };
  const problems: string[] = [];
  for (let done = 0; done < points; done += pointsOfVault) {
    const vault = makeVault();
    const found: string[] = [];
    for (let point = done; point < Math.min(points, done + pointsOfVault) && found.length === 0; point += 1) {
      const work = works[(seed + point) % works.length] ?? 'mixed';
      const random = seededRandom(seed * 100_000 + point);
      if (work === 'open' || (work === 'index' && random() < 0.3)) ageIndex(vault, random());
      const said = await killAt(vault, work, seed * 100_000 + point, random);
      counts[work] += 1;
      for (const token of said.flatMap((line) => /^wrote (\S+)$/u.exec(line)?.[1] ?? [])) vault.tokens.add(token);
      found.push(...(await examine(vault)).map((problem) => `seed ${seed}, point ${point} (${work}, after ${said.slice(-2).join(' | ')}): ${problem}`));
      log(`point ${point} (${work}): ${said.length} lines, ${found.length} problems`);
    }
    problems.push(...found);
    if (found.length === 0) rmSync(vault.base, { recursive: true, force: true });
    else problems.push(`  its folders are left in ${vault.base}`);
  }
  return { points: counts, problems };
}

interface CrashVault {
  readonly base: string;
  readonly root: string;
  /** Each was said to be written, and nothing of the work takes one away. */
  readonly tokens: Set<string>;
}

function makeVault(): CrashVault {
  const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'verso-crash-')));
  const root = path.join(base, 'vault');
  for (const [name, text] of Object.entries(crashVault())) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return { base, root, tokens: new Set(Object.values(crashVault()).flatMap((text) => /qa\d+z/u.exec(text)?.[0] ?? [])) };
}

function indexFile({ base, root }: CrashVault): string {
  return path.join(base, 'cache', 'vaults', vaultId(root), 'index.db');
}

/** Makes the index one of an earlier Verso, cuts it short, or takes it away. */
function ageIndex(vault: CrashVault, chance: number): void {
  const file = indexFile(vault);
  for (const suffix of chance < 0.8 ? ['', '-wal', '-shm'] : ['-wal']) rmSync(file + suffix, { force: true });
  if (chance >= 0.4) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const old = new Database(file);
  old.exec(notesAndPassages.sql);
  old.exec("PRAGMA user_version = 1; INSERT INTO meta(key, value) VALUES('content', '1'), ('root', '/elsewhere')");
  old.close();
}

/** What it said until it died. */
async function killAt(vault: CrashVault, work: CrashWork, seed: number, random: () => number): Promise<readonly string[]> {
  const byCall = work !== 'index' && work !== 'open' && random() < 0.8;
  const calls = byCall ? 1 + Math.floor(random() ** 2 * 400) : 0;
  const program = spawn(process.execPath, [child, vault.base, vault.root, work, String(seed), String(calls)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  const ended = new Promise<NodeJS.Signals | null>((resolve) => program.on('close', (_code, signal) => resolve(signal)));
  // In opening, all of it counts; else what comes after.
  const awaited = work === 'open' ? 'started' : 'open';
  const begun = new Promise<void>((resolve) => {
    program.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.split('\n').includes(awaited)) resolve();
    });
  });
  program.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  await Promise.race([begun, ended]);
  // By its own hand, or ours where that does not come.
  await Promise.race([ended, sleep(byCall ? 8000 : Math.floor(random() * 250))]);
  program.kill('SIGKILL');
  const signal = await ended;
  if (signal !== 'SIGKILL') throw new Error(`The program ended by itself: ${output}\n${errors}`);
  return output.trim().split('\n');
}

async function examine(vault: CrashVault): Promise<readonly string[]> {
  const problems: string[] = [];
  // As the disk is now, before anything is mended: no file that is seen is a part of one.
  for (const name of listNotes(vault.root)) {
    if (!readFileSync(path.join(vault.root, name), 'utf8').endsWith('END\n')) problems.push(`"${name}" is half-written`);
  }
  const session = await open(vault, problems);
  await session.indexer.settled();
  const unfinished = path.join(vault.base, 'data', 'vaults', vaultId(vault.root), 'refactors');
  for (let attempt = 0; attempt < 200 && isUnfinished(unfinished); attempt += 1) await sleep(20);
  if (isUnfinished(unfinished)) problems.push('an interrupted change is not finished');
  await session.indexer.settled();
  for (const name of listNotes(vault.root)) {
    const read = readFileSync(path.join(vault.root, name), 'utf8');
    if (!read.endsWith('END\n')) problems.push(`"${name}" is half-written afterwards`);
  }
  const linking = listNotes(vault.root).filter((name) => name.startsWith('Link ')).length;
  if (linking !== linkingNotes) problems.push(`${linking} of ${linkingNotes} notes with links are there`);
  const anew = buildIndexAnew(vault.root, path.join(vault.base, 'anew.db'));
  let differs = differences(dumpIndex(indexFile(vault)), anew);
  for (let attempt = 0; attempt < 40 && differs.length > 0; attempt += 1) {
    await sleep(100);
    await session.indexer.settled();
    differs = differences(dumpIndex(indexFile(vault)), anew);
  }
  problems.push(...differs.map((each) => `the index differs: ${each}`));
  for (const snapshot of session.history.latest()) {
    if (session.history.read(snapshot.id) === null) problems.push(`the history of "${snapshot.path}" cannot be read`);
  }
  await session.close();
  const trash = path.join(vault.root, '.trash');
  const texts = [...listNotes(vault.root).map((name) => path.join(vault.root, name)), ...namesIn(trash).map((name) => path.join(trash, name))].map((file) => readFileSync(file, 'utf8'));
  const all = texts.join('\n');
  problems.push(...[...vault.tokens].filter((token) => !all.includes(token)).map((token) => `${token} was written and is in no file`));
  return problems;
}

async function open(vault: CrashVault, problems: string[]): Promise<VaultSession> {
  const opened = await openSession(
    {
      folders: crashFolders(vault.base),
      clock: systemClock,
      logger: createLogger(systemClock, (line) => {
        if (/"level":"error"/u.test(line)) problems.push(`a bug was logged: ${line}`);
      }),
      settings: () => settingsSchema.parse({}),
      localAddress: null,
      isKnown: () => true,
      onStatus: () => undefined,
      onChanges: () => undefined,
      onIndexed: () => undefined,
      onBookmarks: () => undefined,
      onSetAside: (name) => problems.push(`${name} was damaged`),
      setAside: () => [],
    },
    vault.root,
  );
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isUnfinished(folder: string): boolean {
  return namesIn(folder).some((name) => name.endsWith('.json') && /"state":"(?:applying|undoing)"/u.test(readFileSync(path.join(folder, name), 'utf8')));
}
