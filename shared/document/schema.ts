/**
 * The editor's document: every piece of syntax that the dialect honours, as a node or a mark.
 *
 * Specs are plain data, so that the editor can make its own extensions from them; names are
 * TipTap's where TipTap has one. What is not a node or mark here could break in a save without
 * the verifier seeing it.
 */
import { Schema, type MarkSpec, type NodeSpec } from '@tiptap/pm/model';
import { markSpecs } from './mark-specs.ts';
import { blockSpecs } from './block-specs.ts';
import { inlineSpecs } from './inline-specs.ts';

/** All nodes; `doc` and `text` included. The order is the order of parse rules. */
export const nodeSpecs: Readonly<Record<string, NodeSpec>> = { ...blockSpecs, ...inlineSpecs };

export { markSpecs };

/** A schema of exactly these specs. The editor may use its own, with the same names. */
export function createDocumentSchema(): Schema {
  const nodes: Record<string, NodeSpec> = { ...nodeSpecs };
  const marks: Record<string, MarkSpec> = { ...markSpecs };
  return new Schema({ nodes, marks, topNode: 'doc' });
}
