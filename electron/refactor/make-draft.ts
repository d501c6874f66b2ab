/** Works a request out against the vault as it is: gathers, then plans. Nothing is written. */
import { lstat } from 'node:fs/promises';
import { freeNoteName, noteNameFrom } from '#shared/markdown/note-name.ts';
import { linkKey, type LinkStyle } from '#shared/markdown/resolve-link.ts';
import { originalOf } from '#shared/model/conflict-copy.ts';
import { isNotePath, joinPath, vaultPathSchema, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { linkIndexOver } from '../indexer/link-tables.ts';
import { isThere } from '../platform/atomic-file.ts';
import { ioFailure } from '../platform/io-failure.ts';
import type { IoFailureCode } from '../platform/io-failure.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import { draftReplace, type ReplaceDeps } from './draft-replace.ts';
import type { Draft, NoteText } from './draft.ts';
import { movedFiles, notesNaming, readNoteText, readNoteTexts } from './gather.ts';
import { planHeading } from './plan-heading.ts';
import { planMentions } from './plan-mentions.ts';
import { planMerge } from './plan-merge.ts';
import { planMove } from './plan-move.ts';
import { planVersions } from './plan-versions.ts';
import { planSections, sectionsOf, type Section } from './plan-sections.ts';

/** `bad-pattern`, `too-slow` and `too-many` are said of replacements. */
export type RefactorFailureCode = IoFailureCode | 'stale' | 'nothing-to-do' | 'bad-pattern' | 'too-slow' | 'too-many';

export interface DraftDeps extends ReplaceDeps {
  /** Where notes that are made from a note go. */
  readonly newNoteFolder: (from: VaultPath) => Promise<FolderPath>;
  readonly linkStyle: () => LinkStyle;
  /** What a note said earlier, the newest first. */
  readonly olderTexts: (path: VaultPath) => readonly string[];
}

type DraftOutcome = Outcome<Draft, RefactorFailureCode>;

export async function makeDraft(deps: DraftDeps, request: RefactorRequest, signal?: AbortSignal): Promise<DraftOutcome> {
  // Links can only follow when the index knows them all.
  await deps.indexer.settled();
  switch (request.kind) {
    case 'move':
      return draftMove(deps, request.from, request.to);
    case 'repair':
      return draftRepair(deps, request.from, request.to);
    case 'merge':
      return draftMerge(deps, request.from, request.into);
    case 'extract':
      return draftExtract(deps, request);
    case 'split':
      return draftSplit(deps, request);
    case 'heading':
      return draftHeading(deps, request);
    case 'link':
      return draftMentions(deps, request);
    case 'replace':
      return draftReplace(deps, request, signal);
    case 'versions':
      return draftVersions(deps, request);
  }
}

async function draftMove(deps: DraftDeps, from: VaultPath, to: VaultPath): Promise<DraftOutcome> {
  const problem = await moveProblem(deps.files, from, to);
  if (problem !== null) return problem;
  const db = deps.indexer.db();
  const moved = movedFiles(db, from, to);
  const concerned = new Set<VaultPath>(notesNaming(db, [...moved.keys(), ...moved.values()]));
  for (const path of moved.keys()) if (isNotePath(path)) concerned.add(vaultPathSchema.parse(path));
  const notes = await readNoteTexts(deps.files, concerned);
  return success(planMove({ from, to, index: linkIndexOver(db), moved, notes, done: false }));
}

/** The file has moved already; what links say is as if it had not. */
async function draftRepair(deps: DraftDeps, from: VaultPath, to: VaultPath): Promise<DraftOutcome> {
  const db = deps.indexer.db();
  const index = linkIndexOver(db);
  if (index.pathsByKey(linkKey(from)).includes(from)) return failure('exists', `"${from}" is there again.`);
  const moved = new Map([[from as string, to as string]]);
  const concerned = new Set<VaultPath>([...notesNaming(db, [from, to]), ...(isNotePath(to) ? [to] : [])]);
  const notes = await readNoteTexts(deps.files, concerned);
  return success(planMove({ from, to, index, moved, notes, done: true }));
}

async function draftMerge(deps: DraftDeps, from: VaultPath, into: VaultPath): Promise<DraftOutcome> {
  if (linkKey(from) === linkKey(into)) return failure('nothing-to-do', 'A note cannot be merged into itself.');
  const pair = await readBoth(deps.files, from, into);
  if (!pair.ok) return pair;
  const [source, target] = pair.value;
  if (!source.writable || !target.writable) return failure('read-only', 'One of the notes cannot be written.');
  const db = deps.indexer.db();
  const others = await readNoteTexts(deps.files, notesNaming(db, [from, into]).filter((path) => path !== from && path !== into));
  return success(planMerge({ from: source, into: target, index: linkIndexOver(db), others }));
}

async function draftVersions(deps: DraftDeps, { copy, into, keep }: Extract<RefactorRequest, { kind: 'versions' }>): Promise<DraftOutcome> {
  if (originalOf(copy) === null || linkKey(copy) === linkKey(into)) return failure('nothing-to-do', `"${copy}" is no copy of a note.`);
  const pair = await readBoth(deps.files, copy, into);
  if (!pair.ok) return pair;
  const [source, target] = pair.value;
  if (!source.writable || !target.writable) return failure('read-only', 'One of the notes cannot be written.');
  return success(planVersions({ copy: source, into: target, keep, older: deps.olderTexts(into) }));
}

async function draftExtract(deps: DraftDeps, request: Extract<RefactorRequest, { kind: 'extract' }>): Promise<DraftOutcome> {
  const note = await readNoteText(deps.files, request.path);
  if (!note.ok) return note;
  if (note.value.version !== request.version) return failure('stale', 'The note has changed since the text was selected.');
  const start = Math.min(request.start, request.end);
  const end = Math.min(Math.max(request.start, request.end), note.value.text.length);
  const bodyStart = note.value.scan.frontmatter?.bodyStart ?? 0;
  if (start < bodyStart || note.value.text.slice(start, end).trim() === '') return failure('nothing-to-do', 'No text of the note is selected.');
  return draftSections(deps, note.value, [{ start, end, title: request.title }], { ...request, asList: false });
}

async function draftSplit(deps: DraftDeps, request: Extract<RefactorRequest, { kind: 'split' }>): Promise<DraftOutcome> {
  const note = await readNoteText(deps.files, request.path);
  if (!note.ok) return note;
  const sections = sectionsOf(note.value, request.level);
  if (sections.length === 0) return failure('nothing-to-do', 'The note has no heading of this level.');
  return draftSections(deps, note.value, sections, { ...request, asList: true });
}

interface SectionWish {
  readonly folder?: FolderPath | undefined;
  readonly leave: 'link' | 'embed';
  readonly asList: boolean;
}

async function draftSections(
  deps: DraftDeps, note: NoteText, parts: readonly { readonly start: number; readonly end: number; readonly title: string }[], wish: SectionWish,
): Promise<DraftOutcome> {
  if (!note.writable) return failure('read-only', `"${note.path}" cannot be written.`);
  const folder = wish.folder ?? (await deps.newNoteFolder(note.path));
  const db = deps.indexer.db();
  const index = linkIndexOver(db);
  const taken = new Set<string>();
  const isTaken = (name: string): boolean => {
    const key = linkKey(joinPath(folder, `${name}.md`));
    return taken.has(key) || index.pathsByKey(key).length > 0;
  };
  const sections = parts.map(({ start, end, title }): Section => {
    const path = joinPath(folder, `${freeNoteName(noteNameFrom(title), isTaken)}.md`);
    taken.add(linkKey(path));
    return { start, end, path };
  });
  const named = notesNaming(db, [note.path, ...sections.map(({ path }) => path)]).filter((path) => path !== note.path);
  const others = await readNoteTexts(deps.files, named);
  return success(planSections({ note, sections, leave: wish.leave, asList: wish.asList, style: deps.linkStyle(), index, others }));
}

async function draftHeading(deps: DraftDeps, request: Extract<RefactorRequest, { kind: 'heading' }>): Promise<DraftOutcome> {
  const note = await readNoteText(deps.files, request.path);
  if (!note.ok) return note;
  const db = deps.indexer.db();
  const others = await readNoteTexts(deps.files, notesNaming(db, [request.path]).filter((path) => path !== request.path));
  const to = request.to.replace(/\s+/gu, ' ').trim();
  const draft = to === '' ? null : planHeading({ note: note.value, line: request.line, to, was: request.was, index: linkIndexOver(db), others });
  return draft === null ? failure('nothing-to-do', 'There is no heading in this line.') : success(draft);
}

async function draftMentions(deps: DraftDeps, request: Extract<RefactorRequest, { kind: 'link' }>): Promise<DraftOutcome> {
  const notes = await readNoteTexts(deps.files, new Set(request.places.map(({ path }) => path)));
  return success(planMentions({ request, index: linkIndexOver(deps.indexer.db()), style: deps.linkStyle(), notes }));
}

async function readBoth(files: VaultFiles, first: VaultPath, second: VaultPath): Promise<Outcome<readonly [NoteText, NoteText], 'not-found' | 'io'>> {
  const one = await readNoteText(files, first);
  if (!one.ok) return one;
  const other = await readNoteText(files, second);
  return other.ok ? success([one.value, other.value]) : other;
}

/** What the move itself would fail with, said before a person reviews it. */
async function moveProblem(files: VaultFiles, from: VaultPath, to: VaultPath): Promise<Outcome<never, RefactorFailureCode> | null> {
  if (files.readOnly) return failure('read-only', 'This vault is open for reading only.');
  const [source, target] = [await files.guard.locateEntry(from), await files.guard.locateEntry(to)];
  if (!source.ok) return failure('bad-name', source.message);
  if (!target.ok) return failure('bad-name', target.message);
  if (from === to) return failure('nothing-to-do', 'It has this name.');
  try {
    if (!(await isThere(source.value))) return failure('not-found', `"${from}" is not there.`);
    if (!(await isThere(target.value))) return null;
    const [old, there] = [await lstat(source.value), await lstat(target.value)];
    const isItself = old.ino === there.ino && old.dev === there.dev && linkKey(from) === linkKey(to);
    return isItself ? null : failure('exists', `"${to}" is already there.`);
  } catch (error) {
    // A name that no file system takes, most likely.
    return ioFailure(error, to);
  }
}
