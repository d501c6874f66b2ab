/**
 * Makes the editor's document from a note, and remembers how the note was written.
 *
 * What belongs to the source and not to the document (places, markers, fences) is kept beside
 * it, in the base: attributes would leak into the clipboard and into what plug-ins rewrite.
 */
import type { Node, Schema } from '@tiptap/pm/model';
import { opaqueBlock } from '#shared/markdown/tree/opaque.ts';
import { parseInParts } from '#shared/markdown/tree/parse.ts';
import type { Definition, SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import { Canonicalizer } from './canonical.ts';
import { documentWith, nodeOf } from './source-document.ts';

/** A loaded note: the document, and everything that a save needs to patch its source. */
export interface LoadedNote {
  readonly doc: Node;
  /** The source without BOM; offsets of `blocks` count in it. */
  readonly text: string;
  readonly bom: boolean;
  /** Parallel to `doc`: `blocks[i]` is the source of `doc.child(i)`. Empty for an empty note. */
  readonly blocks: readonly SourceBlock[];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlySet<string>;
  /** The line ending that most lines have; what new lines get. */
  readonly lineEnding: '\n' | '\r\n';
  /** Forms of the loaded nodes and of all that share with them, kept from save to save. */
  readonly canonical: Canonicalizer;
}

/** Containers within each other beyond this are shown as source: no screen is that wide. */
const MAX_DEPTH = 40;

/**
 * Loads a note into a document of `schema`, which must have the nodes and marks of `nodeSpecs`
 * and `markSpecs` (extra ones do not matter). Every text loads.
 */
export function loadMarkdown(text: string, schema: Schema): LoadedNote {
  const loading = loadInParts(text, schema, {});
  let step = loading.next();
  while (step.done !== true) step = loading.next();
  return step.value;
}

/** The next blocks of a note, at its top level. */
export interface LoadedPart {
  readonly nodes: readonly Node[];
  /** Parallel to `nodes`. */
  readonly blocks: readonly SourceBlock[];
}

/**
 * Loads a note part by part, so that its beginning can be shown while the rest is read: yields the
 * next nodes, ends with the whole note. Its document holds the very nodes that were yielded, but
 * for those that a definition further down has changed since.
 * @param options.partLength how much is parsed at a time, at least
 */
export function* loadInParts(text: string, schema: Schema, options: { readonly partLength?: number }): Generator<LoadedPart, LoadedNote> {
  const bom = text.startsWith('\ufeff');
  const source = bom ? text.slice(1) : text;
  const shown = (block: SourceBlock): SourceBlock => (depthOf(block) > MAX_DEPTH ? opaqueBlock(block, source) : block);
  const blocks: SourceBlock[] = [];
  const nodes: Node[] = [];
  const parsing = parseInParts(source, options.partLength === undefined ? {} : { chunkLength: options.partLength });
  let step = parsing.next();
  for (; step.done !== true; step = parsing.next()) {
    const part = step.value.map(shown);
    const made = part.map((block) => nodeOf(block, schema));
    blocks.push(...part);
    nodes.push(...made);
    yield { nodes: made, blocks: part };
  }
  const { tree, stillTrue } = step.value;
  const whole = stillTrue === null ? tree.blocks.map(shown) : blocks;
  const children = whole.map((block, index) => {
    const known = nodes[index];
    if (known !== undefined && stillTrue?.[index] === true) return known;
    const made = nodeOf(block, schema);
    return known !== undefined && known.eq(made) ? known : made;
  });
  return {
    doc: documentWith(children, schema),
    text: source,
    bom,
    blocks: whole,
    definitions: tree.definitions,
    footnotes: tree.footnotes,
    lineEnding: dominantLineEnding(source),
    canonical: new Canonicalizer(schema, tree),
  };
}

function depthOf(block: SourceBlock): number {
  let depth = 0;
  let level: readonly SourceBlock[] = [block];
  while (level.length > 0) {
    depth += 1;
    level = level.flatMap((each) => each.children);
  }
  return depth;
}

function dominantLineEnding(text: string): '\n' | '\r\n' {
  let crlf = 0;
  let lf = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 13) crlf += 1;
    else lf += 1;
  }
  return crlf > lf ? '\r\n' : '\n';
}
