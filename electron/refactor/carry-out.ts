/**
 * The steps of an operation on disk, forwards and back. Each step can be met half done: what has
 * happened already is recognised, so that an operation cut off by a crash is simply run again.
 */
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Version } from '#shared/model/version.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { isThere } from '../platform/atomic-file.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import type { RefactorFailureCode } from './make-draft.ts';
import type { Operation } from './record-store.ts';
import { applyEdits, applyRefound, reversed, type KeptEdit } from './text-edit.ts';

export interface CarryOutDeps {
  readonly files: VaultFiles;
  readonly entries: VaultEntries;
}

export interface CarriedOut {
  /** As it happened: versions and places that were not known before. */
  readonly operation: Operation;
  readonly changed: readonly VaultPath[];
  /** Files in which somebody else's text stands where the change should be. */
  readonly left: readonly VaultPath[];
}

type StepOutcome = Outcome<CarriedOut, RefactorFailureCode>;

/** A failure means that nothing is left of what had been begun. */
export async function carryOut(deps: CarryOutDeps, operation: Operation, again: boolean): Promise<StepOutcome> {
  const made: VaultPath[] = [];
  const takeBack = async <C extends RefactorFailureCode>(code: C, message: string): Promise<StepOutcome> => {
    for (const path of made) await deps.entries.trash(path);
    return failure(code, message);
  };
  for (const { path, text, version } of operation.created) {
    const written = await deps.files.writeNote(path, text, { base: null });
    if (written.ok) made.push(path);
    else if (!again || !(await holds(deps, path, version))) {
      return takeBack(written.code === 'outside' ? 'bad-name' : written.code === 'stale' ? 'exists' : written.code, written.message);
    }
  }
  for (const { from, to } of operation.moves) {
    const moved = await moveOnce(deps, from, to, again);
    if (!moved.ok) return takeBack(moved.code, moved.message);
  }
  const edited = await editNotes(deps, operation.notes, (edits) => edits);
  const trashed = [];
  const left = [...edited.left];
  for (const entry of operation.trashed) {
    const gone = await trashOnce(deps, entry.path, entry.version);
    if (!gone.done) left.push(entry.path);
    trashed.push({ ...entry, trashPath: gone.trashPath ?? entry.trashPath });
  }
  return success({ operation: { ...operation, notes: edited.notes, trashed }, changed: edited.changed, left });
}

/** Takes an operation back, as far as other text allows; what cannot be is named. */
export async function carryBack(deps: CarryOutDeps, operation: Operation): Promise<CarriedOut> {
  const left: VaultPath[] = [];
  for (const { path, bytes, version, trashPath } of operation.trashed) {
    const put = await putBack(deps, path, Buffer.from(bytes, 'base64'), version, trashPath);
    if (!put) left.push(path);
  }
  const edited = await editNotes(deps, operation.notes, reversed);
  const changed = edited.changed.map((path) => pathBefore(operation, path));
  left.push(...edited.left);
  for (const { from, to } of operation.moves.toReversed()) {
    const moved = await moveOnce(deps, to, from, true);
    if (!moved.ok) left.push(to);
  }
  for (const { path, version } of operation.created) {
    if (!(await trashOnce(deps, path, version)).done) left.push(path);
  }
  return { operation, changed, left };
}

function pathBefore(operation: Operation, path: VaultPath): VaultPath {
  return operation.moves.find(({ to }) => to === path)?.from ?? path;
}

interface EditedNotes {
  readonly notes: Operation['notes'];
  readonly changed: readonly VaultPath[];
  readonly left: readonly VaultPath[];
}

async function editNotes(deps: CarryOutDeps, notes: Operation['notes'], direction: (edits: readonly KeptEdit[]) => readonly KeptEdit[]): Promise<EditedNotes> {
  const forwards = direction !== reversed;
  const result: EditedNotes & { notes: Operation['notes'][number][]; changed: VaultPath[]; left: VaultPath[] } = { notes: [], changed: [], left: [] };
  for (const note of notes) {
    const [from, to] = forwards ? [note.before, note.after] : [note.after, note.before];
    const edited = await editNote(deps.files, note.path, from, to, direction(note.edits));
    result.notes.push(forwards && edited.version !== null ? { ...note, after: edited.version } : note);
    if (edited.changed) result.changed.push(note.path);
    if (!edited.complete) result.left.push(note.path);
  }
  return result;
}

interface EditedNote {
  readonly version: Version | null;
  readonly changed: boolean;
  readonly complete: boolean;
}

async function editNote(files: VaultFiles, path: VaultPath, from: Version, to: Version, edits: readonly KeptEdit[]): Promise<EditedNote> {
  // Somebody may write the note in the same moment: each time its new text is taken.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const note = await files.readNote(path);
    if (!note.ok || note.value.readOnly !== null) break;
    const { text, version } = note.value;
    if (version === to) return { version, changed: false, complete: true };
    const next = version === from ? { text: applyEdits(text, edits), complete: true } : applyRefound(text, edits);
    if (next.text === text) return { version: null, changed: false, complete: next.complete };
    const written = await files.writeNote(path, next.text, { base: version });
    if (written.ok) return { version: written.value.version, changed: true, complete: next.complete };
    if (written.code !== 'stale') break;
  }
  return { version: null, changed: false, complete: false };
}

/** `again`: a crash may have come after the new name was made and before the old one went. */
async function moveOnce(deps: CarryOutDeps, from: VaultPath, to: VaultPath, again: boolean): Promise<Outcome<void, RefactorFailureCode>> {
  const [source, target] = [await deps.files.guard.locateEntry(from), await deps.files.guard.locateEntry(to)];
  if (again && source.ok && target.ok && !(await isThere(source.value)) && (await isThere(target.value))) return success(undefined);
  return deps.entries.move(from, to, { finish: again });
}

interface Trashed {
  /** False: the file has other content, and stays. */
  readonly done: boolean;
  /** Null where the file was gone already. */
  readonly trashPath: string | null;
}

async function trashOnce(deps: CarryOutDeps, path: VaultPath, version: Version): Promise<Trashed> {
  const there = await deps.files.readBytes(path);
  if (!there.ok) return { done: there.code === 'not-found', trashPath: null };
  if (there.value.version !== version) return { done: false, trashPath: null };
  const trashed = await deps.entries.trash(path);
  return trashed.ok ? { done: true, trashPath: trashed.value } : { done: false, trashPath: null };
}

async function putBack(deps: CarryOutDeps, path: VaultPath, bytes: Buffer, version: Version, trashPath: string | null): Promise<boolean> {
  if (await holds(deps, path, version)) return true;
  if (trashPath !== null) {
    const restored = await deps.entries.restore(trashPath, path);
    if (restored.ok && (await holds(deps, path, version))) return true;
  }
  const written = await deps.files.writeBytes(path, bytes, { base: null });
  return written.ok;
}

async function holds(deps: CarryOutDeps, path: VaultPath, version: Version): Promise<boolean> {
  const there = await deps.files.readBytes(path);
  return there.ok && there.value.version === version;
}
