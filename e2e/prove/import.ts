/**
 * Proves importing where a test would take too long: `prove/import.ts [--kills 20] [--cuts 60] [--mb 100] [--seed 1]`.
 *
 * Whole large archives twice; random cuts and flipped bits; SIGKILL at random moments and on with
 * it, compared byte for byte with an import never stopped; a large mailbox for rate and memory.
 * Prints one JSON line per proof; exits 1 when one fails.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { importReportSchema } from '#shared/model/import.ts';
import { parseNote } from '../../electron/importers/note-file.ts';
import { isTemporaryName } from '../../electron/platform/atomic-file.ts';
import { fixturesPath } from '../fixtures-path.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    cuts: { type: 'string', default: '60' },
    mb: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'large,cuts,kills,rate' },
  },
});

const resultSchema = z.object({
  outcome: z.union([z.object({ ok: z.literal(true), value: importReportSchema }), z.object({ ok: z.literal(false), code: z.string(), message: z.string() })]),
  cpuSeconds: z.number(),
  peakRssBytes: z.number(),
});
type Result = z.infer<typeof resultSchema>;

let seed = Number(values.seed);
/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

interface Desk {
  readonly vault: string;
  readonly state: string;
}

const base = await mkdtemp(path.join(tmpdir(), 'verso-prove-import-'));
let desks = 0;
async function newDesk(): Promise<Desk> {
  const folder = path.join(base, String(desks++));
  await mkdir(path.join(folder, 'vault'), { recursive: true });
  return { vault: path.join(folder, 'vault'), state: path.join(folder, 'state.db') };
}

/** Runs an import; killed after `killAfterMs` it gives null. */
async function runImport(source: string, desk: Desk, killAfterMs: number | null = null): Promise<Result | null> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'import-child.ts'), source, desk.vault, desk.state], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_code, signal) => resolve(signal)));
  if (killAfterMs !== null) await Promise.race([ended, delay(killAfterMs).then(() => child.kill('SIGKILL'))]);
  const signal = await ended;
  if (signal === 'SIGKILL') return null;
  return resultSchema.parse(JSON.parse(output));
}

async function contentOf(desk: Desk): Promise<{ hash: string; files: ReadonlyMap<string, string>; messages: number; outside: number }> {
  const hashes = new Map<string, string>();
  const hash = createHash('sha256');
  let messages = 0;
  let outside = 0;
  const entries = await readdir(desk.vault, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(desk.vault, path.join(entry.parentPath, entry.name)));
  for (const file of files.toSorted()) {
    // What a killed write leaves beside its target; opening the vault removes it.
    if (isTemporaryName(path.basename(file))) continue;
    const bytes = await readFile(path.join(desk.vault, file));
    const own = createHash('sha256').update(bytes).digest('hex');
    hashes.set(file, own);
    hash.update(`${file}\0${own}\0`);
    if (!file.startsWith(`raw${path.sep}`) && !file.startsWith(path.join('.verso', 'people'))) outside++;
    if (file.endsWith('.md')) messages += parseNote(bytes.toString('utf8'))?.sections.filter((section) => section.block.startsWith('m-')).length ?? 0;
  }
  return { hash: hash.digest('hex'), files: hashes, messages, outside };
}

function skippedOf(result: Result): number {
  return result.outcome.ok ? Object.values(result.outcome.value.skipped).reduce((sum, count) => sum + (count ?? 0), 0) : 0;
}

let failed = 0;
function tell(name: string, holds: boolean, facts: Record<string, unknown>): void {
  if (!holds) failed++;
  console.log(JSON.stringify({ name, holds, ...facts }));
}

const fixture = (...parts: string[]): string | null => fixturesPath('import', ...parts);

/** Everything once, all of it accounted for, and again without a change. */
async function proveLarge(): Promise<void> {
  const sources = [
    fixture('mail', 'torture'), fixture('mail', 'enron'), fixture('mail', 'spamassassin'), fixture('mail', 'lists-pipermail'), fixture('mail', 'lists-apache'),
    fixture('slack', 'large', 'haskell-jp-2017..2026 (dev).zip'), fixture('slack', 'large', 'julialang-2020-12..2021-04 (dev).zip'),
  ];
  for (const source of sources) {
    if (source === null) continue;
    const desk = await newDesk();
    const result = await runImport(source, desk);
    const first = await contentOf(desk);
    const again = await runImport(source, desk);
    const second = await contentOf(desk);
    const messages = result?.outcome.ok === true ? result.outcome.value.messages : -1;
    const complete = result !== null && first.messages + skippedOf(result) === messages;
    tell(`whole ${path.basename(source)}`, complete && first.hash === second.hash && first.outside === 0, {
      messages, inNotes: first.messages, skipped: result === null ? null : skippedOf(result), unchangedAgain: first.hash === second.hash,
      cpuSeconds: result?.cpuSeconds, cpuSecondsAgain: again?.cpuSeconds, peakRssMb: Math.round((result?.peakRssBytes ?? 0) / 1e6),
    });
    await rm(path.dirname(desk.vault), { recursive: true });
  }
}

