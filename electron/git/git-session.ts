/**
 * Git for the vault that is open: its trust, its state as it changes, and one piece of work at a time, by hand or
 * on a schedule. Before the person trusted the repository, no git is run.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { GitConflict, GitFailureCode, GitResult, GitSchedule, GitStatus } from '#shared/model/git.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { findRepository, identityOf, type FoundRepository } from './find-repository.ts';
import { GitProblem } from './git-problem.ts';
import type { GitRecord, GitStore } from './git-store.ts';
import { createGit } from './run-git.ts';
import { commitNow, readStanding, syncNow, type Standing, type SyncDeps, type SyncDone } from './sync-vault.ts';
import type { GitVault } from './working-files.ts';

export type GitCallFailure = 'not-a-repository' | 'not-trusted' | 'not-writable' | 'busy';

export interface GitSession {
  status(): Promise<GitStatus>;
  trust(trusted: boolean): Promise<Outcome<GitStatus, GitCallFailure>>;
  commit(message?: string): Promise<Outcome<GitResult, GitCallFailure>>;
  sync(): Promise<Outcome<GitResult, GitCallFailure>>;
  cancel(): void;
  schedule(schedule: GitSchedule): Promise<Outcome<GitStatus, GitCallFailure>>;
  dismiss(path?: string): Promise<Outcome<GitStatus, GitCallFailure>>;
  /** Files of the vault changed: what is shown of them is looked up again soon. */
  filesChanged(): void;
  /** Stops what runs, and waits for it. */
  close(): Promise<void>;
}

export interface GitSessionDeps {
  readonly vaultFolder: string;
  readonly readOnly: boolean;
  readonly vault: GitVault;
  readonly store: GitStore;
  /** For files of our own that live no longer than a merge. */
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly onChange: (status: GitStatus) => void;
  readonly reportBug: (error: unknown, where: string) => string;
  /** How often the schedule is looked at; tests do not wait a minute. */
  readonly tickMs?: number;
}

const lookAgainMs = 2000;
/** In a vault where a look takes long, most of the time is spent otherwise. */
const restPerLook = 20;
const minuteMs = 60_000;

interface Running {
  readonly controller: AbortController;
  readonly end: Promise<unknown>;
  progress: NonNullable<GitStatus['running']>;
}

