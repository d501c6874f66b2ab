/**
 * Changes over several notes as one: planned for review, applied with a record that survives a
 * crash, taken back whole. One at a time.
 */
import { randomBytes } from 'node:crypto';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { RefactorPlan, RefactorRecord, RefactorRequest, RefactorResult } from '#shared/model/refactor.ts';
import type { Version } from '#shared/model/version.ts';
import { failure, success, type Failure, type Outcome } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { ioFailure, type IoFailureCode } from '../platform/io-failure.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import { encodeText, versionOf } from '../vault/note-text.ts';
import { carryBack, carryOut } from './carry-out.ts';
import type { Draft } from './draft.ts';
import { makeDraft, type DraftDeps, type RefactorFailureCode } from './make-draft.ts';
import { numberEdits, pathAfter, previewOf } from './preview.ts';
import { createRecordStore, recordOf, type Operation } from './record-store.ts';
import { applyEdits, keepEdits } from './text-edit.ts';

export interface RefactoringDeps extends DraftDeps {
  readonly entries: VaultEntries;
  readonly clock: Clock;
  /** Into the history of a note, where its other versions are. */
  readonly keepVersion: (path: VaultPath, bytes: Uint8Array, version: Version) => void;
  /** Outside the vault: what is being done, and what was done. */
  readonly folder: string;
}

export interface Undone {
  readonly record: RefactorRecord;
  readonly changed: readonly VaultPath[];
  readonly left: readonly VaultPath[];
}

export interface Refactoring {
  plan(request: RefactorRequest, signal?: AbortSignal): Promise<Outcome<RefactorPlan, RefactorFailureCode>>;
  /** `exclude` are ids of optional changes. A plan is applied once. */
  apply(id: string, exclude: readonly number[]): Promise<Outcome<RefactorResult, RefactorFailureCode>>;
  undo(id: string | null): Promise<Outcome<Undone, RefactorFailureCode>>;
  list(): Promise<readonly RefactorRecord[]>;
  /** A move without review. */
  move(from: VaultPath, to: VaultPath): Promise<Outcome<RefactorResult, IoFailureCode>>;
  /** Finishes what a crash cut off. */
  recover(): Promise<void>;
}

interface Planned {
  readonly request: RefactorRequest;
  readonly draft: Draft;
}

/** Plans that wait for a decision; older ones have to be made again. */
const keptPlans = 20;

