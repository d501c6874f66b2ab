/**
 * One run of the fuzzer of outside edits: a vault, a core, sessions, another program, and at the end
 * the question where every text is that anybody wrote.
 *
 * Steps are drawn ahead from a seed, with numbers that are understood by what stands on the disk then:
 * so any part of them is a run as well, which is how a failure is made short. Threads of the system
 * take their own time, so the same seed may need a few tries to fail again.
 */
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { contracts } from '#shared/api/contracts.ts';
import { createRpcClient } from '#shared/rpc/client.ts';
import { memoryPorts } from '#shared/rpc/port.ts';
import { createCore, type Core } from '../../electron/core.ts';
import { vaultId } from '../../electron/core-session.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { createLogger } from '../../electron/platform/logger.ts';
import { seededRandom } from '../bench/seeded-random.ts';
import { appOps, createAppActor, type AppClient, type AppOp } from './app-actor.ts';
import { hookDiskCalls, systemError, type DiskCall } from './disk-calls.ts';
import { buildIndexAnew, differences, dumpIndex } from './index-dump.ts';
import { createOutsideActor, givesAnotherFile, listNotes, outsideOps, type OutsideOp } from './outside-actor.ts';
import { createSessionActor, sessionOps, type SessionOp } from './session-actor.ts';
import { TokenLedger } from './token-ledger.ts';

export type Step =
  | { readonly who: 'outside'; readonly op: OutsideOp; readonly a: number; readonly b: number; /** Ahead of so many more calls of the app to the disk; 0 is now. */ readonly between: number }
  | { readonly who: 'app'; readonly op: AppOp; readonly a: number; readonly b: number; readonly wait: boolean }
  | { readonly who: 'session'; readonly op: SessionOp; readonly a: number; readonly b: number; readonly wait: boolean }
  | { readonly who: 'time'; readonly ms: number }
  | { readonly who: 'disk'; /** So many writes of the app fail from now on. */ readonly fails: number; readonly code: string }
  | { readonly who: 'restart' };

export interface OutsideRun {
  readonly steps: readonly Step[];
  readonly log?: (line: string) => void;
}

export interface OutsideFindings {
  readonly problems: readonly string[];
  readonly tokens: number;
  readonly trace: readonly string[];
}

