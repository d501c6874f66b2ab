/** Where a template goes in the rich editor: into the line it stands in, or between two blocks of the note. */
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { loadMarkdown, type LoadedNote } from '#shared/document/load-markdown.ts';
import { templateBody, type TemplatePlace, type TemplateText } from '#shared/markdown/insert-template.ts';
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';
import { documentPosition } from './source-positions.ts';

/** Puts a template of one paragraph where the caret is; null where it has more than that, or the caret cannot take it. */
export function insertInLine(state: EditorState, template: TemplateText): Transaction | null {
  const { $from, from, to } = state.selection;
  if (!(state.selection instanceof TextSelection) || findFrontmatter(template.text) !== null) return null;
  const body = templateBody(template);
  const lead = body.text.length - body.text.trimStart().length;
  const loaded = loadMarkdown(body.text.trim(), state.schema);
  const paragraph = loaded.doc.childCount === 1 ? loaded.doc.child(0) : null;
  const parent = $from.parent;
  if (paragraph?.type.name !== 'paragraph' || !parent.isTextblock || parent.type.spec.code === true) return null;
  if (!parent.type.validContent(paragraph.content)) return null;
  const tr = state.tr.replaceWith(from, to, paragraph.content);
  const inside = body.caret === null ? paragraph.content.size : documentPosition(loaded, Math.max(0, body.caret - lead)) - 1;
  return tr.setSelection(TextSelection.create(tr.doc, from + Math.min(inside, paragraph.content.size))).scrollIntoView();
}

/**
 * The gap that a template of several blocks fills: the empty paragraph's, else the one behind the block
 * with the caret, or before it where the caret is at its very start. Offsets count in `note.text`.
 */
export function gapAtCaret(state: EditorState, note: LoadedNote): TemplatePlace {
  const { doc, selection } = state;
  const index = Math.min(selection.$head.index(0), doc.childCount - 1);
  let before = 0;
  for (let each = 0; each < index; each += 1) if (note.canonical.form(doc.child(each)) !== '') before += 1;
  const isEmpty = index < 0 || note.canonical.form(doc.child(index)) === '';
  const isAtStart = selection.empty && selection.$head.depth === 1 && selection.$head.parentOffset === 0;
  const above = isEmpty || isAtStart ? before - 1 : before;
  return { from: note.blocks[above]?.end ?? 0, to: note.blocks[above + 1]?.start ?? note.text.length, between: true };
}
