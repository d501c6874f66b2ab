/** Finds the notes that fulfil a search which only their text can answer. May take long: for a worker. */
import type { QueryNode } from '#shared/search/query-tree.ts';
import type { ReadableDb } from '../db/database.ts';
import { readNoteText, rangesInPassages, type NoteText, type PassageRanges, type TextPiece } from './note-text.ts';
import { filterOf, joinFilters, needsText, type FileFilter, type ReadExpression } from './query-filter.ts';
import { createTextMatcher, type TextMatcher } from './text-match.ts';

export interface NoteMatchRequest {
  readonly root: QueryNode;
  /** Also imported sources. */
  readonly sources: boolean;
  readonly expression: ReadExpression;
  /** The word that is being typed, where it is only a beginning. */
  readonly typing: string | null;
}

export interface NoteMatch {
  readonly fileId: number;
  /** Where it matches, in the note's order; empty where by its name, or by what is not there. */
  readonly places: readonly PassageRanges[];
}

/**
 * The newest notes first: they are what a search that is ended early should have found. Gives null
 * for each note that was read in vain, so that whoever asks can do something else in between.
 */
export function* matchNotes(db: ReadableDb, { root, sources, expression, typing }: NoteMatchRequest): Generator<NoteMatch | null> {
  const known = new Map<QueryNode, ReadonlySet<number>>();
  const area: FileFilter = { sql: sources ? "f.kind = 'note'" : "f.kind = 'note' AND f.area <> 'source'", values: [] };
  const notesOf = ({ sql, values }: FileFilter): readonly { readonly id: number; readonly path: string }[] =>
    db.all(`SELECT f.id, f.path FROM files f WHERE ${sql} ORDER BY f.modified_ms DESC`, ...values);
  const holds = (node: QueryNode, fileId: number): boolean => {
    let ids = known.get(node);
    if (ids === undefined) {
      ids = new Set(notesOf(joinFilters([area, filterOf(node, expression)])).map(({ id }) => id));
      known.set(node, ids);
    }
    return ids.has(fileId);
  };
  const matcher = createTextMatcher({ typing });
  for (const { id, path } of notesOf(joinFilters([area, filterOf(root, expression)]))) {
    let read: NoteText | null = null;
    const note = { path, holds: (node: QueryNode) => holds(node, id), text: () => (read ??= readNoteText(db, id)), matcher };
    const places = matchNode(root, note);
    yield places === null ? null : { fileId: id, places: byPassage(places) };
  }
}

interface Candidate {
  readonly path: string;
  /** Answers what the index alone can. */
  readonly holds: (node: QueryNode) => boolean;
  readonly text: () => NoteText;
  readonly matcher: TextMatcher;
}

/** Null where it does not match. */
function matchNode(node: QueryNode, note: Candidate): readonly PassageRanges[] | null {
  if (!needsText(node)) return note.holds(node) ? [] : null;
  switch (node.kind) {
    case 'all': {
      const places: PassageRanges[] = [];
      // What the index knows is asked first: it may spare the reading.
      for (const part of node.parts.toSorted((a, b) => Number(needsText(a)) - Number(needsText(b)))) {
        const found = matchNode(part, note);
        if (found === null) return null;
        places.push(...found);
      }
      return places;
    }
    case 'any': {
      const found = node.parts.map((part) => matchNode(part, note)).filter((places) => places !== null);
      return found.length === 0 ? null : found.flat();
    }
    case 'not':
      return matchNode(node.part, note) === null ? [] : null;
    case 'place': {
      const name = node.place === 'path' ? note.path : note.path.slice(note.path.lastIndexOf('/') + 1);
      return note.matcher.match(node.part, name, false) === null ? null : [];
    }
    case 'within':
      return node.part === null ? [] : matchPieces(node.part, note.text().pieces(node.unit), note.matcher);
    case 'case':
      return matchCase(node.part, node.exact, note);
    default: {
      const places = matchPieces(node, note.text().passages, note.matcher);
      return places ?? (note.matcher.match(node, note.text().title, false) === null ? null : []);
    }
  }
}

/** In other letters, each word may stand in another passage, and none of them where it is not to be. */
function matchCase(node: QueryNode, exact: boolean, note: Candidate): readonly PassageRanges[] | null {
  const wrapped = (part: QueryNode): QueryNode => ({ kind: 'case', exact, part });
  switch (node.kind) {
    case 'all':
    case 'any':
      return matchNode({ kind: node.kind, parts: node.parts.map(wrapped) }, note);
    case 'not':
      return matchNode({ kind: 'not', part: wrapped(node.part) }, note);
    case 'within':
      return node.part === null ? matchNode(node, note) : matchNode({ ...node, part: wrapped(node.part) }, note);
    case 'place':
      return matchNode({ ...node, part: wrapped(node.part) }, note);
    case 'case':
      return matchNode(node, note);
    case 'tag':
    case 'property':
    case 'time':
      return note.holds(node) ? [] : null;
    default: {
      const places = matchPieces(wrapped(node), note.text().passages, note.matcher);
      return places ?? (note.matcher.match(wrapped(node), note.text().title, false) === null ? null : []);
    }
  }
}

function matchPieces(node: QueryNode, pieces: readonly TextPiece[], matcher: TextMatcher): readonly PassageRanges[] | null {
  const places: PassageRanges[] = [];
  let isFound = false;
  for (const piece of pieces) {
    const ranges = matcher.match(node, piece.text, false);
    if (ranges === null) continue;
    isFound = true;
    places.push(...rangesInPassages(piece, ranges));
  }
  return isFound ? places : null;
}

function byPassage(places: readonly PassageRanges[]): readonly PassageRanges[] {
  return [...Map.groupBy(places, ({ passageId }) => passageId)]
    .sort(([a], [b]) => a - b)
    .map(([passageId, found]) => ({ passageId, ranges: found.flatMap(({ ranges }) => ranges) }));
}
