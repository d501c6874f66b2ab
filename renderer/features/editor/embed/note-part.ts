/**
 * Cuts the part of a note that a link names: all of it, a heading with what stands below it, or
 * one block. The cut is made of the loaded document's own nodes; nothing is parsed again.
 */
import { Fragment, type Node } from '@tiptap/pm/model';
import type { LoadedNote } from '#shared/document/load-markdown.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import { scanNote, type NoteHeading } from '#shared/markdown/outline.ts';
import { headingSlug } from '#shared/markdown/slug.ts';
import { headingKey } from '#shared/markdown/wikilink.ts';

export interface PartPlace {
  /** Levels joined by `#`, as in a wikilink. */
  readonly heading?: string | undefined;
  readonly block?: string | undefined;
  /** From the block at this line on, from 1; only where neither heading nor block is named. */
  readonly line?: number | undefined;
}

export interface NotePart {
  /** A document of the same schema, without frontmatter. */
  readonly doc: Node;
  /** First line of the part, from 1. */
  readonly line: number;
  /** Whether blocks beyond the limit were left out. */
  readonly cut: boolean;
}

/** Null where the note has no such heading or block. `maximumBlocks` counts top-level blocks. */
export function notePart(note: LoadedNote, place: PartPlace, maximumBlocks: number): NotePart | null {
  const range = rangeOf(note, place);
  if (range === null) return null;
  const nodes = place.block === undefined ? topLevel(note, range) : oneBlock(note, range);
  const shown = nodes.filter((node) => node.type.name !== 'frontmatter');
  const content = shown.slice(0, maximumBlocks);
  const paragraph = note.doc.type.schema.nodes['paragraph'];
  if (content.length === 0 && paragraph !== undefined) content.push(paragraph.create());
  return { doc: note.doc.type.create(null, Fragment.fromArray(content)), line: lineAt(note.text, range.start), cut: shown.length > content.length };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeOf(note: LoadedNote, { heading, block, line = 1 }: PartPlace): Range | null {
  if (heading === undefined && block === undefined) return { start: offsetOfLine(note, line), end: note.text.length };
  const scan = scanNote(note.text);
  if (block !== undefined) {
    const wanted = block.toLowerCase();
    const found = scan.blockIds.find(({ id }) => id.toLowerCase() === wanted);
    return found === undefined ? null : { start: found.blockStart, end: found.blockEnd };
  }
  const path = (heading ?? '').split('#').filter((part) => part.trim() !== '');
  const at = headingIndex(scan.headings, path);
  const first = scan.headings[at];
  if (first === undefined) return null;
  const next = scan.headings.slice(at + 1).find(({ level }) => level <= first.level);
  return { start: first.start, end: next?.start ?? note.text.length };
}

/** Each next heading of the path is looked for below the one before, as the index does. */
function headingIndex(headings: readonly NoteHeading[], path: readonly string[]): number {
  let found = -1;
  for (const part of path) {
    const key = headingKey(part);
    const slug = part.trim().toLowerCase();
    found = headings.findIndex(({ text }, index) => index > found && (headingKey(text) === key || headingSlug(text) === slug));
    if (found === -1) return -1;
  }
  return found;
}

function topLevel(note: LoadedNote, { start, end }: Range): readonly Node[] {
  return note.doc.children.filter((_node, index) => {
    const block = note.blocks[index];
    // A heading inside a quote names the quote.
    return block === undefined ? start === 0 : block.start < end && block.end > start;
  });
}

/** The outermost block that the range is, or the item that begins with it; else the innermost around its start. */
function oneBlock(note: LoadedNote, range: Range): readonly Node[] {
  let innermost: Node | null = null;
  const find = (blocks: readonly SourceBlock[], parent: Node): Node | null => {
    for (const [index, block] of blocks.entries()) {
      if (block.start > range.start || block.end <= range.start || index >= parent.childCount) continue;
      const child = parent.child(index);
      const item = child.type.name === 'listItem';
      // An item is shown with the list that it stands in.
      if (block.start === range.start && (item || block.end <= range.end)) return item ? parent.copy(Fragment.from(child)) : standing(child);
      innermost = standing(child) ?? innermost;
      const inner = find(block.children, child);
      if (inner !== null) return inner;
    }
    return null;
  };
  const found = find(note.blocks, note.doc) ?? innermost;
  return found === null ? [] : [found];
}

/** What may stand at the top of a document by itself: not a row, a cell or a title. */
function standing(node: Node): Node | null {
  return node.type.isInGroup('block') ? node : null;
}

/** Where the top-level block that holds a line begins; a note's properties are passed over. */
function offsetOfLine(note: LoadedNote, line: number): number {
  let offset = 0;
  for (let at = 1; at < line; at += 1) {
    const end = note.text.indexOf('\n', offset);
    if (end === -1) break;
    offset = end + 1;
  }
  return note.blocks.findLast(({ start }) => start <= offset)?.start ?? 0;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
