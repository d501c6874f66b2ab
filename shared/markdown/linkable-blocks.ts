/** The blocks of a note that a link can name, and the note with a name written to one of them. */
import { scanNote } from './outline.ts';
import { parseMarkdown } from './tree/parse.ts';
import type { SourceBlock } from './tree/source-tree.ts';

export interface LinkableBlock {
  /** As a reader sees it, on one line. */
  readonly text: string;
  /** The id that it has, without `^`. */
  readonly id: string | null;
  /** Offset in the text behind which an id is written. */
  readonly end: number;
  /** Whether the id stands on a line of its own. */
  readonly ownLine: boolean;
  /** From 1. */
  readonly line: number;
}

const trailingId = /(?:^|[ \t\n])\^([A-Za-z0-9-]+)$/u;
const aloneId = /^\^([A-Za-z0-9-]+)$/u;

/** Paragraphs, items, and whole quotes, callouts, tables, code and formulas; headings have their own names. */
export function linkableBlocks(text: string): readonly LinkableBlock[] {
  const bom = text.startsWith('\ufeff') ? 1 : 0;
  const source = text.slice(bom);
  const blocks = parseMarkdown(source).blocks;
  const found: LinkableBlock[] = [];
  const lineOf = lineCounter(source);
  const add = (block: SourceBlock, shown: string, id: string | null, end: number, ownLine: boolean): void => {
    const line = oneLine(shown);
    if (line !== '') found.push({ text: line, id, end: end + bom, ownLine, line: lineOf(block.start) });
  };
  const addLine = (block: SourceBlock, line: SourceBlock | undefined): void => {
    if (line?.type !== 'paragraph' || line.inline === null || aloneId.test(plainText(line))) return;
    const shown = plainText(line);
    add(block, shown.replace(trailingId, ''), trailingId.exec(shown)?.[1] ?? null, line.inline.end, false);
  };
  const addItems = (list: SourceBlock): void => {
    for (const item of list.children) {
      addLine(item, item.children[0]);
      for (const child of item.children) if (isList(child)) addItems(child);
    }
  };
  for (const [index, block] of blocks.entries()) {
    if (block.type === 'paragraph') addLine(block, block);
    else if (isList(block)) addItems(block);
    else if (['blockquote', 'callout', 'table', 'codeBlock', 'mathBlock'].includes(block.type)) {
      const next = blocks[index + 1];
      const id = next?.type === 'paragraph' ? (aloneId.exec(plainText(next))?.[1] ?? null) : null;
      add(block, allText(block), id, block.end, true);
    }
  }
  return found;
}

/** The note with `id` written to the block; null where that would not name it. */
export function withBlockId(text: string, block: LinkableBlock, id: string): string | null {
  const lineEnd = /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';
  const rest = text.slice(block.end);
  const gap = /^[ \t]*(?:\r\n|\n|\r|$)[ \t]*(?:\r\n|\n|\r|$)/u.test(rest) ? '' : lineEnd;
  const written = block.ownLine ? `${lineEnd}${lineEnd}^${id}${gap}` : ` ^${id}`;
  const next = text.slice(0, block.end) + written + rest;
  return scanNote(next).blockIds.some((each) => each.id === id) ? next : null;
}

function isList(block: SourceBlock): boolean {
  return block.type === 'bulletList' || block.type === 'orderedList';
}

function plainText(block: SourceBlock): string {
  const { inline } = block;
  if (inline === null) return '';
  let text = '';
  for (let index = 0; index < inline.text.length; index += 1) {
    const atom = inline.atoms.get(index);
    if (atom === undefined) text += inline.text[index] ?? '';
    else if (atom.type === 'softBreak' || atom.type === 'hardBreak') text += '\n';
    else text += String(atom.attrs['alias'] ?? atom.attrs['target'] ?? atom.attrs['tex'] ?? atom.attrs['alt'] ?? '');
  }
  return text;
}

function allText(block: SourceBlock): string {
  return block.children.length === 0 ? plainText(block) : block.children.map((child) => allText(child)).join(' ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function lineCounter(source: string): (offset: number) => number {
  let [at, line] = [0, 1];
  return (offset) => {
    for (; at < offset; at += 1) if (source[at] === '\n' || (source[at] === '\r' && source[at + 1] !== '\n')) line += 1;
    return line;
  };
}
