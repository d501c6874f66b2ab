/** A draft as a person reviews it: each changed line before and after, grouped by note. Pure. */
import { countWords } from '#shared/markdown/word-count.ts';
import { parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Excerpt, PlannedChange, RefactorPlan } from '#shared/model/refactor.ts';
import type { Draft, DraftEdit } from './draft.ts';
import { inOrder } from './text-edit.ts';

const shownNotes = 500;
const shownChanges = 200;
/** In all notes together. */
const shownInAll = 2000;
const aroundLength = 70;
const longest = 240;

/** An edit's number in the plan, by which a person leaves it out. */
export function numberEdits(draft: Draft): ReadonlyMap<DraftEdit, number> {
  const numbers = new Map<DraftEdit, number>();
  for (const { edits } of draft.notes) for (const edit of editsInOrder(edits)) numbers.set(edit, numbers.size);
  return numbers;
}

function editsInOrder(edits: readonly DraftEdit[]): readonly DraftEdit[] {
  return inOrder(edits).filter((edit): edit is DraftEdit => 'line' in edit);
}

export function previewOf(id: string, draft: Draft): RefactorPlan {
  const numbers = numberEdits(draft);
  let room = shownInAll;
  const notes = draft.notes.slice(0, shownNotes).flatMap(({ note, edits }): RefactorPlan['notes'] => {
    if (room === 0) return [];
    const shown = editsInOrder(edits).slice(0, Math.min(shownChanges, room));
    room -= shown.length;
    return [{
      path: note.path,
      newPath: pathAfter(draft, note.path),
      changes: shown.map((edit) => changeOf(note.text, edit, numbers.get(edit) ?? -1)),
      changeCount: edits.length,
    }];
  });
  return {
    id,
    moves: draft.moves,
    created: draft.created.map(({ path, text }) => ({ path, words: countWords(text) })),
    trashed: draft.trashed.map(({ path }) => path),
    notes,
    noteCount: draft.notes.length,
    changeCount: draft.notes.reduce((sum, { edits }) => sum + edits.length, 0),
    otherNoteCount: draft.notes.filter(({ note }) => !draft.named.has(note.path)).length,
    left: draft.left.slice(0, shownChanges),
  };
}

/** Where a file is after the draft's moves. */
export function pathAfter(draft: Draft, path: VaultPath): VaultPath {
  for (const { from, to } of draft.moves) {
    if (path === from) return to;
    if (path.startsWith(`${from}/`)) return parseVaultPath(to + path.slice(from.length)) ?? path;
  }
  return path;
}

function changeOf(text: string, edit: DraftEdit, id: number): PlannedChange {
  const lineStart = text.lastIndexOf('\n', edit.start - 1) + 1;
  const lineEnd = endOfLine(text, edit.end);
  const left = cutLeft(text.slice(lineStart, edit.start));
  const right = cutRight(text.slice(edit.end, lineEnd));
  const old = text.slice(edit.start, edit.end);
  return { id, optional: edit.optional, line: edit.line, before: excerpt(left, old, right), after: excerpt(left, edit.text, right) };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function excerpt(left: string, middle: string, right: string): Excerpt {
  const shown = middle.length > longest ? `${middle.slice(0, longest).toWellFormed()}…` : middle;
  return { text: left + shown + right, ranges: shown === '' ? [] : [[left.length, left.length + shown.length]] };
}

function cutLeft(text: string): string {
  return text.length > aroundLength ? `…${text.slice(-aroundLength).toWellFormed()}` : text;
}

function cutRight(text: string): string {
  return text.length > aroundLength ? `${text.slice(0, aroundLength).toWellFormed()}…` : text.replace(/\r$/u, '');
}
