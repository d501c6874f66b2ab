/** Find in the note: marks every occurrence and goes from one to the next. */
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';

interface Found {
  readonly query: string;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  readonly current: number;
}

export interface FindCount {
  readonly total: number;
  /** From 1; 0 where there is none. */
  readonly current: number;
}

const key = new PluginKey<Found>('find');
const nothing: Found = { query: '', ranges: [], current: -1 };

export function findPlugin(): Plugin<Found> {
  return new Plugin<Found>({
    key,
    state: {
      init: () => nothing,
      apply(tr, found) {
        const set: unknown = tr.getMeta(key);
        if (set !== undefined) return set as Found; // Only this file sets this key.
        if (!tr.docChanged || found.query === '') return found;
        const ranges = occurrences(tr.doc, found.query);
        return { ...found, ranges, current: Math.min(found.current, ranges.length - 1) };
      },
    },
    props: {
      decorations(state) {
        const found = key.getState(state);
        if (found === undefined || found.ranges.length === 0) return null;
        return DecorationSet.create(
          state.doc,
          found.ranges.map(({ from, to }, index) => Decoration.inline(from, to, { class: index === found.current ? 'found found-current' : 'found' })),
        );
      },
    },
  });
}

/** Looks for a text without regard to case, from the caret on; the empty text ends the search. */
export function find(view: EditorView, query: string): FindCount {
  const ranges = occurrences(view.state.doc, query);
  const after = ranges.findIndex(({ from }) => from >= view.state.selection.from);
  const current = ranges.length === 0 ? -1 : Math.max(0, after);
  view.dispatch(view.state.tr.setMeta(key, { query, ranges, current } satisfies Found));
  show(view);
  return count(view.state);
}

export function findNext(view: EditorView, step: 1 | -1): FindCount {
  const found = key.getState(view.state) ?? nothing;
  if (found.ranges.length > 0) {
    const current = (found.current + step + found.ranges.length) % found.ranges.length;
    view.dispatch(view.state.tr.setMeta(key, { ...found, current } satisfies Found));
    show(view);
  }
  return count(view.state);
}

/** Selects the occurrence that is shown and ends the search. */
export function endFind(view: EditorView): void {
  const found = key.getState(view.state) ?? nothing;
  const range = found.ranges[found.current];
  const tr = view.state.tr.setMeta(key, nothing);
  if (range !== undefined) tr.setSelection(TextSelection.create(tr.doc, range.from, range.to));
  view.dispatch(tr);
  view.focus();
}

function count(state: EditorState): FindCount {
  const found = key.getState(state) ?? nothing;
  return { total: found.ranges.length, current: found.current + 1 };
}

function show(view: EditorView): void {
  view.dom.querySelector('.found-current')?.scrollIntoView({ block: 'center' });
}

/** Matches may run over marks but not over blocks or atoms. */
function occurrences(doc: Node, query: string): { from: number; to: number }[] {
  const wanted = query.toLowerCase();
  const ranges: { from: number; to: number }[] = [];
  if (wanted === '') return ranges;
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    let text = '';
    node.forEach((child) => {
      // A letter that changes its length with its case would shift every place behind it.
      const lower = (child.text ?? '').toLowerCase();
      text += child.isText ? (lower.length === child.nodeSize ? lower : (child.text ?? '')) : '\ufffc'.repeat(child.nodeSize);
    });
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
      ranges.push({ from: position + 1 + at, to: position + 1 + at + wanted.length });
    }
    return false;
  });
  return ranges;
}
