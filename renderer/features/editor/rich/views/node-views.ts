/** Which nodes are drawn by a view of their own; all are plain DOM, none stands in the way of typing. */
import { Plugin } from '@tiptap/pm/state';
import type { EditorContext } from '../editor-context.ts';
import { linkView } from './link-view.ts';
import { listItemView } from './list-item-view.ts';
import { mathView } from './math-view.ts';
import { pictureView } from './picture-view.ts';
import { sourceChipView } from './source-chip-view.ts';
import { frontmatterView } from './frontmatter-view.ts';
import { tableView } from './table-view.ts';

export function nodeViews(context: EditorContext): Plugin {
  return new Plugin({
    props: {
      nodeViews: {
        wikilink: (node) => linkView(node, context),
        image: (node) => pictureView(node, context),
        embed: (node) => pictureView(node, context),
        listItem: (node, view, getPosition) => listItemView(node, view, getPosition, context),
        mathInline: (node) => mathView(node),
        footnoteRef: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
        inlineFootnote: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
        comment: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
        rawInline: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
        frontmatter: (node) => frontmatterView(node, context),
        table: () => tableView(),
      },
    },
  });
}
