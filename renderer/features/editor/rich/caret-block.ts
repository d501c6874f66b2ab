/**
 * Marks the text block that holds the caret, so that what is quiet otherwise (source behind a
 * preview, block ids, tags of HTML) shows while a person is there; and lets the caret in by arrows
 * where the browser would pass over hidden source.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, Selection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

/** What a node view reads from its decorations: the caret is somewhere in it. */
const caretInside = { caretInside: true } as const;

export function caretBlockPlugin(): Plugin {
  return new Plugin({
    props: {
      decorations: (state) => markCaret(state),
      handleKeyDown(view, event) {
        if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
        switch (event.key) {
          case 'ArrowDown':
            return enterSource(view, 1, 'down');
          case 'ArrowRight':
            return enterSource(view, 1, 'forward');
          case 'ArrowUp':
            return enterSource(view, -1, 'up');
          case 'ArrowLeft':
            return enterSource(view, -1, 'backward');
          default:
            return false;
        }
      },
    },
  });
}

export function holdsCaret(decorations: readonly Decoration[]): boolean {
  // ProseMirror types what was given with a decoration as `any`.
  return decorations.some(({ spec }) => (spec as { readonly caretInside?: unknown }).caretInside === true);
}

function markCaret(state: EditorState): DecorationSet {
  const { $from, $to } = state.selection;
  const decorations: Decoration[] = [];
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (!node.isTextblock && node.type.name !== 'callout') continue;
    // A callout's title is in sight when it is folded.
    if (node.type.name === 'callout' && $from.index(depth) === 0 && $to.before(Math.min(depth + 1, $to.depth)) === $from.before(depth + 1)) continue;
    const start = $from.before(depth);
    decorations.push(Decoration.node(start, start + node.nodeSize, node.isTextblock ? { class: 'has-caret' } : {}, caretInside));
  }
  return DecorationSet.create(state.doc, decorations);
}

/** Whether the block's source is hidden behind a preview while the caret is elsewhere. */
export function isPreviewed(node: Node): boolean {
  switch (node.type.name) {
    case 'mathBlock':
      return node.textContent.trim() !== '';
    case 'codeBlock':
      return isDiagram(node);
    case 'rawBlock':
      return isHtml(node.textContent);
    default:
      return false;
  }
}

export function isDiagram(node: Node): boolean {
  const { language } = node.attrs;
  return node.type.name === 'codeBlock' && typeof language === 'string' && language.toLowerCase() === 'mermaid' && node.textContent.trim() !== '';
}

/** HTML that says something: no comment, declaration or instruction alone. */
export function isHtml(source: string): boolean {
  return /^\s*<[a-z]/iu.test(source);
}

function enterSource(view: EditorView, direction: -1 | 1, edge: 'up' | 'down' | 'forward' | 'backward'): boolean {
  const { selection, doc } = view.state;
  if (!selection.empty || !selection.$head.parent.isTextblock || !view.endOfTextblock(edge)) return false;
  const { $head } = selection;
  const next = Selection.findFrom(doc.resolve(direction > 0 ? $head.after() : $head.before()), direction, true);
  if (next === null || !isPreviewed(next.$head.parent)) return false;
  view.dispatch(view.state.tr.setSelection(next).scrollIntoView());
  return true;
}
