/**
 * The handle beside the block under the pointer: dragged it moves the block, pressed it opens the
 * block's menu. Keys do the same: Alt with arrows moves, a shortcut opens the menu at the caret.
 */
import type { EditorView } from '@tiptap/pm/view';
import { NodeSelection, TextSelection, type Command } from '@tiptap/pm/state';
import { ChevronDown, ChevronRight, GripVertical } from 'lucide-react';
import { useEffect, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../../api/commands.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { AnchoredMenu, type MenuItem } from '../../../ui/menu.tsx';
import { deleteBlocks, duplicateBlocks } from '../rich/block-commands.ts';
import { foldedPart, foldsOf, withFold } from '../rich/folding.ts';
import { moveBlock } from '../rich/list-commands.ts';
import type { RichEditor } from '../rich/rich-editor.ts';
import { blockKinds, turnInto } from '../rich/turn-into.ts';
import { blockAtHeight, type HandledBlock } from './hovered-block.ts';

export interface BlockHandleProps {
  readonly rich: RichEditor;
  /** The block whose menu is open. */
  readonly menu: HandledBlock | null;
  readonly onMenu: (block: HandledBlock | null) => void;
  readonly copyLink: (position: number) => void;
}

const handleWidthPx = 24;

export function BlockHandle({ rich, menu, onMenu, copyLink }: BlockHandleProps) {
  const { t } = useTranslation('editor');
  const keysOf = useCommandKeys();
  const { view } = rich.editor;
  const [block, setBlock] = useState<HandledBlock | null>(null);

  useEffect(() => {
    const scroller = view.dom.closest('.note-scroller');
    if (scroller === null) return undefined;
    const onMove = (event: Event): void => {
      if (!(event instanceof MouseEvent) || event.buttons > 0 || !view.editable) return;
      if (event.target instanceof Element && event.target.closest('.block-handle') !== null) return;
      setBlock(blockAtHeight(view, event.clientX, event.clientY));
    };
    const hide = (): void => setBlock(null);
    scroller.addEventListener('mousemove', onMove);
    scroller.addEventListener('mouseleave', hide);
    scroller.addEventListener('scroll', hide);
    view.dom.addEventListener('keydown', hide);
    return () => {
      scroller.removeEventListener('mousemove', onMove);
      scroller.removeEventListener('mouseleave', hide);
      scroller.removeEventListener('scroll', hide);
      view.dom.removeEventListener('keydown', hide);
    };
  }, [view]);

  const run = (position: number, command: Command): void => {
    const { tr, doc } = view.state;
    const inside = TextSelection.near(doc.resolve(position + 1));
    const { $from, $to } = view.state.selection;
    // A selection within the block stays as it is.
    const end = position + (doc.nodeAt(position)?.nodeSize ?? 0);
    if ($from.pos <= position || $to.pos >= end) view.dispatch(tr.setSelection(inside));
    command(view.state, (next) => view.dispatch(next), view);
    view.focus();
  };
  const fold = (position: number): void => view.dispatch(withFold(view.state, position));

  const items = (position: number): readonly MenuItem[] => {
    const isFolded = foldsOf(view.state).includes(position);
    return [
      ...blockKinds.map((kind): MenuItem => ({ id: kind, label: t(`block.${kind}`), run: () => run(position, turnInto(kind)) })),
      { kind: 'separator', id: 'kinds' },
      ...(foldedPart(view.state.doc, position) === null ? [] : [{ id: 'fold', label: t(isFolded ? 'handle.unfold' : 'handle.fold'), run: () => fold(position) }]),
      { id: 'up', label: t('handle.moveUp'), keys: keysOf('block.moveUp'), run: () => run(position, moveBlock(-1)) },
      { id: 'down', label: t('handle.moveDown'), keys: keysOf('block.moveDown'), run: () => run(position, moveBlock(1)) },
      { id: 'link', label: t('handle.copyLink'), run: () => copyLink(position) },
      { id: 'duplicate', label: t('handle.duplicate'), keys: keysOf('block.duplicate'), run: () => run(position, duplicateBlocks) },
      { id: 'delete', label: t('handle.delete'), keys: keysOf('block.delete'), danger: true, run: () => run(position, deleteBlocks) },
    ];
  };

  const shown = menu ?? block;
  if (shown === null) return null;
  const node = view.state.doc.nodeAt(shown.position);
  if (node === null) return null;
  const canFold = foldedPart(view.state.doc, shown.position) !== null;
  const isFolded = foldsOf(view.state).includes(shown.position);
  const edge = (view.dom.closest('.note-scroller')?.getBoundingClientRect().left ?? 0) + 2;
  const hasRoom = shown.left - edge >= handleWidthPx * 2;
  return (
    <>
      <div className="block-handle fixed z-10 flex" style={{ left: Math.max(edge, shown.left - handleWidthPx * (canFold && hasRoom ? 2 : 1) - 2), top: shown.top }}>
        <span draggable onDragStart={(event) => beginDrag(view, shown.position, event)} onDragEnd={() => endDrag(view)} className="flex cursor-grab">
          <IconButton label={t('handle.label')} keys={keysOf('block.menu')} size="small" side="top" tabIndex={-1} onClick={() => onMenu(shown)}>
            <GripVertical size={16} aria-hidden />
          </IconButton>
        </span>
        {canFold && hasRoom ? (
          <IconButton label={t(isFolded ? 'handle.unfold' : 'handle.fold')} keys={keysOf('fold.toggle')} size="small" side="top" tabIndex={-1} aria-expanded={!isFolded} onClick={() => fold(shown.position)}>
            {isFolded ? <ChevronRight size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
          </IconButton>
        ) : null}
      </div>
      {menu === null ? null : (
        <AnchoredMenu
          anchor={{ getBoundingClientRect: () => new DOMRect(menu.left - handleWidthPx, menu.top, handleWidthPx, handleWidthPx) }}
          label={t('handle.label')}
          items={items(menu.position)}
          onClose={() => {
            onMenu(null);
            setBlock(null);
            view.focus();
          }}
        />
      )}
    </>
  );
}

/** The block is dragged as the editor's own content: dropping it in the text moves it. */
function beginDrag(view: EditorView, position: number, event: DragEvent): void {
  const selection = NodeSelection.create(view.state.doc, position);
  view.dispatch(view.state.tr.setSelection(selection));
  const dom = view.nodeDOM(position);
  const slice = selection.content();
  const { dom: copy, text } = view.serializeForClipboard(slice);
  event.dataTransfer.clearData();
  event.dataTransfer.setData('text/html', copy.innerHTML);
  event.dataTransfer.setData('text/plain', text);
  event.dataTransfer.effectAllowed = 'copyMove';
  if (dom instanceof Element) event.dataTransfer.setDragImage(dom, 0, 0);
  view.dragging = { slice, move: true };
}

function endDrag(view: EditorView): void {
  view.dragging = null;
}
