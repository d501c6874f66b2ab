/**
 * Patches blocks inside a changed stretch: recurses through quotes, lists, items, callouts,
 * footnotes, tables, rows and cells to the text that changed, and writes only what is new.
 */
import type { Node } from '@tiptap/pm/model';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import { changedRegions, pairByLikeness, textLikeness } from './align.ts';
import { alignOf, childrenOf, codeInfo } from './canonical.ts';
import { normalizeUnits, unitsOf, type Unit } from './inline-units.ts';
import { isList, markerText, newline, toSource, withMarkers, type Old, type ParentKind, type PatchContext } from './patch-context.ts';
import { patchInline, type Edit } from './patch-inline.ts';
import { replaceRange } from './replace-blocks.ts';
import { calloutMarker, cellText, listItem, writeBlock } from './write-block.ts';
import { writeTextBlock } from './write-inline.ts';

/**
 * Edits that turn the blocks `all` (neighbours in the source) into `b`.
 * @param prefix what stands before every line inside the containers around them
 * @param before the blocks next to them in the source, if any
 */
export function patchBlocks(
  all: readonly Old[],
  b: readonly Node[],
  parent: ParentKind,
  prefix: string,
  container: SourceBlock | null,
  context: PatchContext,
  around: { readonly previous: Old | null; readonly next: Old | null } = { previous: null, next: null },
): Edit[] {
  const shown = b.filter((node) => parent === 'list' || parent === 'table' || context.canonical.form(node) !== '' || node.type.name === 'calloutTitle');
  // An empty paragraph of the source only matters where something may have been typed into it.
  const visible = all.filter((old) => old.block.type !== 'paragraph' || context.canonical.form(old.node) !== '');
  const a = shown.length > visible.length ? all : visible;
  const regions = changedRegions(
    a.map((old) => keyOf(old.node, context)),
    shown.map((node) => keyOf(node, context)),
    (index) => linesOf(a[index]?.block, context),
  );
  const edits: Edit[] = [];
  for (const region of regions) {
    for (const step of pairByLikeness(region, (left, right) => likeness(a[left]?.node, shown[right], context))) {
      if (step.kind === 'pair') {
        const old = a[step.a];
        const next = shown[step.b];
        if (old !== undefined && next !== undefined) edits.push(...patchPair(old, next, prefix, context));
      } else {
        edits.push(...replaceRange(a, shown, step.region, parent, prefix, container, context, around));
      }
    }
  }
  return edits;
}

