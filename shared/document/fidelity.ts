/**
 * Checks that a note survives the editor: what `verso doctor --fidelity` runs over a vault.
 *
 * The note is loaded, its document is copied so that nothing of the loaded one is left, changed
 * in ways that the editor's own plug-ins change documents, and saved. Not one byte may differ.
 */
import { Node, type Schema } from '@tiptap/pm/model';
import { loadMarkdown, type LoadedNote } from './load-markdown.ts';
import { saveMarkdown } from './save-markdown.ts';
import { createDocumentSchema } from './schema.ts';

export interface FidelityReport {
  /** True where saving without an edit gives the very same text. */
  readonly identical: boolean;
  /** Where the saved text first differs, in UTF-16 units and as a 1-based line; absent if identical. */
  readonly difference?: { readonly offset: number; readonly line: number };
  /** Number of top-level blocks, and how many of them only show their source. */
  readonly blocks: number;
  readonly rawBlocks: number;
}

/** @param schema made once by the caller where many notes are checked */
export function checkFidelity(text: string, schema: Schema = createDocumentSchema()): FidelityReport {
  return checkLoaded(loadMarkdown(text, schema), text);
}

/** The same of a note that is loaded already. */
export function checkLoaded(loaded: LoadedNote, text: string): FidelityReport {
  const { schema } = loaded.doc.type;
  loaded.doc.check();
  const copy = Node.fromJSON(schema, loaded.doc.toJSON());
  const saved = saveMarkdown(loaded, withTrailingParagraph(copy, schema));
  const rawBlocks = loaded.blocks.filter((block) => block.type === 'rawBlock').length;
  const counts = { blocks: loaded.blocks.length, rawBlocks };
  if (saved.text === text) return { identical: true, ...counts };
  const offset = firstDifference(saved.text, text);
  return { identical: false, difference: { offset, line: text.slice(0, offset).split('\n').length }, ...counts };
}

/** Editors keep an empty paragraph at the end to type in; it must never reach the file. */
function withTrailingParagraph(doc: Node, schema: Schema): Node {
  const paragraph = schema.nodes['paragraph']?.create();
  return paragraph === undefined ? doc : doc.copy(doc.content.addToEnd(paragraph));
}

function firstDifference(left: string, right: string): number {
  let offset = 0;
  while (offset < left.length && left.charCodeAt(offset) === right.charCodeAt(offset)) offset += 1;
  return offset;
}
