/** Puts a new block where the caret is: in the place of an empty paragraph, else below. */
import { Fragment, type Node, type Schema } from '@tiptap/pm/model';
import { TextSelection, type Command } from '@tiptap/pm/state';

/** Replaces the paragraph with the caret if it is empty, else stands behind it; `caret` counts from the block's start. */
function insertBlock(make: (schema: Schema) => Node | null, caret: number): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const block = make(state.schema);
    if (block === null || $from.depth === 0) return false;
    const isEmpty = $from.parent.content.size === 0;
    const start = isEmpty ? $from.before() : $from.after();
    const index = $from.index(-1) + (isEmpty ? 0 : 1);
    if (!$from.node(-1).canReplaceWith(index, $from.index(-1) + 1, block.type)) return false;
    const tr = state.tr.replaceWith(start, $from.after(), block);
    tr.setSelection(TextSelection.near(tr.doc.resolve(start + caret)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

export function insertCallout(kind: string): Command {
  return insertBlock((schema) => {
    const { callout, calloutTitle, paragraph } = schema.nodes;
    if (!callout || !calloutTitle || !paragraph) return null;
    return callout.create({ kind }, Fragment.from([calloutTitle.create(), paragraph.create()]));
  }, 2);
}

export const insertDivider: Command = (state, dispatch) => {
  const { horizontalRule, paragraph } = state.schema.nodes;
  const { $from } = state.selection;
  if (!horizontalRule || !paragraph || $from.parent.type !== paragraph) return false;
  const isEmpty = $from.parent.content.size === 0;
  const start = isEmpty ? $from.before() : $from.after();
  const tr = state.tr.replaceWith(start, $from.after(), [horizontalRule.create(), paragraph.create()]);
  tr.setSelection(TextSelection.create(tr.doc, start + 2));
  dispatch?.(tr.scrollIntoView());
  return true;
};