/** Cut and corrupted archives end in a code or in a complete account; nothing leaves `raw/`. */
async function proveCuts(): Promise<void> {
  const sources = [
    fixture('mail', 'takeout', 'suitenumerique-messages.mbox'), fixture('mail', 'lists-apache', 'httpd-users-200606-part.mbox'),
    fixture('slack', 'official', 'KarlJohan Slack export Feb 23 2021 - Mar 24 2021.zip'), fixture('slack', 'slackdump', 'olake-2026-08-07T135639.zip'),
  ].filter((source) => source !== null);
  const codes = new Map<string, number>();
  let wrong = 0;
  for (let i = 0; i < Number(values.cuts) && sources.length > 0; i++) {
    const source = sources[i % sources.length] ?? '';
    const bytes = Buffer.from(readFileSync(source));
    const cut = i % 2 === 0;
    const broken = cut ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    for (let flips = 0; !cut && flips < 20; flips++) {
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    const desk = await newDesk();
    const file = path.join(path.dirname(desk.vault), path.basename(source));
    await writeFile(file, broken);
    const result = await runImport(file, desk);
    const content = await contentOf(desk);
    const code = result === null ? 'killed' : result.outcome.ok ? 'imported' : result.outcome.code;
    codes.set(code, (codes.get(code) ?? 0) + 1);
    const fine =
      result !== null && content.outside === 0 && (result.outcome.ok ? content.messages + skippedOf(result) === result.outcome.value.messages : content.messages === 0);
    if (!fine) {
      wrong++;
      console.error(`case ${i} of ${path.basename(source)}: ${JSON.stringify(result?.outcome)}, ${content.messages} in notes, ${content.outside} outside`);
    }
    await rm(path.dirname(desk.vault), { recursive: true });
  }
  tell('cuts and flipped bits', wrong === 0, { cases: Number(values.cuts), wrong, outcomes: Object.fromEntries(codes) });
}

/** Killed again and again, then run to the end: the vault equals one that was never interrupted. */
async function proveKills(): Promise<void> {
  for (const source of [fixture('mail', 'lists-apache', 'maven-dev-2017-11-listsao.mbox'), fixture('slack', 'official', 'Houston Data Vis Slack export Jun 5 2015 - Jul 31 2016 (dev).zip')]) {
    if (source === null) continue;
    const whole = await newDesk();
    const started = performance.now();
    await runImport(source, whole);
    const fullMs = performance.now() - started;
    const wanted = await contentOf(whole);
    let kills = 0;
    let different = 0;
    while (kills < Number(values.kills) / 2) {
      const desk = await newDesk();
      for (let tries = 0; tries < 5; tries++) {
        const result = await runImport(source, desk, random() * fullMs);
        if (result !== null) break;
        kills++;
      }
      await runImport(source, desk);
      const found = await contentOf(desk);
      if (found.hash !== wanted.hash) {
        different++;
        for (const file of new Set([...found.files.keys(), ...wanted.files.keys()])) {
          if (found.files.get(file) !== wanted.files.get(file)) console.error(`differs: ${file} (${found.files.has(file) ? 'there' : 'missing'})`);
        }
      }
      await rm(path.dirname(desk.vault), { recursive: true });
    }
    tell(`kills during ${path.basename(source)}`, different === 0, { kills, different });
  }
}

/** A mailbox of the wanted size, made by repeating real mails under new ids. */
async function proveRate(): Promise<void> {
  for (const [name, source] of [
    ['text-only mail', fixture('mail', 'lists-apache', 'maven-dev-2017-11-listsao.mbox')],
    ['mail with attachments', fixture('mail', 'takeout', 'suitenumerique-messages.mbox')],
  ] as const) {
    if (source === null || !existsSync(source)) continue;
    const desk = await newDesk();
    const file = path.join(path.dirname(desk.vault), 'large.mbox');
    const text = readFileSync(source, 'latin1');
    const out = createWriteStream(file);
    let size = 0;
    for (let copy = 0; size < Number(values.mb) * 1e6; copy++) {
      const mine = text
        .replace(/^(Message-ID|References|In-Reply-To):(.*(?:\r?\n[ \t].*)*)/gim, (_all, field: string, ids: string) => `${field}:${ids.replace(/</g, `<c${copy}.`)}`)
        .replace(/^(From |X-GM-THRID: )(\d{6})(\d{13})/gm, (_all, before: string, head: string) => `${before}${head}${String(1e12 + copy * 977 + Math.floor(random() * 900)).slice(0, 13)}`);
      size += mine.length;
      if (!out.write(mine, 'latin1')) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    }
    await new Promise<void>((resolve) => out.end(resolve));
    const result = await runImport(file, desk);
    const ok = result?.outcome.ok === true;
    tell(`rate of ${name}`, ok, {
      megabytes: Math.round(size / 1e6),
      messages: result?.outcome.ok === true ? result.outcome.value.messages : null,
      cpuSeconds: result?.cpuSeconds,
      megabytesPerCpuSecond: result === null ? null : Math.round((size / 1e6 / result.cpuSeconds) * 10) / 10,
      peakRssMb: Math.round((result?.peakRssBytes ?? 0) / 1e6),
    });
    await rm(path.dirname(desk.vault), { recursive: true });
  }
}

const proofs: Readonly<Record<string, () => Promise<void>>> = { large: proveLarge, cuts: proveCuts, kills: proveKills, rate: proveRate };
try {
  for (const name of values.only.split(',')) await proofs[name]?.();
} finally {
  await rm(base, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
