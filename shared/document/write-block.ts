/**
 * Writes blocks as Markdown: the coarse end of a save, and what new blocks are made with.
 *
 * Blocks that the document still shares with the loaded note are copied from its source, so
 * that even rewriting a container leaves the children as they were.
 */
import type { Node } from '@tiptap/pm/model';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import { alignOf, childrenOf, codeInfo } from './canonical.ts';
import { unitsOf } from './inline-units.ts';
import { writeTextBlock, type EscapeMode, type InlineStyle } from './write-inline.ts';

export interface BlockStyle {
  readonly escape: EscapeMode;
  readonly italic: '*' | '_';
  /** Markers for new lists, as the note has them elsewhere. */
  readonly bullet: string;
  readonly delimiter: string;
  /** 0 for lists whose items all have the same number. */
  readonly numberStep: 0 | 1;
  /** Source lines of a node that is still as it was loaded, without its containers' prefixes. */
  readonly reuse: (node: Node) => readonly string[] | null;
  readonly hasDefinition: (label: string) => boolean;
  /** Rules as `***`, which cannot be read as frontmatter, an underline or a list. */
  readonly safeRules: boolean;
}

/** One block as lines, without line endings and without any container's prefix. */
export function writeBlock(node: Node, style: BlockStyle): string[] {
  const reused = style.reuse(node);
  if (reused !== null) return [...reused];
  switch (node.type.name) {
    case 'paragraph':
      return text(node, style, true);
    case 'heading': {
      const level = Math.min(6, Math.max(1, Number(node.attrs['level']) || 1));
      const content = text(node, style, false).join(' ');
      // A closing sequence of `#` would be dropped.
      const safe = style.escape === 'none' ? content : content.replace(/(^|[ \t])(#+)$/u, '$1\\$2');
      return [withoutTrailingSpace(`${'#'.repeat(level)} ${safe}`)];
    }
    case 'calloutTitle':
      return text(node, style, false);
    case 'codeBlock':
      return codeBlock(node);
    case 'mathBlock':
      return node.textContent.trim() === '' ? ['$$', '$$'] : ['$$', ...node.textContent.trim().split('\n'), '$$'];
    case 'frontmatter':
      return node.textContent === '' ? ['---', '---'] : ['---', ...node.textContent.split('\n'), '---'];
    case 'rawBlock':
      return node.textContent.trimEnd().split('\n');
    case 'horizontalRule':
      return [style.safeRules ? '***' : '---'];
    case 'bulletList':
    case 'orderedList':
      return list(node, style, null);
    case 'listItem':
      return listItem(node, style, style.bullet);
    case 'blockquote':
      return quoted(blocks(childrenOf(node), style));
    case 'callout':
      return callout(node, style);
    case 'footnoteDefinition':
      return footnote(node, style);
    case 'table':
      return table(node, style);
    case 'tableRow':
      return [tableRow(node, style)];
    default:
      return node.isTextblock ? text(node, style, true) : blocks(childrenOf(node), style);
  }
}

/** Neighbouring blocks as lines, a blank line between them. */
export function blocks(nodes: readonly Node[], style: BlockStyle): string[] {
  const lines: string[] = [];
  let previous: Node | null = null;
  let previousMarker: string | null = null;
  for (const node of nodes) {
    const isList = node.type.name === 'bulletList' || node.type.name === 'orderedList';
    let written: string[];
    if (isList && previous?.type === node.type && previousMarker !== null) {
      // Two lists that meet would be one: the other marker keeps them apart.
      previousMarker = otherMarker(previousMarker);
      written = list(node, style, previousMarker);
    } else {
      written = writeBlock(node, style);
      previousMarker = isList ? markerOf(written[0] ?? '') : null;
    }
    if (written.length === 0 || (written.length === 1 && written[0] === '')) continue;
    if (previous !== null) lines.push('');
    lines.push(...written);
    previous = node;
  }
  return lines;
}

function markerOf(line: string): string {
  return /^\s*(?:([-*+])|\d+([.)]))/u.exec(line)?.slice(1).find((marker) => marker !== undefined) ?? '-';
}

/** A marker with which a list is another one than its neighbour. */
export function otherMarker(marker: string): string {
  return marker === '.' ? ')' : marker === ')' ? '.' : marker === '-' ? '*' : '-';
}

/** How the text of a block of this style is written; `newline` is resolved later. */
export function inlineStyle(style: BlockStyle, atLineStart: boolean, inTable: boolean): InlineStyle {
  return { escape: style.escape, newline: '\n', inTable, atLineStart, italic: style.italic, hasDefinition: (label) => style.hasDefinition(normalizeLabel(label)) };
}

function text(node: Node, style: BlockStyle, atLineStart: boolean): string[] {
  return writeTextBlock(unitsOf(node), inlineStyle(style, atLineStart, false)).split('\n');
}

function codeBlock(node: Node): string[] {
  const content = node.textContent;
  const info = codeInfo(node);
  const mark = info.includes('`') ? '~' : '`';
  let length = 3;
  for (const run of content.match(mark === '`' ? /^[ \t]*`{3,}/gmu : /^[ \t]*~{3,}/gmu) ?? []) length = Math.max(length, run.trim().length + 1);
  const fence = mark.repeat(length);
  return [`${fence}${info}`, ...(content === '' ? [] : content.split('\n')), fence];
}

function list(node: Node, style: BlockStyle, marker: string | null): string[] {
  const isOrdered = node.type.name === 'orderedList';
  const used = marker ?? (isOrdered ? style.delimiter : style.bullet);
  const items = childrenOf(node);
  const isLoose = items.some((item) => needsBlankLines(item));
  const lines: string[] = [];
  let number = Number(node.attrs['start'] ?? 1);
  for (const item of items) {
    if (isLoose && lines.length > 0) lines.push('');
    lines.push(...listItem(item, style, isOrdered ? `${number}${used}` : used));
    number += style.numberStep;
  }
  return lines;
}

/** Items with more than a paragraph and lists under it need blank lines, and so does their list. */
function needsBlankLines(item: Node): boolean {
  const children = childrenOf(item).filter((child) => child.type.name !== 'paragraph' || child.content.size > 0);
  return children.some((child, index) => index > 0 && !isTightAfterText(child));
}

function isTightAfterText(node: Node): boolean {
  return node.type.name === 'bulletList' || node.type.name === 'orderedList';
}

/** One item with the given marker. */
export function listItem(item: Node, style: BlockStyle, marker: string): string[] {
  const all = childrenOf(item);
  const shown = all.filter((child) => child.type.name !== 'paragraph' || child.content.size > 0);
  // An empty first line could not be followed by a blank one.
  const children = shown.length > 0 ? shown : all.slice(0, 1);
  const checked: unknown = item.attrs['checked'];
  const task = typeof checked === 'string' && checked !== '' ? `[${checked}]` : '';
  const lines: string[] = [];
  let previous: Node | null = null;
  for (const child of children) {
    const written = writeBlock(child, { ...style, safeRules: true });
    // A marker alone under text would underline it, or be part of it.
    const needsGap = !isTightAfterText(child) || /^\s*(?:[-*+]|\d{1,9}[.)])$/u.test(written[0] ?? '');
    if (previous !== null && needsGap) lines.push('');
    lines.push(...written);
    previous = child;
  }
  const indent = ' '.repeat(marker.length + 1);
  const firstIsText = children[0]?.type.name === 'paragraph';
  if (task !== '') {
    if (firstIsText) lines[0] = withoutTrailingSpace(`${task} ${lines[0] ?? ''}`);
    // What is not a list would go on as the text of the task.
    else lines.unshift(task, ...(children[0] === undefined || isTightAfterText(children[0]) ? [] : ['']));
  }
  return lines.map((line, index) => (index === 0 ? withoutTrailingSpace(`${marker} ${line}`) : line === '' ? '' : indent + line));
}

/** Spaces and tabs only: other white space is text. */
function withoutTrailingSpace(line: string): string {
  return line.replace(/[ \t]+$/u, '');
}

function quoted(lines: readonly string[]): string[] {
  return lines.length === 0 ? ['>'] : lines.map((line) => (line === '' ? '>' : `> ${line}`));
}

/** What opens a callout: `[!kind]±`. */
export function calloutMarker(node: Node): string {
  return `[!${String(node.attrs['kind'])}]${String(node.attrs['fold'])}`;
}

function callout(node: Node, style: BlockStyle): string[] {
  const [title, ...rest] = childrenOf(node);
  const heading = withoutTrailingSpace(`${calloutMarker(node)} ${title === undefined ? '' : text(title, style, false).join(' ')}`);
  const body = blocks(rest, style);
  // A lone marker or a line of dashes would make the title a heading.
  const isUnderline = /^(?:[-*+]|\d{1,9}[.)]|=+|-+)\s*$/u.test(body[0] ?? '');
  return quoted(isUnderline ? [heading, '', ...body] : [heading, ...body]);
}

function footnote(node: Node, style: BlockStyle): string[] {
  const lines = blocks(childrenOf(node), style);
  return [withoutTrailingSpace(`[^${String(node.attrs['label'])}]: ${lines[0] ?? ''}`), ...lines.slice(1).map((line) => (line === '' ? '' : `    ${line}`))];
}

function table(node: Node, style: BlockStyle): string[] {
  const rows = childrenOf(node);
  const head = rows[0];
  if (head === undefined) return [];
  const columns = Math.max(1, head.childCount);
  const lines = rows.map((row) => tableRow(row, style));
  const delimiters = Array.from({ length: columns }, (_, index) => {
    const cell = index < head.childCount ? head.child(index) : null;
    const align = cell === null ? null : alignOf(cell);
    return align === 'left' ? ':--' : align === 'right' ? '--:' : align === 'center' ? ':-:' : '---';
  });
  lines.splice(1, 0, `| ${delimiters.join(' | ')} |`);
  return lines;
}

function tableRow(row: Node, style: BlockStyle): string {
  const cells = childrenOf(row).map((cell) => cellText(cell, style));
  return `| ${cells.length === 0 ? ' ' : cells.join(' | ')} |`;
}

/** The content of a cell, on one line. */
export function cellText(cell: Node, style: BlockStyle): string {
  const parts = childrenOf(cell).map((child) => writeTextBlock(unitsOf(child), inlineStyle(style, false, true)));
  return parts.join('<br>');
}

/**
 * The source lines of a block without the prefixes of the containers around it.
 * @param containers those containers, outermost first
 */
export function sourceLines(block: SourceBlock, containers: readonly SourceBlock[], source: string): string[] {
  const lines = source.slice(block.start, block.end).split(/\r\n|\n|\r/u);
  // The first line begins at the marker; the others still have the indent before theirs.
  const indent = block.children[0]?.type === 'listItem' ? (block.children[0].markup.indent ?? 0) : (block.markup.indent ?? 0);
  return lines.map((line, index) => (index === 0 ? line : stripColumns(stripPrefix(line, containers), indent)));
}

function stripPrefix(line: string, containers: readonly SourceBlock[]): string {
  let rest = line;
  for (const container of containers) {
    if (container.type === 'blockquote' || container.type === 'callout') {
      rest = rest.replace(/^ {0,3}>[ \t]?/u, '');
    } else if (container.type === 'listItem') {
      rest = stripColumns(rest, (container.markup.indent ?? 0) + (container.markup.width ?? 2));
    } else if (container.type === 'footnoteDefinition') {
      rest = stripColumns(rest, 4);
    }
  }
  return rest;
}

function stripColumns(line: string, columns: number): string {
  if (columns === 0) return line;
  let column = 0;
  let index = 0;
  while (index < line.length && column < columns) {
    const code = line.charCodeAt(index);
    if (code === 32) column += 1;
    else if (code === 9) column += 4 - (column % 4);
    else break;
    index += 1;
  }
  const rest = line.slice(index);
  const left = Math.max(0, column - columns);
  // Behind a tab that was cut the next ones would reach less far: they become spaces.
  return left === 0 ? rest : ' '.repeat(left) + rest.replace(/^\t+/u, (tabs) => ' '.repeat(4 * tabs.length));
}