export function createRefactoring(deps: RefactoringDeps): Refactoring {
  const store = createRecordStore(deps.folder);
  const plans = new Map<string, Planned>();
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  }

  function newId(): string {
    return `${Math.floor(deps.clock.nowMs())}-${randomBytes(4).toString('hex')}`;
  }

  async function carry(id: string, { request, draft }: Planned, exclude: ReadonlySet<number>): Promise<Outcome<RefactorResult, RefactorFailureCode>> {
    const prepared = await prepare(deps, id, request, draft, exclude);
    if (!prepared.ok) return prepared;
    const unsaved = await saved(prepared.value);
    if (unsaved !== null) return unsaved;
    const done = await carryOut(deps, prepared.value, false);
    if (!done.ok) {
      await store.remove(id);
      return done;
    }
    const { operation, changed, left } = done.value;
    // It is done, whether or not that can be written down; what cannot is found done at the next start.
    await saved({ ...operation, state: 'done' });
    return success({ id, updatedNotes: [...changed], created: operation.created.map(({ path }) => path), left: [...left] });
  }

  /** Null, or why the record of an operation could not be written: a full disk, for one. */
  async function saved(operation: Operation): Promise<Failure<IoFailureCode> | null> {
    try {
      await store.save(operation);
      return null;
    } catch (error) {
      return ioFailure(error, 'refactors');
    }
  }

  async function takeBack(operation: Operation): Promise<Outcome<Undone, IoFailureCode>> {
    const unsaved = await saved({ ...operation, state: 'undoing' });
    if (unsaved !== null) return unsaved;
    const { changed, left } = await carryBack(deps, operation);
    const undone: Operation = { ...operation, state: 'undone', undone: true };
    await saved(undone);
    return success({ record: recordOf(undone), changed, left });
  }

  const refactoring: Refactoring = {
    async plan(request, signal) {
      const draft = await makeDraft(deps, request, signal);
      if (!draft.ok) return draft;
      const id = newId();
      plans.set(id, { request, draft: draft.value });
      for (const old of [...plans.keys()].slice(0, -keptPlans)) plans.delete(old);
      return success(previewOf(id, draft.value));
    },

    apply: (id, exclude) =>
      inTurn(async () => {
        const planned = plans.get(id);
        if (planned === undefined) return failure('stale', 'This plan was made too long ago.');
        plans.delete(id);
        return carry(id, planned, new Set(exclude));
      }),

    undo: (id) =>
      inTurn(async () => {
        const operation = id === null ? (await store.list()).find(({ state }) => state === 'done') : await store.read(id);
        if (operation === undefined || operation === null) return failure('nothing-to-do', 'There is nothing to take back.');
        if (operation.state === 'undone') return failure('nothing-to-do', 'This is taken back already.');
        return takeBack(operation);
      }),

    list: async () => (await store.list()).filter(({ state }) => state === 'done' || state === 'undone').map(recordOf),

    async move(from, to) {
      // Somebody may write a note between plan and move: then both are done again.
      for (let attempt = 0; ; attempt += 1) {
        const planned = await refactoring.plan({ kind: 'move', from, to });
        const applied = planned.ok ? await refactoring.apply(planned.value.id, []) : planned;
        if (applied.ok) return applied;
        if (applied.code === 'stale' && attempt < 4) continue;
        switch (applied.code) {
          case 'nothing-to-do':
            return success({ id: '', updatedNotes: [], created: [], left: [] });
          case 'stale':
          case 'bad-pattern':
          case 'too-slow':
          case 'too-many':
            return failure('io', applied.message);
          default:
            return failure(applied.code, applied.message);
        }
      }
    },

    recover: () =>
      inTurn(async () => {
        for (const operation of await store.list()) {
          if (operation.state === 'undoing') await takeBack(operation);
          else if (operation.state === 'applying') {
            const done = await carryOut(deps, operation, true);
            if (done.ok) await saved({ ...done.value.operation, state: 'done' });
            else await store.remove(operation.id);
          }
        }
      }),
  };
  return refactoring;
}

/** The draft as an operation, if everything is still as it was planned. */
async function prepare(
  deps: RefactoringDeps, id: string, request: RefactorRequest, draft: Draft, exclude: ReadonlySet<number>,
): Promise<Outcome<Operation, RefactorFailureCode>> {
  const numbers = numberEdits(draft);
  const notes: Operation['notes'] = [];
  for (const { note, edits: all } of draft.notes) {
    const edits = all.filter((edit) => !edit.optional || !exclude.has(numbers.get(edit) ?? -1));
    if (edits.length === 0) continue;
    const now = await deps.files.readNote(note.path);
    if (!now.ok || now.value.version !== note.version) return failure('stale', `"${note.path}" has changed since this was planned.`, { path: note.path });
    if (now.value.readOnly !== null) return failure('read-only', `"${note.path}" cannot be written.`);
    const after = versionOf(encodeText(applyEdits(note.text, edits), now.value.hasBom));
    notes.push({ path: pathAfter(draft, note.path), before: note.version, after, edits: [...keepEdits(note.text, edits)] });
  }
  if (request.kind === 'versions') {
    const theirs = await deps.files.readBytes(request.copy);
    if (theirs.ok) deps.keepVersion(request.into, theirs.value.bytes, theirs.value.version);
  }
  const trashed: Operation['trashed'] = [];
  for (const { path, version } of draft.trashed) {
    const now = await deps.files.readBytes(path);
    if (!now.ok || now.value.version !== version) return failure('stale', `"${path}" has changed since this was planned.`, { path });
    trashed.push({ path, version, bytes: now.value.bytes.toString('base64'), trashPath: null });
  }
  const created = draft.created.map(({ path, text }) => ({ path, text, version: versionOf(encodeText(text, false)) }));
  if (notes.length + trashed.length + created.length + draft.moves.length === 0) return failure('nothing-to-do', 'Nothing has to change.');
  return success({
    id, kind: request.kind, subject: subjectOf(request), atMs: deps.clock.nowMs(), undone: false, state: 'applying',
    moves: [...draft.moves], created, trashed, notes,
  });
}

function subjectOf(request: RefactorRequest): string {
  if (request.kind === 'replace') return request.rule.find;
  if (request.kind === 'versions') return request.into;
  return request.kind === 'link' ? request.target : 'path' in request ? request.path : request.from;
}
