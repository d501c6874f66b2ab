/** Plans a rename or move, here or by another program: which links have to say something else. Pure. */
import type { LinkIndex } from '#shared/markdown/resolve-link.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { changedIndex, noteWithLinks, type Draft, type DraftNote, type NoteText } from './draft.ts';
import { rewriteLinks, type LinkChange } from './link-rewrite.ts';

export interface MoveInput {
  readonly from: VaultPath;
  readonly to: VaultPath;
  /** The vault's names without the move. */
  readonly index: LinkIndex;
  /** Each file that moves, with its path afterwards. */
  readonly moved: ReadonlyMap<string, string>;
  /** Notes that may hold links to what moves, or move themselves; `path` is where they are before the move. */
  readonly notes: readonly NoteText[];
  /** The files have moved already: notes are read at their new places. */
  readonly done: boolean;
}

export function planMove({ from, to, index, moved, notes, done }: MoveInput): Draft {
  const old = [...moved.keys()];
  const now = [...moved.values()];
  const change: LinkChange = {
    before: changedIndex(index, now, old),
    after: changedIndex(index, old, now),
    end: (end) => ({ path: moved.get(end.path) ?? end.path, fragment: end.fragment }),
  };
  const before = new Map([...moved].map(([was, is]) => [is, was]));
  const changed: DraftNote[] = [];
  const left: Draft['left'][number][] = [];
  for (const note of notes) {
    const source = done ? (before.get(note.path) ?? note.path) : note.path;
    const links = rewriteLinks(note.text, note.scan, { path: source, after: () => moved.get(source) ?? source }, change);
    const part = noteWithLinks(note, links);
    if (part.note !== null) changed.push(part.note);
    left.push(...part.left);
  }
  return { moves: done ? [] : [{ from, to }], created: [], trashed: [], notes: changed, left, named: new Set(done ? [] : old) };
}
