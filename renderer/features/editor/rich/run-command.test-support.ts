/** Runs an editor command over Markdown, without a page: what it does to the file is what counts. */
import { EditorState, TextSelection, type Command } from '@tiptap/pm/state';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';

const schema = createDocumentSchema();

/**
 * The state of a note with the caret at `‸`, or the text between two of them selected. The marks
 * are taken out before the note is loaded, so that it is as its file is.
 */
export function stateOf(marked: string) {
  const positions: number[] = [];
  loadMarkdown(marked, schema).doc.descendants((node, position) => {
    for (let at = (node.text ?? '').indexOf('‸'); at !== -1; at = (node.text ?? '').indexOf('‸', at + 1)) positions.push(position + at - positions.length);
  });
  const [anchor = 1, head = anchor] = positions;
  const note = loadMarkdown(marked.replaceAll('‸', ''), schema);
  const state = EditorState.create({ doc: note.doc });
  return { note, state: state.apply(state.tr.setSelection(TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head)))) };
}

/** The file after the commands, one after the other; throws where one does nothing. */
export function after(marked: string, ...commands: readonly Command[]): string {
  const { note, state } = stateOf(marked);
  let now = state;
  for (const command of commands) {
    if (!command(now, (tr) => (now = now.apply(tr)))) throw new Error('A command did not apply.');
  }
  const saved = saveMarkdown(note, now.doc);
  if (!saved.verified) throw new Error(`The save was not verified:\n${saved.text}`);
  return saved.text;
}

/** Types text at the selection. */
export function typed(text: string): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.insertText(text));
    return true;
  };
}
