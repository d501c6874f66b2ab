/**
 * Folds: what stands below a heading, or in a list item, out of sight. Folds are a matter of the
 * view: they are positions beside the document, and no byte of the note knows of them.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, Selection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

interface Folds {
  /** Before each folded heading or item. */
  readonly positions: readonly number[];
  readonly decorations: DecorationSet;
}

interface Hidden {
  readonly from: number;
  readonly to: number;
}

const key = new PluginKey<Folds>('folds');

/** What folding the heading or item at a position hides; null where there is nothing to fold. */
export function foldedPart(doc: Node, position: number): Hidden | null {
  const node = doc.nodeAt(position);
  if (node === null) return null;
  const end = position + node.nodeSize;
  if (node.type.name === 'listItem') {
    const first = node.firstChild;
    return first === null || node.childCount < 2 ? null : { from: position + 1 + first.nodeSize, to: end - 1 };
  }
  if (node.type.name !== 'heading') return null;
  const $after = doc.resolve(end);
  const level = Number(node.attrs['level']);
  let to = end;
  for (let index = $after.index(); index < $after.parent.childCount; index += 1) {
    const next = $after.parent.child(index);
    if (next.type.name === 'heading' && Number(next.attrs['level']) <= level) break;
    to += next.nodeSize;
  }
  return to === end ? null : { from: end, to };
}

/** The innermost heading above, or item around, a position that can be folded. */
function foldableAt(state: EditorState): number | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const position = $from.before(depth);
    if (foldedPart(state.doc, position) !== null) return position;
  }
  // In the text of a section: its heading.
  let above: number | null = null;
  const index = $from.index(0);
  state.doc.forEach((node, offset, at) => {
    if (node.type.name === 'heading' && at < index) above = offset;
  });
  return above;
}

/** Folds or unfolds the heading or item at the caret. */
export const toggleFold: Command = (state, dispatch) => {
  const position = foldableAt(state);
  if (position === null) return false;
  dispatch?.(withFold(state, position));
  return true;
};

export const foldAll: Command = (state, dispatch) => {
  const positions: number[] = [];
  state.doc.descendants((node, position) => {
    if (foldedPart(state.doc, position) !== null) positions.push(position);
    return !node.isTextblock;
  });
  if (positions.length === 0) return false;
  dispatch?.(withFolds(state, positions));
  return true;
};

export const unfoldAll: Command = (state, dispatch) => {
  if (foldsOf(state).length === 0) return false;
  dispatch?.(withFolds(state, []));
  return true;
};

export function foldsOf(state: EditorState): readonly number[] {
  return key.getState(state)?.positions ?? [];
}

/** Folds what stands at this position, or unfolds it. */
export function withFold(state: EditorState, position: number): Transaction {
  const folds = foldsOf(state);
  return withFolds(state, folds.includes(position) ? folds.filter((each) => each !== position) : [...folds, position]);
}

/** These folds and no others; a caret that would be hidden goes before the fold. */
export function withFolds(state: EditorState, positions: readonly number[]): Transaction {
  const tr = state.tr.setMeta(key, positions);
  const { head } = state.selection;
  for (const position of [...positions].sort((a, b) => a - b)) {
    const hidden = foldedPart(state.doc, position);
    if (hidden !== null && head >= hidden.from && head < hidden.to) return tr.setSelection(Selection.near(state.doc.resolve(hidden.from), -1));
  }
  return tr;
}

/** Shows what stands at a position: unfolds all that hides it. Null where nothing does. */
export function revealed(state: EditorState, position: number): Transaction | null {
  const folds = foldsOf(state);
  const kept = folds.filter((each) => !hides(state.doc, each, position));
  return kept.length === folds.length ? null : state.tr.setMeta(key, kept);
}

function hides(doc: Node, fold: number, position: number): boolean {
  const hidden = foldedPart(doc, fold);
  return hidden !== null && position >= hidden.from && position < hidden.to;
}

export interface FoldingOptions {
  readonly label: string;
  readonly onChange: (state: EditorState) => void;
}

