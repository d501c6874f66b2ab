/** A change of the vault as it is worked out: which files move, come and go, and what each note's text becomes. */
import type { NoteScan } from '#shared/markdown/outline.ts';
import { linkKey, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import { fileNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { RefactorPlan } from '#shared/model/refactor.ts';
import type { Version } from '#shared/model/version.ts';
import type { TextEdit } from './text-edit.ts';

/** A note as the planner reads it. */
export interface NoteText {
  readonly path: VaultPath;
  readonly text: string;
  readonly version: Version;
  readonly scan: NoteScan;
  readonly writable: boolean;
}

export interface DraftEdit extends TextEdit {
  readonly line: number;
  /** Whether a person may leave this one out. */
  readonly optional: boolean;
}

export interface DraftNote {
  readonly note: NoteText;
  readonly edits: readonly DraftEdit[];
}

export interface Draft {
  readonly moves: readonly { readonly from: VaultPath; readonly to: VaultPath }[];
  readonly created: readonly { readonly path: VaultPath; readonly text: string }[];
  readonly trashed: readonly { readonly path: VaultPath; readonly version: Version }[];
  /** Paths are those before the moves. */
  readonly notes: readonly DraftNote[];
  readonly left: RefactorPlan['left'];
  /** What the request itself names: all else is "other notes". */
  readonly named: ReadonlySet<string>;
}

/** The vault's names as they are, with some gone and some added. */
export function changedIndex(index: LinkIndex, gone: readonly string[], added: readonly string[]): LinkIndex {
  const kept = new Set(added);
  const absent = new Set(gone.filter((path) => !kept.has(path)));
  const byKey = Map.groupBy(added, linkKey);
  const byName = Map.groupBy(added, (path) => fileNameOf(linkKey(path)));
  const merge = (found: readonly string[], more: readonly string[] = []): readonly string[] => [
    ...new Set([...found.filter((path) => !absent.has(path)), ...more]),
  ];
  return {
    pathsByKey: (key) => merge(index.pathsByKey(key), byKey.get(key)),
    pathsByName: (key) => merge(index.pathsByName(key), byName.get(key)),
  };
}

/** The line end that most of a text uses. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const windows = text.split('\r\n').length - 1;
  return windows > (text.split('\n').length - 1) / 2 ? '\r\n' : '\n';
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Link edits as parts of a draft; a note that cannot be written keeps its links and is named. */
export function noteWithLinks(
  note: NoteText,
  links: { readonly edits: readonly (TextEdit & { readonly line: number })[]; readonly lost: readonly number[] },
): { readonly note: DraftNote | null; readonly left: Draft['left'] } {
  const left = links.lost.map((line) => ({ path: note.path, line, reason: 'no-such-link' as const }));
  if (links.edits.length === 0) return { note: null, left };
  if (!note.writable) return { note: null, left: links.edits.map(({ line }) => ({ path: note.path, line, reason: 'read-only' as const })) };
  return { note: { note, edits: links.edits.map((edit) => ({ ...edit, optional: true })) }, left };
}
