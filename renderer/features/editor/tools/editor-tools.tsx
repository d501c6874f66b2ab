/** What stands around the text and not in it: the handle of blocks and the table's toolbar. */
import type { RichEditor } from '../rich/rich-editor.ts';
import { linkableBlock, newBlockId } from '../rich/block-link.ts';
import { BlockHandle } from './block-handle.tsx';
import type { HandledBlock } from './hovered-block.ts';
import { TableToolbar } from './table-toolbar.tsx';

export interface EditorToolsProps {
  readonly rich: RichEditor;
  readonly menu: HandledBlock | null;
  readonly onMenu: (block: HandledBlock | null) => void;
  /** Puts a link to this note on the clipboard; `fragment` is `#Heading` or `#^id`. */
  readonly copyLink: (fragment: string) => void;
}

export function EditorTools({ rich, menu, onMenu, copyLink }: EditorToolsProps) {
  const copyBlockLink = (position: number): void => {
    const { view } = rich.editor;
    const block = linkableBlock(view.state, position, newBlockId());
    if (block === null) return;
    if (block.transaction !== null) view.dispatch(block.transaction);
    copyLink(block.fragment);
  };
  return (
    <>
      <BlockHandle rich={rich} menu={menu} onMenu={onMenu} copyLink={copyBlockLink} />
      <TableToolbar rich={rich} />
    </>
  );
}
