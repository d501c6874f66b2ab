/** Which nodes are drawn by a view of their own; all are plain DOM, none stands in the way of typing. */
import type { Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import type { PaneMaker } from '../../embed/note-embed.ts';
import { notePane } from '../../embed/note-pane.ts';
import { codeHighlightPlugin } from '../code-highlight.ts';
import type { EditorContext } from '../editor-context.ts';
import { viewsWhereNear } from '../far/far-views.ts';
import { footnoteCard } from '../footnote-card.ts';
import { footnotesPlugin } from '../footnotes.ts';
import { readingKeys } from '../reading-keys.ts';
import { quietSyntaxPlugin } from '../quiet-syntax.ts';
import { linkClicks } from '../link-clicks.ts';
import { calloutView } from './callout-view.ts';
import { embedView } from './embed-view.ts';
import { footnoteView } from './footnote-view.ts';
import { frontmatterView } from './frontmatter-view.ts';
import { linkView } from './link-view.ts';
import { listItemView } from './list-item-view.ts';
import { mathView } from './math-view.ts';
import { sourceChipView } from './source-chip-view.ts';
import { sourceBlockView } from './source-block-view.ts';
import { tableView } from './table-view.ts';

export function nodeViews(context: EditorContext): Plugin {
  return new Plugin({ props: { nodeViews: { ...viewsByType(context) } } });
}

/** The same for a long note, of which only the blocks that are near are drawn. */
export function nearNodeViews(context: EditorContext, schema: Schema): Plugin {
  return new Plugin({ props: { nodeViews: viewsWhereNear(viewsByType(context), schema) } });
}

function viewsByType(context: EditorContext): Readonly<Record<string, NodeViewConstructor>> {
  return {
    wikilink: (node) => linkView(node, context),
    image: (node, view, getPosition) => embedView(node, view, getPosition, context, readingPane),
    embed: (node, view, getPosition) => embedView(node, view, getPosition, context, readingPane),
    listItem: (node, view, getPosition) => listItemView(node, view, getPosition, context),
    mathInline: (node) => mathView(node),
    footnoteRef: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
    inlineFootnote: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
    comment: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
    rawInline: (node, _view, _getPosition, decorations) => sourceChipView(node, decorations, context),
    callout: (node, view, getPosition, decorations) => calloutView(node, view, getPosition, decorations, context),
    footnoteDefinition: (node, view) => footnoteView(node, view, context),
    codeBlock: (node, view, getPosition) => sourceBlockView(node, view, getPosition, context),
    mathBlock: (node, view, getPosition) => sourceBlockView(node, view, getPosition, context),
    rawBlock: (node, view, getPosition) => sourceBlockView(node, view, getPosition, context),
    frontmatter: (node, view, getPosition) => frontmatterView(node, view, getPosition, context),
    table: () => tableView(),
  };
}

/** A document of another note, drawn as in the editor. */
export const readingPane: PaneMaker = (doc, context) =>
  notePane(doc, [nodeViews(context), linkClicks(context), footnotesPlugin(), footnoteCard(context), quietSyntaxPlugin(), codeHighlightPlugin(), readingKeys()]);