/** How many lines a block takes: what moves past it should be the shorter one. */
function linesOf(block: SourceBlock | undefined, context: PatchContext): number {
  if (block === undefined) return 1;
  let lines = 1;
  for (let at = context.base.text.indexOf('\n', block.start); at !== -1 && at < block.end; at = context.base.text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Pairs of old nodes with the blocks they came from; a placeholder paragraph has no block. */
export function pairUp(blocks: readonly SourceBlock[], parent: Node): Old[] {
  const nodes = childrenOf(parent);
  return blocks.flatMap((block, index) => {
    const node = nodes[index];
    return node === undefined ? [] : [{ block, node }];
  });
}

function keyOf(node: Node, context: PatchContext): string {
  return node.type.name + context.canonical.form(node);
}

function likeness(a: Node | undefined, b: Node | undefined, context: PatchContext): number {
  if (a === undefined || b === undefined) return 0;
  const sameType = a.type === b.type;
  if (!sameType && !(isList(a) && isList(b)) && !(isHeadingOrParagraph(a) && isHeadingOrParagraph(b)) && !isCell(a)) return 0;
  if (context.canonical.form(a) === context.canonical.form(b)) return 1.5;
  const alike = textLikeness(a.textContent, b.textContent);
  if (sameType) return 0.2 + alike;
  return alike > 0.3 || isCell(a) ? 0.1 + alike : 0;
}

function isCell(node: Node): boolean {
  return node.type.name === 'tableCell' || node.type.name === 'tableHeader';
}

function isHeadingOrParagraph(node: Node): boolean {
  return node.type.name === 'heading' || node.type.name === 'paragraph';
}

function patchPair(old: Old, next: Node, prefix: string, context: PatchContext): Edit[] {
  const { block, node } = old;
  if (context.canonical.form(node) === context.canonical.form(next) && node.type === next.type) return [];
  if (context.grain === 'rewrite' || context.grain === 'block') return [rewrite(old, next, prefix, context)];
  if (node.type !== next.type && !isCell(node)) return [changeType(old, next, prefix, context)];
  switch (node.type.name) {
    case 'paragraph':
    case 'calloutTitle':
      return patchText(block, node, next, prefix, node.type.name === 'paragraph', context);
    case 'heading':
      return [...patchLevel(block, node, next), ...patchText(block, node, next, prefix, false, context)];
    case 'codeBlock':
    case 'mathBlock':
    case 'rawBlock':
    case 'frontmatter':
      return patchSource(old, next, prefix, context);
    case 'bulletList':
    case 'orderedList':
      return [...separateEmptied(block, node, next, prefix, context), ...patchStart(block, node, next), ...patchBlocks(pairUp(block.children, node), childrenOf(next), 'list', prefix, block, context)];
    case 'listItem':
      return [
        ...patchTask(block, node, next),
        ...patchBlocks(pairUp(block.children, node), childrenOf(next), 'item', prefix + itemIndent(block), block, context),
      ];
    case 'blockquote':
      return patchBlocks(pairUp(block.children, node), childrenOf(next), 'other', prefix + quotePrefix(block), block, context);
    case 'callout':
      return [...patchCallout(block, node, next), ...patchBlocks(pairUp(block.children, node), childrenOf(next), 'callout', prefix + quotePrefix(block), block, context)];
    case 'footnoteDefinition':
      if (node.attrs['label'] !== next.attrs['label']) return [rewrite(old, next, prefix, context)];
      return patchBlocks(pairUp(block.children, node), childrenOf(next), 'other', `${prefix}    `, block, context);
    case 'table':
      return patchTable(old, next, prefix, context);
    case 'tableRow':
      return patchRow(old, next, prefix, context);
    case 'tableCell':
    case 'tableHeader':
      return patchCell(block, node, next, context);
    default:
      return [rewrite(old, next, prefix, context)];
  }
}

/** What continued lines of an item begin with. */
function itemIndent(item: SourceBlock): string {
  return ' '.repeat((item.markup.indent ?? 0) + (item.markup.width ?? 2));
}

function quotePrefix(quote: SourceBlock): string {
  const written = quote.markup.quotePrefix ?? '> ';
  // Where the first line was `>` alone nobody knows how the others would look.
  return written === '>' && quote.children.length === 0 ? '> ' : written.replace('\t', ' ');
}

function rewrite(old: Old, next: Node, prefix: string, context: PatchContext): Edit {
  const style = withMarkers(old.block, context);
  if (isCell(old.node)) return { start: old.block.start, end: old.block.end, text: `| ${cellText(next, style)} ` };
  if (next.type.name === 'listItem') {
    return { start: old.block.start, end: old.block.end, text: toSource(listItem(next, style, old.block.markup.marker === undefined ? '-' : markerText(old.block, context)), prefix + ' '.repeat(old.block.markup.indent ?? 0), context) };
  }
  return { start: old.block.start, end: old.block.end, text: toSource(writeBlock(next, style), prefix, context) };
}

function changeType(old: Old, next: Node, prefix: string, context: PatchContext): Edit {
  const { inline } = old.block;
  // Between heading and paragraph only the line's beginning changes, if its text stayed.
  if (inline !== null && inline.text !== '' && context.style.escape === 'none' && isHeadingOrParagraph(old.node) && isHeadingOrParagraph(next)) {
    const sameText = sameUnits(unitsOf(old.node), unitsOf(next));
    if (sameText && next.type.name === 'heading') {
      return { start: old.block.start, end: old.block.start, text: `${'#'.repeat(Number(next.attrs['level']))} ` };
    }
    const { marks, setext } = old.block.markup;
    if (sameText && next.type.name === 'paragraph' && marks !== undefined && setext !== true) {
      const gap = /^[ \t]*/u.exec(context.base.text.slice(marks.end))?.[0].length ?? 0;
      return { start: marks.start, end: marks.end + gap, text: '' };
    }
  }
  return rewrite(old, next, prefix, context);
}

function sameUnits(a: readonly Unit[], b: readonly Unit[]): boolean {
  const left = normalizeUnits(a);
  const right = normalizeUnits(b);
  return left.length === right.length && left.every((unit, index) => unit.key === right[index]?.key);
}

function patchText(block: SourceBlock, node: Node, next: Node, prefix: string, atLineStart: boolean, context: PatchContext): Edit[] {
  const { inline } = block;
  if (inline === null) return [];
  const style = {
    escape: context.style.escape,
    // Headings and titles are one line each.
    newline: node.type.name === 'paragraph' ? newline(prefix, context) : ' ',
    inTable: false,
    atLineStart,
    italic: context.style.italic,
    hasDefinition: (label: string) => context.style.hasDefinition(normalizeLabel(label)),
  };
  if (context.grain === 'textBlock') {
    const { start, end } = contentRange(block);
    return [{ start, end, text: separated(block, start, context) + writeTextBlock(unitsOf(next), style) }];
  }
  const edits = patchInline(inline, unitsOf(node), unitsOf(next), style);
  if (inline.text === '' && edits.length === 1) return edits.map((edit) => ({ ...edit, text: separated(block, edit.start, context) + edit.text }));
  return edits;
}

/** Empty text blocks may lack the space that must stand behind their marker. */
function separated(block: SourceBlock, at: number, context: PatchContext): string {
  if (block.inline?.text !== '') return '';
  const before = context.base.text.charAt(at - 1);
  return before === '' || before === ' ' || before === '\t' || before === '\n' ? '' : ' ';
}

/** The source of a text block's content, marks included. */
function contentRange(block: SourceBlock): { readonly start: number; readonly end: number } {
  const { inline } = block;
  if (inline === null) return block;
  let { start, end } = inline;
  for (const span of inline.spans) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { start, end };
}

function patchLevel(block: SourceBlock, node: Node, next: Node): Edit[] {
  const level = Number(next.attrs['level']);
  const { marks } = block.markup;
  if (marks === undefined || Number(node.attrs['level']) === level) return [];
  if (block.markup.setext !== true) return [{ ...marks, text: '#'.repeat(level) }];
  if (level <= 2) return [{ ...marks, text: (level === 1 ? '=' : '-').repeat(Math.max(3, marks.end - marks.start)) }];
  // Deeper levels have no underline form.
  const { end } = contentRange(block);
  return [
    { start: block.start, end: block.start, text: `${'#'.repeat(level)} ` },
    { start: end, end: marks.end, text: '' },
  ];
}

/** A list that now begins with an empty item cannot follow text directly: its marker would underline it. */
function separateEmptied(block: SourceBlock, node: Node, next: Node, prefix: string, context: PatchContext): Edit[] {
  if (!context.blankLines || node.firstChild === null || next.firstChild === null) return [];
  const isEmptied = next.firstChild.firstChild?.content.size === 0 && node.firstChild.firstChild?.content.size !== 0;
  if (!isEmptied) return [];
  const start = context.base.text.lastIndexOf('\n', block.start - 1) + 1;
  return [{ start, end: start, text: prefix.trimEnd() + context.base.lineEnding }];
}

function patchStart(block: SourceBlock, node: Node, next: Node): Edit[] {
  const first = block.children[0];
  if (first === undefined || node.attrs['start'] === next.attrs['start'] || next.attrs['start'] === undefined) return [];
  const digits = String(node.attrs['start']).length;
  return [{ start: first.start, end: first.start + digits, text: String(next.attrs['start']) }];
}

function patchTask(block: SourceBlock, node: Node, next: Node): Edit[] {
  const checked: unknown = next.attrs['checked'] ?? null;
  if ((node.attrs['checked'] ?? null) === checked) return [];
  const { check } = block.markup;
  if (check !== undefined && typeof checked === 'string') return [{ ...check, text: checked }];
  if (check !== undefined) {
    const content = block.children[0]?.start ?? check.end + 1;
    return [{ start: check.start - 1, end: Math.max(check.end + 1, Math.min(content, check.end + 2)), text: '' }];
  }
  if (typeof checked !== 'string') return [];
  const first = block.children[0];
  if (first === undefined) return [{ start: block.end, end: block.end, text: ` [${checked}]` }];
  return [{ start: first.start, end: first.start, text: `[${checked}] ` }];
}

function patchCallout(block: SourceBlock, node: Node, next: Node): Edit[] {
  const { marks } = block.markup;
  if (marks === undefined || calloutMarker(node) === calloutMarker(next)) return [];
  return [{ ...marks, text: calloutMarker(next) }];
}

function patchSource(old: Old, next: Node, prefix: string, context: PatchContext): Edit[] {
  const { block, node } = old;
  const { inline } = block;
  if (inline === null || context.grain === 'textBlock') return [rewrite(old, next, prefix, context)];
  const edits: Edit[] = [];
  if (node.type.name === 'codeBlock' && codeInfo(node) !== codeInfo(next)) {
    const { infoRange } = block.markup;
    if (infoRange === undefined || block.markup.fence === '') return [rewrite(old, next, prefix, context)];
    edits.push({ ...infoRange, text: codeInfo(next) });
  }
  const a = sourceUnits(node.textContent);
  const b = sourceUnits(next.textContent);
  if (node.textContent === next.textContent) return edits;
  // Content appears in, or vanishes from, between the fences: that moves whole lines.
  if (inline.text === '' || next.textContent === '') return [rewrite(old, next, prefix, context)];
  const indent = node.type.name === 'codeBlock' ? ' '.repeat((block.markup.fence === '' ? 4 : 0) + (block.markup.indent ?? 0)) : '';
  const style = { escape: 'none' as const, newline: newline(prefix + indent, context), inTable: false, atLineStart: false, italic: '*' as const, hasDefinition: () => false };
  edits.push(...patchInline({ ...inline, spans: [] }, a, b, style));
  return edits;
}

/** Source as units: line ends are breaks, so that each line keeps its prefix. */
function sourceUnits(text: string): Unit[] {
  return text.split('').map((char) =>
    char === '\n'
      ? { char: '\ufffc', atom: { type: 'softBreak' as const, attrs: {} }, marks: [], key: '\n' }
      : { char, atom: null, marks: CODE, key: char },
  );
}

/** Spaces in source count, so its units carry a mark that says so, though no syntax for it. */
const CODE: Unit['marks'] = [{ type: 'tag', attrs: {}, key: 'source' }];

function patchTable(old: Old, next: Node, prefix: string, context: PatchContext): Edit[] {
  const { block, node } = old;
  const head = node.firstChild;
  const newHead = next.firstChild;
  if (head === null || newHead === null || head.childCount !== newHead.childCount) return [rewrite(old, next, prefix, context)];
  const edits: Edit[] = [];
  const aligns = childrenOf(newHead).map(alignOf);
  if (JSON.stringify(childrenOf(head).map(alignOf)) !== JSON.stringify(aligns) && block.markup.delimiterRow !== undefined) {
    const cells = aligns.map((align) => (align === 'left' ? ':--' : align === 'right' ? '--:' : align === 'center' ? ':-:' : '---'));
    edits.push({ ...block.markup.delimiterRow, text: `| ${cells.join(' | ')} |` });
  }
  // The header is a row of its own kind: it can change but not move.
  const [headBlock, ...rowBlocks] = block.children;
  if (headBlock !== undefined) edits.push(...patchPair({ block: headBlock, node: head }, newHead, prefix, context));
  const rows = rowBlocks.flatMap((row, index) => (index + 1 < node.childCount ? [{ block: row, node: node.child(index + 1) }] : []));
  edits.push(...patchBlocks(rows, childrenOf(next).slice(1), 'table', prefix, block, context));
  return edits;
}

function patchRow(old: Old, next: Node, prefix: string, context: PatchContext): Edit[] {
  const { block, node } = old;
  const cells = childrenOf(next);
  while (cells.length > node.childCount && context.canonical.formOf(childrenOf(cells[cells.length - 1] ?? next)) === '') cells.pop();
  // Cells that only fill a short row up have no source to be written into.
  const fillsUp = cells.slice(block.children.length).some((cell) => context.canonical.formOf(childrenOf(cell)) !== '');
  if (cells.length > node.childCount || fillsUp) return [rewrite(old, next, prefix, context)];
  return block.children.flatMap((cellBlock, index) => {
    const cell = node.child(index);
    const newCell = cells[index];
    if (newCell === undefined) return cell.textContent === '' ? [] : [{ ...contentRange(cellBlock), text: '' }];
    return patchPair({ block: cellBlock, node: cell }, newCell, prefix, context);
  });
}

function patchCell(block: SourceBlock, node: Node, next: Node, context: PatchContext): Edit[] {
  const { inline } = block;
  const paragraph = node.firstChild;
  const newParagraph = next.firstChild;
  if (inline === null || paragraph === null || newParagraph === null) return [];
  if (next.childCount > 1 || context.grain === 'textBlock') {
    return [{ ...contentRange(block), text: padded(inline.text === '', cellText(next, context.style), block, context) }];
  }
  const style = {
    escape: context.style.escape,
    newline: ' ',
    inTable: true,
    atLineStart: false,
    italic: context.style.italic,
    hasDefinition: (label: string) => context.style.hasDefinition(normalizeLabel(label)),
  };
  const edits = patchInline(inline, unitsOf(paragraph), unitsOf(newParagraph), style);
  return edits.map((edit) => ({ ...edit, text: padded(inline.text === '', edit.text, block, context) }));
}

/** Text put into an empty cell gets a space on the side where it would touch a bar. */
function padded(wasEmpty: boolean, text: string, block: SourceBlock, context: PatchContext): string {
  if (!wasEmpty || text === '') return text;
  const at = block.inline?.start ?? block.start;
  const before = context.base.text.charAt(at - 1) === '|' ? ' ' : '';
  const after = context.base.text.charAt(at) === '|' ? ' ' : '';
  return before + text + after;
}