export function createGitSession(deps: GitSessionDeps): GitSession {
  const { store, clock } = deps;
  let running: Running | null = null;
  let looking: ReturnType<typeof setTimeout> | null = null;
  let closed = false;
  /** What was last seen, to be shown while work goes on. */
  let lastStanding: Standing | null = null;
  let lookMs = 0;
  /** When the schedule last began something, also where that failed. */
  let begunMs = clock.nowMs();

  const tick = setInterval(() => void onTick().catch((error: unknown) => deps.reportBug(error, 'git schedule')), deps.tickMs ?? minuteMs).unref();

  /** What the person trusts, or why not. */
  async function trusted(): Promise<{ readonly found: FoundRepository | null; readonly kind: 'none' | 'untrusted' | 'changed' | 'trusted' }> {
    const found = await findRepository(deps.vaultFolder);
    if (found === null) return { found, kind: 'none' };
    const { identity } = store.read(found.folder);
    if (identity === null) return { found, kind: 'untrusted' };
    return { found, kind: identity === (await identityOf(found)) ? 'trusted' : 'changed' };
  }

  async function status(): Promise<GitStatus> {
    const { found, kind } = await trusted();
    if (found === null || kind === 'none') return statusOf(null, 'none', null);
    if (kind !== 'trusted') return statusOf(found, kind, null);
    const standing = await readStanding(createGit({ folder: found.folder, env: deps.env }), found);
    lastStanding = standing;
    const cannot: readonly GitFailureCode[] = ['not-installed', 'too-old'];
    return statusOf(found, standing.problem !== null && cannot.includes(standing.problem.code) ? 'failed' : 'ready', standing);
  }

  function statusOf(found: FoundRepository | null, kind: GitStatus['kind'], standing: Standing | null): GitStatus {
    const record: Pick<GitRecord, 'schedule' | 'last' | 'conflicts'> = found === null ? { schedule: { minutes: 0, action: 'sync' }, last: null, conflicts: [] } : store.read(found.folder);
    const { remote = null, problem = null } = standing ?? {};
    return {
      kind,
      folder: found?.folder ?? '',
      branch: standing?.branch ?? null,
      remote: remote === null ? null : { name: remote.name, address: remote.address },
      changed: standing?.changed ?? 0,
      ahead: standing?.ahead ?? 0,
      behind: standing?.behind ?? 0,
      running: running?.progress ?? null,
      schedule: record.schedule,
      last: record.last,
      conflicts: record.conflicts,
      problem: problem === null ? null : { code: problem.code, message: problem.message },
    };
  }

  async function announce(): Promise<GitStatus> {
    const startMs = performance.now();
    const now = await status();
    lookMs = performance.now() - startMs;
    if (!closed) deps.onChange(now);
    return now;
  }

  function lookSoon(afterMs: number): void {
    if (closed || looking !== null) return;
    looking = setTimeout(() => {
      looking = null;
      announce().catch((error: unknown) => deps.reportBug(error, 'git status'));
    }, afterMs);
    looking.unref();
  }

  async function onTick(): Promise<void> {
    if (running !== null || closed) return;
    const { found, kind } = await trusted();
    if (found === null || kind !== 'trusted') return;
    const { minutes, action } = store.read(found.folder).schedule;
    if (minutes === 0 || clock.nowMs() - begunMs < minutes * minuteMs) return;
    await run(action === 'sync' ? syncNow : commitNow);
  }

  async function run(work: (deps: SyncDeps) => Promise<void>): Promise<Outcome<GitResult, GitCallFailure>> {
    if (deps.readOnly) return failure('not-writable', 'This vault is open for reading only.');
    if (running !== null || closed) return failure('busy', 'It is at work already.');
    const controller = new AbortController();
    const ended = Promise.withResolvers<void>();
    const own: Running = { controller, end: ended.promise, progress: { step: 'commit', done: 0, total: 0 } };
    running = own;
    begunMs = clock.nowMs();
    try {
      const { found, kind } = await trusted();
      if (found === null) return failure('not-a-repository', 'The vault is in no repository.');
      if (kind !== 'trusted') return failure('not-trusted', 'This repository is not trusted.');
      return success(await carryOut(work, found, own));
    } finally {
      running = null;
      ended.resolve();
      if (!closed) lookSoon(0);
    }
  }

  async function carryOut(work: (deps: SyncDeps) => Promise<void>, found: FoundRepository, own: Running): Promise<GitResult> {
    const done = { committed: 0, received: 0, sent: 0 };
    const conflicts: GitConflict[] = [];
    await mkdir(deps.dataFolder, { recursive: true });
    let problem: GitProblem | null = null;
    let shownMs = 0;
    try {
      await work({
        found,
        vault: deps.vault,
        env: deps.env,
        signal: own.controller.signal,
        nowMs: () => clock.nowMs(),
        indexFile: path.join(deps.dataFolder, 'merge.index'),
        pending: () => store.read(found.folder).pending,
        setPending: async (pending) => void (await store.update(found.folder, { pending })),
        onStep(step, count, total) {
          const isNew = own.progress.step !== step;
          own.progress = { step, done: count, total };
          // Told at each step, and a few times a second within one.
          if (closed || (!isNew && performance.now() - shownMs < 250)) return;
          shownMs = performance.now();
          deps.onChange(statusOf(found, 'ready', lastStanding));
        },
        onDone(more: Partial<SyncDone>) {
          done.committed += more.committed ?? 0;
          done.received += more.received ?? 0;
          done.sent += more.sent ?? 0;
          conflicts.push(...(more.conflicts ?? []).map((conflict) => ({ ...conflict, atMs: clock.nowMs() })));
        },
      });
    } catch (error) {
      if (!(error instanceof GitProblem)) throw error;
      problem = error;
    }
    const result: GitResult = { atMs: clock.nowMs(), failure: problem === null ? null : { code: problem.code, message: problem.message }, ...done };
    const inVault = conflicts.map((conflict) => ({ ...conflict, path: within(found, conflict.path), other: conflict.other === null ? null : within(found, conflict.other) }));
    const paths = new Set(inVault.map((conflict) => conflict.path));
    const kept = store.read(found.folder).conflicts.filter((conflict) => !paths.has(conflict.path));
    await store.update(found.folder, { last: result, conflicts: [...inVault, ...kept].slice(0, 1000) });
    return result;
  }

  async function change(patch: Partial<Pick<GitRecord, 'schedule' | 'conflicts' | 'identity'>> | ((record: GitRecord) => Partial<GitRecord>)): Promise<Outcome<GitStatus, GitCallFailure>> {
    const found = await findRepository(deps.vaultFolder);
    if (found === null) return failure('not-a-repository', 'The vault is in no repository.');
    await store.update(found.folder, typeof patch === 'function' ? patch(store.read(found.folder)) : patch);
    return success(await announce());
  }

  return {
    status,
    async trust(wanted) {
      const found = await findRepository(deps.vaultFolder);
      if (found === null) return failure('not-a-repository', 'The vault is in no repository.');
      if (!wanted) running?.controller.abort();
      return change({ identity: wanted ? await identityOf(found) : null });
    },
    commit: (message) => run((work) => commitNow(work, message)),
    sync: () => run(syncNow),
    cancel: () => running?.controller.abort(),
    schedule: (schedule) => change({ schedule }),
    dismiss: (at) => change((record) => ({ conflicts: at === undefined ? [] : record.conflicts.filter((conflict) => conflict.path !== at) })),
    filesChanged: () => lookSoon(Math.max(lookAgainMs, lookMs * restPerLook)),
    async close() {
      closed = true;
      clearInterval(tick);
      if (looking !== null) clearTimeout(looking);
      running?.controller.abort();
      await running?.end;
    },
  };
}

/** A path as the vault says it; what lies beside the vault keeps the repository's. */
function within({ prefix }: FoundRepository, at: string): string {
  return at.startsWith(prefix) ? at.slice(prefix.length) : at;
}
