/** Find and replace in the note: marks every occurrence, goes from one to the next, and replaces them. */
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Mark, Node } from '@tiptap/pm/model';
import { replacementFor, type FindQuery, type TextMatch } from '../find/match-text.ts';
import { searchTexts } from '../find/search-texts.ts';
import { drawAt } from './far/near-blocks.ts';
import { revealed } from './folding.ts';

interface Occurrence {
  readonly from: number;
  readonly to: number;
  readonly match: TextMatch;
}

interface Found {
  readonly regex: boolean;
  readonly ranges: readonly Occurrence[];
  readonly current: number;
  readonly decorations: DecorationSet;
}

export interface FindCount {
  readonly total: number;
  /** From 1; 0 where there is none. */
  readonly current: number;
  readonly problem: 'bad-pattern' | 'too-slow' | null;
}

const key = new PluginKey<Found>('find');
const nothing: Found = { regex: false, ranges: [], current: -1, decorations: DecorationSet.empty };

/** Drawn once for each answer: with thousands of them, drawing with every key would be felt. */
function foundIn(doc: Node, regex: boolean, ranges: readonly Occurrence[], current: number): Found {
  const decorations = ranges.map(({ from, to }, index) => Decoration.inline(from, to, { class: index === current ? 'found found-current' : 'found' }));
  return { regex, ranges, current, decorations: DecorationSet.create(doc, decorations) };
}

export function findPlugin(): Plugin<Found> {
  return new Plugin<Found>({
    key,
    state: {
      init: () => nothing,
      apply(tr, found) {
        const set: unknown = tr.getMeta(key);
        if (set !== undefined) return set as Found; // Only this file sets this key.
        if (!tr.docChanged || found.ranges.length === 0) return found;
        // The bar looks again in a moment; until then what is known moves along.
        const ranges = found.ranges.flatMap((range) => {
          const [from, to] = [tr.mapping.mapResult(range.from, 1), tr.mapping.mapResult(range.to, -1)];
          return from.deleted || to.pos <= from.pos ? [] : [{ ...range, from: from.pos, to: to.pos }];
        });
        return { ...found, ranges, current: Math.min(found.current, ranges.length - 1), decorations: found.decorations.map(tr.mapping, tr.doc) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations ?? null,
    },
  });
}

export interface FindOptions {
  readonly signal: AbortSignal;
  /** Stays at the occurrence shown, and scrolls nowhere: the note changed, not the question. */
  readonly quiet?: boolean;
}

/** Looks for a query from the caret on; the empty text ends the search. */
export async function find(view: EditorView, query: FindQuery, { signal, quiet = false }: FindOptions): Promise<FindCount> {
  const { doc } = view.state;
  const texts = query.text === '' ? [] : textsOf(doc);
  const outcome = query.text === '' ? { matches: [] } : await searchTexts(texts.map(({ text }) => text), query, signal);
  if (signal.aborted || view.isDestroyed || view.state.doc !== doc) return countOf(view.state);
  if ('problem' in outcome) {
    view.dispatch(view.state.tr.setMeta(key, nothing));
    return { total: 0, current: 0, problem: outcome.problem };
  }
  const ranges = outcome.matches.map((match): Occurrence => {
    const start = texts[match.text]?.start ?? 0;
    return { from: start + match.from, to: start + match.to, match };
  });
  const before = key.getState(view.state) ?? nothing;
  const from = quiet ? (before.ranges[before.current]?.from ?? view.state.selection.from) : view.state.selection.from;
  const after = ranges.findIndex((range) => range.from >= from);
  view.dispatch(view.state.tr.setMeta(key, foundIn(doc, query.regex, ranges, ranges.length === 0 ? -1 : Math.max(0, after))));
  if (!quiet) show(view);
  return countOf(view.state);
}

export function findNext(view: EditorView, step: 1 | -1): FindCount {
  const found = key.getState(view.state) ?? nothing;
  if (found.ranges.length > 0) {
    const current = (found.current + step + found.ranges.length) % found.ranges.length;
    view.dispatch(view.state.tr.setMeta(key, foundIn(view.state.doc, found.regex, found.ranges, current)));
    show(view);
  }
  return countOf(view.state);
}

/** Replaces the occurrence that is shown and goes to the next one. */
export function replaceCurrent(view: EditorView, replacement: string): FindCount {
  const found = key.getState(view.state) ?? nothing;
  const range = found.ranges[found.current];
  if (range === undefined || !view.editable) return countOf(view.state);
  const ranges = found.ranges.filter((each) => each !== range);
  const tr = view.state.tr;
  replace(tr, range, replacementFor(range.match, replacement, found.regex));
  const next = ranges.map((each) => ({ ...each, from: tr.mapping.map(each.from), to: tr.mapping.map(each.to) }));
  view.dispatch(tr.setMeta(key, foundIn(tr.doc, found.regex, next, next.length === 0 ? -1 : found.current % next.length)));
  show(view);
  return countOf(view.state);
}

/** Replaces every occurrence in one step, which one undo takes back; answers how many. */
export function replaceAll(view: EditorView, replacement: string): number {
  const found = key.getState(view.state) ?? nothing;
  if (found.ranges.length === 0 || !view.editable) return 0;
  const tr = view.state.tr;
  for (const range of found.ranges.toReversed()) replace(tr, range, replacementFor(range.match, replacement, found.regex));
  view.dispatch(tr.setMeta(key, nothing));
  return found.ranges.length;
}

/** The new text has the marks that the whole of the old one had. */
function replace(tr: Transaction, { from, to }: Occurrence, text: string): void {
  if (text === '') {
    tr.delete(from, to);
    return;
  }
  let marks: readonly Mark[] | null = null;
  tr.doc.nodesBetween(from, to, (node) => {
    if (node.isInline) marks = marks === null ? node.marks : marks.filter((mark) => mark.isInSet(node.marks));
  });
  tr.replaceWith(from, to, tr.doc.type.schema.text(text, marks ?? []));
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

function countOf(state: EditorState): FindCount {
  const found = key.getState(state) ?? nothing;
  return { total: found.ranges.length, current: found.current + 1, problem: null };
}

function show(view: EditorView): void {
  const found = key.getState(view.state) ?? nothing;
  const range = found.ranges[found.current];
  const unfold = range === undefined ? null : revealed(view.state, range.from);
  if (unfold !== null) view.dispatch(unfold);
  if (range !== undefined) drawAt(view, range.from);
  view.dom.querySelector('.found-current')?.scrollIntoView({ block: 'center' });
}

/** Matches may run over marks but not over blocks; atoms are U+FFFC. */
function textsOf(doc: Node): readonly { readonly text: string; readonly start: number }[] {
  const texts: { text: string; start: number }[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    let text = '';
    node.forEach((child) => {
      text += child.isText ? (child.text ?? '') : '\ufffc'.repeat(child.nodeSize);
    });
    texts.push({ text, start: position + 1 });
    return false;
  });
  return texts;
}
