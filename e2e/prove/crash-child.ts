/**
 * A program that works on a vault until it dies: `crash-child <base> <folder> <work> <seed> <calls>`.
 * It kills itself ahead of that many calls to the disk after it has begun (0: it waits to be killed).
 * It says what it has done, a line each, once it is done.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { settingsSchema } from '#shared/model/settings.ts';
import { openSession } from '../../electron/core-session.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { createLogger } from '../../electron/platform/logger.ts';
import { seededRandom } from '../bench/seeded-random.ts';
import { crashFolders, crashNotes, type CrashWork } from './crash-vault.ts';
import { hookDiskCalls } from './disk-calls.ts';
import { withLine } from './token-ledger.ts';

const [base = '', folder = '', given = 'mixed', seed = '1', calls = '0'] = process.argv.slice(2);
const work = given as CrashWork; // the harness alone starts this program
const random = seededRandom(Number(seed));
const draw = (bound: number): number => Math.floor(random() * bound);
/** At once: what was said before the end has been said. */
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};
const at = (vaultPath: string): VaultPath => vaultPathSchema.parse(vaultPath);

say('started');
const opened = await openSession(
  {
    folders: crashFolders(base),
    clock: systemClock,
    logger: createLogger(systemClock, (line) => void process.stderr.write(line)),
    settings: () => settingsSchema.parse({}),
    localAddress: null,
    isKnown: () => true,
    onStatus: () => undefined,
    onChanges: () => undefined,
    onIndexed: () => undefined,
    onBookmarks: () => undefined,
    onSetAside: () => undefined,
    setAside: () => [],
  },
  folder,
);
if (!opened.ok) throw new Error(opened.message);
const session = opened.value;
if (work === 'open') {
  say('open');
  await sleep(60_000);
}
await session.indexer.settled();
say('open');

let left = Number(calls);
if (left > 0) {
  await hookDiskCalls({
    before(call) {
      if (call.path !== null && !call.path.startsWith(base)) return;
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
}

let serial = 0;

async function write(path: VaultPath): Promise<void> {
  const note = await session.files.readNote(path);
  if (!note.ok) return;
  serial += 1;
  const token = `qa${seed}${String(serial).padStart(4, '0')}z`;
  // Long enough that a part of it would be seen, and with its end in place.
  const filler = 'filler '.repeat(draw(3000));
  const { text } = note.value;
  const body = text.slice(0, text.lastIndexOf('END'));
  const written = await session.files.writeNote(path, `${withLine(body.replace(/(?:filler )+/u, ''), `${token} ${filler}`, 1 + draw(3)).trimEnd()}\nEND\n`, { base: note.value.version });
  if (written.ok) say(`wrote ${token}`);
}

async function move(): Promise<void> {
  const from = at(crashNotes[draw(crashNotes.length)] ?? 'Target.md');
  const to = at(crashNotes[draw(crashNotes.length)] ?? 'Target.md');
  const moved = await session.refactoring.move(from, to);
  if (moved.ok && from !== to) say(`moved ${from} → ${to}`);
}

async function trashAndRestore(): Promise<void> {
  const path = at(crashNotes[draw(crashNotes.length)] ?? 'Target.md');
  const trashed = await session.entries.trash(path);
  if (!trashed.ok) return;
  say(`trashed ${path}`);
  const restored = await session.entries.restore(trashed.value, path);
  if (restored.ok) say(`restored ${path}`);
}

async function merge(): Promise<void> {
  const from = at(crashNotes[draw(crashNotes.length)] ?? 'Target.md');
  const into = at(crashNotes[draw(crashNotes.length)] ?? 'Target.md');
  const plan = await session.refactoring.plan({ kind: 'merge', from, into });
  if (!plan.ok) return;
  const applied = await session.refactoring.apply(plan.value.id, []);
  if (applied.ok) say(`merged ${from} into ${into}`);
  const undone = await session.refactoring.undo(null);
  if (undone.ok) say('undone');
}

for (;;) {
  if (work === 'index') {
    session.reindex();
    await sleep(40);
    say('reindexed');
    continue;
  }
  const path = at(crashNotes[draw(crashNotes.length)] ?? 'Target.md');
  const kind = draw(10);
  if (work === 'write' || (work === 'mixed' && kind < 5)) await write(path);
  else if (work === 'move' || kind < 7) await move();
  else if (kind < 9) await trashAndRestore();
  else await merge();
  // Nothing that fits: the thread that is to kill it gets its turn.
  await sleep(0);
}
