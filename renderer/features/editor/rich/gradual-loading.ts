/**
 * Shows a long note from its beginning and reads the rest while nothing else is to be done.
 *
 * Until the whole note is read its document is a beginning of the note's, which the person can read
 * and walk through. Before anything changes it the rest is read at once, so that every edit, every
 * save and every undo is of the whole note.
 */
import type { Node, Schema } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { loadInParts, loadMarkdown, type LoadedNote } from '#shared/document/load-markdown.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import { showDocument } from './show-document.ts';

/** Shorter notes are read whole: nobody sees the difference. */
const wholeLength = 48_000;
/** More than most screens show; the next part comes right after it. */
const firstLength = 6_000;
/** What is parsed without a pause, some ten milliseconds of work. */
const partLength = 6_000;
/** What is shown at a time: each showing looks at every block once. */
const showLength = 24_000;

export interface Beginning {
  /** The note, or as much of it as there is: its document and blocks are parallel in any case. */
  readonly note: LoadedNote;
  /** Null where the note is whole. */
  readonly rest: NoteRest | null;
}

export interface NoteRest {
  /** Reads on; the next nodes to show, or none yet. Null once the note is whole. */
  read(): readonly Node[] | null;
  /** The note as far as it is shown, with the document that shows it. */
  shown(doc: Node): LoadedNote;
  /** Offset in the text without BOM up to which it is shown. */
  end(): number;
  /** Reads the rest at once. */
  whole(): LoadedNote;
}

export function beginLoading(text: string, schema: Schema): Beginning {
  if (text.length <= wholeLength) return { note: loadMarkdown(text, schema), rest: null };
  const parts = loadInParts(text, schema, { partLength });
  /** Parallel to what is shown. */
  const blocks: SourceBlock[] = [];
  let waiting: { readonly nodes: Node[]; readonly blocks: SourceBlock[] } = { nodes: [], blocks: [] };
  let note: LoadedNote | null = null;

  const step = (): void => {
    const next = parts.next();
    if (next.done === true) note = next.value;
    else {
      waiting.nodes.push(...next.value.nodes);
      waiting.blocks.push(...next.value.blocks);
    }
  };
  const lengthWaiting = (): number => (waiting.blocks.at(-1)?.end ?? 0) - (waiting.blocks[0]?.start ?? 0);
  const take = (): readonly Node[] => {
    const { nodes } = waiting;
    blocks.push(...waiting.blocks);
    waiting = { nodes: [], blocks: [] };
    return nodes;
  };
  const whole = (): LoadedNote => {
    while (note === null) step();
    return note;
  };

  while (note === null && lengthWaiting() < firstLength) step();
  const first = take();
  // What has only one block or two is whole by now.
  if (first.length === 0 || note !== null || first.every((node) => node.type.name === 'frontmatter')) return { note: whole(), rest: null };
  const nothing = loadMarkdown('', schema);
  const bom = text.startsWith('\ufeff');
  const shown = (doc: Node): LoadedNote => ({ ...nothing, doc, blocks, bom, text: bom ? text.slice(1) : text });
  return {
    note: shown(nothing.doc.type.create(null, first)),
    rest: {
      read() {
        step();
        if (note !== null) return null;
        return lengthWaiting() < showLength ? [] : take();
      },
      shown,
      end: () => blocks.at(-1)?.end ?? 0,
      whole,
    },
  };
}

/** Adds to `tr`, whose document shows a beginning of the note, what is missing or has turned out otherwise. */
export function showRest(tr: Transaction, whole: Node): Transaction {
  const { doc } = tr;
  const both = Math.min(doc.childCount, whole.childCount);
  let first = both;
  let last = -1;
  for (let index = 0; index < both; index += 1) {
    if (doc.child(index) === whole.child(index)) continue;
    first = Math.min(first, index);
    last = index;
  }
  if (doc.childCount > whole.childCount) return showDocument(tr, whole);
  const end = doc.content.size;
  const missing = whole.content.cut(sizeOf(whole, both));
  if (missing.size > 0) tr.insert(end, missing);
  if (last >= first) tr.replaceWith(sizeOf(doc, first), sizeOf(doc, last + 1), whole.content.cut(sizeOf(whole, first), sizeOf(whole, last + 1)));
  return tr;
}

/** The size of the first children. */
function sizeOf(parent: Node, children: number): number {
  let size = 0;
  for (let index = 0; index < children; index += 1) size += parent.child(index).nodeSize;
  return size;
}

/**
 * Calls `step` whenever the page has nothing else to do for as long as it says that there is more;
 * the returned function ends that. Input and drawing go first. An idle callback would not do: on a
 * busy machine idle moments are too short to begin a step in, and what is left is one step for
 * each time that the callback's patience ends.
 */
export function inTheBackground(step: () => boolean): () => void {
  const ending = new AbortController();
  const next = async (): Promise<void> => {
    try {
      while (await scheduler.postTask(step, { priority: 'background', signal: ending.signal }));
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    }
  };
  void next();
  return () => ending.abort();
}