export function drawSteps(seed: number, count: number): readonly Step[] {
  const random = seededRandom(seed);
  const draw = (bound: number): number => Math.floor(random() * bound);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[draw(list.length)] as T; // none of the lists is empty
  return Array.from({ length: count }, (): Step => {
    const [a, b] = [draw(1000), draw(1000)];
    const kind = draw(100);
    if (kind < 40) return { who: 'outside', op: pick(outsideOps), a, b, between: draw(3) === 0 ? 0 : 1 + draw(24) };
    if (kind < 65) return { who: 'app', op: draw(3) === 0 ? 'write' : pick(appOps), a, b, wait: draw(3) === 0 };
    if (kind < 88) return { who: 'session', op: pick(sessionOps), a, b, wait: draw(2) === 0 };
    if (kind < 97) return { who: 'time', ms: pick([0, 1, 5, 20, 60, 150]) };
    if (kind < 99) return { who: 'disk', fails: 1 + draw(6), code: pick(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO']) };
    return { who: 'restart' };
  });
}

const writing = new Set(['open', 'writeFile', 'mkdir', 'link', 'rename', 'sync']);
const mostPending = 6;

export async function runOutside({ steps, log = () => undefined }: OutsideRun): Promise<OutsideFindings> {
  const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'verso-outside-')));
  const root = path.join(base, 'vault');
  const ledger = new TokenLedger();
  const outside = createOutsideActor(root, ledger);
  const problems: string[] = [];
  const trace: string[] = [];
  const say = (line: string): void => {
    trace.push(line);
    log(line);
  };
  mkdirSync(root);
  for (const name of ['Alpha.md', 'Beta.md', 'Sub/Delta.md']) {
    const token = ledger.make('outside');
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), `First ${token}\n\nSecond line.\n`);
    ledger.wrote(token, `the beginning of ${name}`);
  }

  let client: AppClient;
  let core: Core = await open();
  const app = createAppActor(root, ledger, () => client);
  const sessions = createSessionActor(root, ledger, () => client);
  sessions.listen();

  async function open(): Promise<Core> {
    const made = createCore({
      folders: { config: path.join(base, 'config'), cache: path.join(base, 'cache'), data: path.join(base, 'data') },
      resourcesFolder: path.resolve(import.meta.dirname, '../../resources'),
      homeFolder: base,
      version: '0.0.0',
      shell: 'memory',
      capabilities: { nativeDialogs: false, safeStorage: false, systemTrash: false, openExternal: false, windows: false, exportFiles: false },
      logger: createLogger(systemClock, (line) => {
        if (/"level":"error"/u.test(line)) problems.push(`a bug was logged: ${line.slice(0, 2000)}`);
      }),
    });
    const [ours, theirs] = memoryPorts();
    made.connect(theirs);
    client = createRpcClient(contracts, ours);
    const opened = await made.openVault(root);
    if (!opened.ok) throw new Error(opened.message);
    return made;
  }

  // Outside steps that wait for a moment within the app's work, and failures that wait for a write.
  const waiting: { step: Step & { readonly who: 'outside' }; calls: number }[] = [];
  let failing = { left: 0, code: '' };
  /** Renames over a note that the system is carrying out at this moment. */
  let renaming = 0;
  const isOverNote = (call: DiskCall): boolean => call.name === 'rename' && (call.path ?? '').endsWith('.tmp');
  const actOutside = ({ op, a, b }: Step & { readonly who: 'outside' }, when: string): void => {
    try {
      const done = outside.act(op, a, b);
      if (done !== null) say(`outside ${when}: ${done}`);
    } catch (error) {
      // The app took the file in the same moment.
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!/^E[A-Z]+$/u.test(code)) throw error;
      say(`outside ${when}: ${op} met ${code}`);
    }
  };
  const unhook = await hookDiskCalls({
    before(call) {
      if (call.path !== null && !call.path.startsWith(root)) return;
      for (const each of [...waiting]) {
        each.calls -= 1;
        // Between a program's last look and its rename no program can see another one's rename.
        if (each.calls > 0 || (isOverNote(call) && givesAnotherFile(each.step.op)) || (renaming > 0 && givesAnotherFile(each.step.op))) continue;
        waiting.splice(waiting.indexOf(each), 1);
        actOutside(each.step, `before ${call.name} ${path.relative(root, call.path ?? root)}`);
      }
      if (failing.left > 0 && writing.has(call.name)) {
        failing.left -= 1;
        say(`disk: ${call.name} fails with ${failing.code}`);
        throw systemError(failing.code);
      }
      if (isOverNote(call)) renaming += 1;
    },
    after(call) {
      if (isOverNote(call) && call.path?.startsWith(root) === true) renaming -= 1;
    },
  });

  const pending = new Set<Promise<unknown>>();
  const begin = (work: Promise<string>, wait: boolean): Promise<unknown> => {
    const known = work.then(say, (error: unknown) => problems.push(`a step threw: ${error instanceof Error ? (error.stack ?? '') : String(error)}`));
    const tracked: Promise<unknown> = known.finally(() => pending.delete(tracked));
    pending.add(tracked);
    return wait || pending.size > mostPending ? Promise.all(pending) : Promise.resolve();
  };
  const calm = async (): Promise<void> => {
    failing = { left: 0, code: '' };
    await Promise.all(pending);
    for (const { step } of waiting.splice(0)) actOutside(step, 'late');
  };

  try {
    for (const step of steps) {
      outside.endOld();
      switch (step.who) {
        case 'outside':
          if (step.between > 0) waiting.push({ step, calls: step.between });
          else {
            while (renaming > 0 && givesAnotherFile(step.op)) await turn();
            actOutside(step, 'now');
          }
          break;
        case 'app':
          await begin(app.act(step.op, step.a, step.b).then((done) => `app: ${done}`), step.wait);
          break;
        case 'session':
          await begin(sessions.act(step.op, step.a, step.b).then((done) => `session: ${done}`), step.wait);
          break;
        case 'time':
          await (step.ms === 0 ? turn() : sleep(step.ms));
          break;
        case 'disk':
          failing = { left: step.fails, code: step.code };
          break;
        case 'restart': {
          say('restart');
          sessions.crashAll();
          await Promise.all(pending);
          // What is written into a replaced file once nobody of ours runs is out of reach.
          outside.finish();
          await core.close();
          // While nothing of ours runs, the others go on.
          for (const { step: late } of waiting.splice(0)) actOutside(late, 'while closed');
          core = await open();
          sessions.listen();
          break;
        }
      }
    }
    await calm();
    outside.finish();
    await sleep(100);
    await core.settled();
    problems.push(...(await sessions.finish()));
    sessions.crashAll();
    await core.settled();
    problems.push(...(await settledIndex()));
  } finally {
    unhook();
    await core.close();
  }
  problems.push(...ledger.missing(places()).map((token) => `nowhere is ${token}`));
  // A folder that is moved takes along what was being written in it; the next comparison of all sweeps that.
  const moved = trace.some((line) => /folder-move|move-folder/u.test(line));
  if (!moved) problems.push(...readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.verso-.*\.tmp$/u.test(name)).map((name) => `left behind: ${name}`));
  if (problems.length === 0) rmSync(base, { recursive: true, force: true });
  else say(`The vault and the app's folders are left in ${base}`);
  return { problems, tokens: ledger.size, trace };

  /** Events come when they come: the index has some seconds to be equal to one that is made from nothing. */
  async function settledIndex(): Promise<readonly string[]> {
    const anew = buildIndexAnew(root, path.join(base, 'anew.db'));
    const live = path.join(base, 'cache', 'vaults', vaultId(root), 'index.db');
    let found: readonly string[] = [];
    for (let attempt = 0; attempt < 60; attempt += 1) {
      await core.settled();
      found = differences(dumpIndex(live), anew);
      if (found.length === 0) return [];
      await sleep(100);
    }
    return found.map((each) => `the index differs: ${each}`);
  }

  /** Every place where a text may be. */
  function places(): readonly string[] {
    const data = path.join(base, 'data', 'vaults', vaultId(root));
    const trash = path.join(root, '.trash');
    const files = [...listNotes(root).map((name) => path.join(root, name)), ...filesBelow(trash), ...filesBelow(path.join(data, 'unsaved'))];
    const history = new Database(path.join(data, 'history.db'), { readonly: true });
    const kept = history.prepare<[], { packed: Uint8Array }>('SELECT packed FROM texts WHERE version IN (SELECT version FROM snapshots)').all();
    history.close();
    return [...files.map((file) => readFileSync(file, 'utf8')), ...kept.map(({ packed }) => zstdDecompressSync(packed).toString('utf8')), ...sessions.pageTexts()];
  }
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
