/** The caret in a blank line between two blocks: Markdown has no paragraph there, so the editor shows one. */
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { LoadedNote } from '#shared/document/load-markdown.ts';

/**
 * Puts an empty paragraph and the caret where `offset` stands in a blank line of the note's own level;
 * false, with nothing changed, where it stands in a block. Saving knows nothing of empty paragraphs.
 */
export function standInBlankLine(tr: Transaction, note: LoadedNote, offset: number): boolean {
  if (note.blocks.length !== tr.doc.childCount) return false;
  const next = note.blocks.findIndex((block) => block.end >= offset);
  const index = next === -1 ? note.blocks.length : next;
  if (next !== -1 && (note.blocks[next]?.start ?? 0) <= offset) return false;
  // Right behind a block's last line is in the block.
  const before = note.text.slice(note.blocks[index - 1]?.end ?? 0, offset);
  if (index > 0 && !/\n[^\n]*\n|\r[^\n]/u.test(`${before}\n`)) return false;
  let position = 0;
  for (let child = 0; child < index; child += 1) position += tr.doc.child(child).nodeSize;
  const paragraph = tr.doc.type.schema.nodes['paragraph'];
  if (paragraph === undefined) return false;
  tr.insert(position, paragraph.create()).setMeta('addToHistory', false);
  tr.setSelection(TextSelection.create(tr.doc, position + 1));
  return true;
}