export function foldingPlugin(options: FoldingOptions): Plugin<Folds> {
  return new Plugin<Folds>({
    key,
    state: {
      init: () => ({ positions: [], decorations: DecorationSet.empty }),
      apply(tr, folds) {
        const set: unknown = tr.getMeta(key);
        if (set !== undefined) return foldsAt(tr.doc, set as readonly number[], options.label); // Only this file sets this key.
        if (!tr.docChanged || folds.positions.length === 0) return folds;
        const positions = folds.positions.flatMap((position) => {
          const mapped = tr.mapping.mapResult(position, 1);
          return mapped.deletedAfter || foldedPart(tr.doc, mapped.pos) === null ? [] : [mapped.pos];
        });
        return foldsAt(tr.doc, positions, options.label);
      },
    },
    // Writing goes on where it can be seen.
    appendTransaction: (_transactions, _before, state) => (foldsOf(state).length === 0 ? null : revealed(state, state.selection.head)),
    props: {
      decorations: (state) => key.getState(state)?.decorations ?? null,
    },
    view: () => ({
      update(view, before) {
        if (foldsOf(before) !== foldsOf(view.state)) options.onChange(view.state);
      },
    }),
  });
}

function foldsAt(doc: Node, positions: readonly number[], label: string): Folds {
  const decorations: Decoration[] = [];
  for (const position of positions) {
    const node = doc.nodeAt(position);
    const hidden = foldedPart(doc, position);
    if (node === null || hidden === null) continue;
    decorations.push(Decoration.node(position, position + node.nodeSize, { 'data-folded': 'true' }));
    const line = node.type.name === 'heading' ? position + node.nodeSize - 1 : position + 1 + (node.firstChild?.nodeSize ?? 1) - 1;
    decorations.push(
      Decoration.widget(
        line,
        (view, getPosition) => {
          const button = document.createElement('button');
          button.type = 'button';
          button.className = 'fold-mark';
          button.contentEditable = 'false';
          button.textContent = '…';
          button.setAttribute('aria-label', label);
          button.addEventListener('mousedown', (event) => event.preventDefault());
          button.addEventListener('click', () => {
            const at = getPosition();
            const fold = at === undefined ? undefined : foldAround(view.state, at);
            if (fold !== undefined) view.dispatch(withFold(view.state, fold));
          });
          return button;
        },
        { side: 1, key: `fold ${position}`, ignoreSelection: true, stopEvent: () => true },
      ),
    );
    if (node.type.name === 'listItem') continue;
    let from = hidden.from;
    const $from = doc.resolve(from);
    for (let index = $from.index(); from < hidden.to; index += 1) {
      const size = $from.parent.child(index).nodeSize;
      decorations.push(Decoration.node(from, from + size, { 'data-folded-away': 'true' }));
      from += size;
    }
  }
  return { positions, decorations: DecorationSet.create(doc, decorations) };
}

/** The folded heading or item whose first line has this position. */
function foldAround(state: EditorState, at: number): number | undefined {
  const $at = state.doc.resolve(at);
  const folds = new Set(foldsOf(state));
  for (let depth = $at.depth; depth > 0; depth -= 1) if (folds.has($at.before(depth))) return $at.before(depth);
  return undefined;
}

/**
 * Names of the folds that outlive a visit to the note: the text of the folded line, and which of
 * the lines with that text it is.
 */
export function foldNames(state: EditorState): readonly string[] {
  const folds = new Set(foldsOf(state));
  return foldables(state.doc).filter(({ position }) => folds.has(position)).map(({ name }) => name);
}

export function foldsNamed(state: EditorState, names: readonly string[]): readonly number[] {
  const wanted = new Set(names);
  return foldables(state.doc).filter(({ name }) => wanted.has(name)).map(({ position }) => position);
}

function foldables(doc: Node): readonly { readonly position: number; readonly name: string }[] {
  const counts = new Map<string, number>();
  const found: { position: number; name: string }[] = [];
  doc.descendants((node, position) => {
    if (foldedPart(doc, position) !== null) {
      const line = node.type.name === 'heading' ? `${'#'.repeat(Number(node.attrs['level']))} ${node.textContent}` : `- ${node.firstChild?.textContent ?? ''}`;
      const count = (counts.get(line) ?? 0) + 1;
      counts.set(line, count);
      found.push({ position, name: count === 1 ? line.slice(0, 200) : `${line.slice(0, 200)}\n${count}` });
    }
    return !node.isTextblock;
  });
  return found;
}
