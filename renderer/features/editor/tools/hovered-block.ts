/** Finds the block that a handle beside the text belongs to, and where that handle stands. */
import type { EditorView } from '@tiptap/pm/view';

export interface HandledBlock {
  /** Before the item, or the block of the note. */
  readonly position: number;
  readonly left: number;
  readonly top: number;
}

const handleHeightPx = 24;
/** Room for a list's marker, in the font size of the text. */
const markerEm = 1.6;

/** The block at this height of the window: the innermost item, else the block of the note. */
export function blockAtHeight(view: EditorView, x: number, y: number): HandledBlock | null {
  const box = view.dom.getBoundingClientRect();
  if (y < box.top || y > box.bottom) return null;
  const found = view.posAtCoords({ left: Math.min(Math.max(x, box.left + 4), box.right - 4), top: y });
  return found === null ? null : handledBlock(view, found.inside >= 0 ? found.inside + 1 : found.pos);
}

export function handledBlock(view: EditorView, at: number): HandledBlock | null {
  const $at = view.state.doc.resolve(Math.min(at, view.state.doc.content.size));
  let position: number | null = $at.depth === 0 ? ($at.nodeBefore === null ? null : $at.pos - $at.nodeBefore.nodeSize) : $at.before(1);
  for (let depth = $at.depth; depth > 1; depth -= 1) {
    if ($at.node(depth).type.name !== 'listItem') continue;
    position = $at.before(depth);
    break;
  }
  if (position === null) return null;
  const node = view.state.doc.nodeAt(position);
  const dom = view.nodeDOM(position);
  if (node === null || node.type.name === 'frontmatter' || !(dom instanceof HTMLElement)) return null;
  const box = dom.getBoundingClientRect();
  const style = getComputedStyle(dom);
  const lineHeight = Number.parseFloat(style.lineHeight) || box.height;
  const marker = node.type.name === 'listItem' ? Number.parseFloat(style.fontSize) * markerEm : 0;
  return { position, left: box.left - marker, top: box.top + Number.parseFloat(style.paddingTop) + (Math.min(lineHeight, box.height) - handleHeightPx) / 2 };
}
