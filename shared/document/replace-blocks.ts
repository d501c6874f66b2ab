/** Takes out old blocks and puts in new ones, parted from their neighbours as those are parted from each other. */
import type { Node } from '@tiptap/pm/model';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import type { Region } from './align.ts';
import { isList, markerText, newline, numberStep, toSource, withMarkers, type Old, type ParentKind, type PatchContext } from './patch-context.ts';
import type { Edit } from './patch-inline.ts';
import { blocks as writeBlocks, listItem, writeBlock } from './write-block.ts';

/** Takes out old blocks and puts in new ones where nothing pairs. */
export function replaceRange(
  a: readonly Old[],
  b: readonly Node[],
  region: Region,
  parent: ParentKind,
  prefix: string,
  container: SourceBlock | null,
  context: PatchContext,
  around: { readonly previous: Old | null; readonly next: Old | null },
): Edit[] {
  const removed = a.slice(region.a0, region.a1);
  const added = b.slice(region.b0, region.b1);
  const first = removed[0];
  const last = removed[removed.length - 1];
  const previous = a[region.a0 - 1] ?? (region.a0 === 0 ? around.previous : null);
  const next = a[region.a1] ?? around.next;
  const isBlankBefore = previous !== null && first !== undefined && hasBlankLine(previous.block.end, first.block.start, context);
  const isBlankAfter = next !== null && last !== undefined && hasBlankLine(last.block.end, next.block.start, context);
  const emptyLine = context.base.lineEnding + prefix.trimEnd();
  if (added.length === 0) {
    if (first === undefined || last === undefined) return [];
    if (next !== null && previous !== null && isBlankAfter && !isBlankBefore && parent !== 'list') {
      return [{ start: endOfLine(previous.block.end, context), end: endOfLine(last.block.end, context), text: '' }];
    }
    if (next !== null) {
      const isJoined = context.blankLines && previous !== null && !isBlankBefore;
      return [{ start: first.block.start, end: next.block.start, text: isJoined ? newline(prefix, context) : '' }];
    }
    if (previous !== null) return [{ start: previous.block.end, end: last.block.end, text: '' }];
    return [{ start: first.block.start, end: last.block.end, text: '' }];
  }
  const model = previous ?? first ?? next ?? null;
  const written = writeAdded(added, parent, prefix, { model, isAfterModel: model !== null && model === previous, list: container }, context);
  const between = gap(parent, prefix, a, context, added[0], previous);
  if (first !== undefined && last !== undefined) {
    const before = context.blankLines && previous !== null && !isBlankBefore ? newline(prefix, context) : '';
    const after = context.blankLines && next !== null && !isBlankAfter ? emptyLine : '';
    return [{ start: first.block.start, end: last.block.end, text: before + written.join(between) + after }];
  }
  const room = parent === 'doc' && (previous ?? next) !== null ? roomFor(previous, next, context) : null;
  if (room !== null) return [{ start: room.start, end: room.start, text: written.join(between) + room.behind }];
  if (previous !== null) {
    // What follows without a blank line would go on with what is added.
    const after = context.blankLines && next !== null && !hasBlankLine(previous.block.end, next.block.start, context) ? emptyLine : '';
    return [{ start: previous.block.end, end: previous.block.end, text: between + written.join(between) + after }];
  }
  if (next !== null) {
    return [{ start: next.block.start, end: next.block.start, text: written.join(between) + between }];
  }
  return insertIntoEmpty(written, between, container, context);
}

/** Whether a blank line stands between two places, quote marks not counted. */
function hasBlankLine(from: number, to: number, context: PatchContext): boolean {
  return /\n[^\S\n]*(?:>[^\S\n]*)*\r?\n/u.test(context.base.text.slice(from, to));
}

/**
 * Where blank lines were left for a block between its neighbours, as a template leaves them for the caret:
 * the first place with a blank line before it, and what it takes to keep one behind it. Null where there is none.
 */
function roomFor(previous: Old | null, next: Old | null, context: PatchContext): { readonly start: number; readonly behind: string } | null {
  const { text, lineEnding } = context.base;
  const from = previous === null ? 0 : previous.block.end;
  const gap = text.slice(from, next === null ? text.length : next.block.start);
  if (!/^(?:\r?\n)*$/u.test(gap)) return null;
  const lines = gap.match(/\r?\n/gu)?.length ?? 0;
  const before = previous === null ? 0 : 2;
  const left = lines - before;
  if (left < (next === null ? 0 : 1)) return null;
  let start = from;
  for (let line = 0; line < before; line += 1) start = text.indexOf('\n', start) + 1;
  return { start, behind: lineEnding.repeat(Math.max(0, (next === null ? 1 : 2) - left)) };
}

function endOfLine(at: number, context: PatchContext): number {
  const space = /^[^\S\r\n]*/u.exec(context.base.text.slice(at))?.[0].length ?? 0;
  return at + space;
}

function insertIntoEmpty(written: readonly string[], between: string, container: SourceBlock | null, context: PatchContext): Edit[] {
  const text = written.join(between);
  if (container === null) return [{ start: context.base.text.length, end: context.base.text.length, text }];
  const at = container.end;
  const hasSpace = /[ \t]/u.test(context.base.text.charAt(at)) && container.type === 'listItem';
  if (hasSpace) return [{ start: at + 1, end: at + 1, text }];
  return [{ start: at, end: at, text: (/[ \t]$/u.test(context.base.text.slice(0, at)) ? '' : ' ') + text }];
}

/** What stands between two blocks: as between those that are there already. */
function gap(parent: ParentKind, prefix: string, siblings: readonly Old[], context: PatchContext, added: Node | undefined, previous: Old | null): string {
  const { lineEnding } = context.base;
  const tight = lineEnding + prefix;
  const loose = lineEnding + prefix.trimEnd() + tight;
  if (parent === 'table') return tight;
  if (parent === 'list') {
    const indent = ' '.repeat(siblings[0]?.block.markup.indent ?? 0);
    return (isLooseList(siblings, context) ? loose : tight) + indent;
  }
  if (parent === 'callout' && previous?.block.type === 'calloutTitle') return tight;
  if (context.blankLines) return loose;
  if (parent === 'item' && added !== undefined && isList(added)) return tight;
  return loose;
}

function isLooseList(items: readonly Old[], context: PatchContext): boolean {
  for (let index = 0; index + 1 < items.length; index += 1) {
    const from = items[index]?.block.end ?? 0;
    const to = items[index + 1]?.block.start ?? from;
    return hasBlankLine(from, to, context);
  }
  return false;
}

/** What new blocks take their looks from. */
interface Neighbourhood {
  readonly model: Old | null;
  readonly isAfterModel: boolean;
  readonly list: SourceBlock | null;
}

function writeAdded(added: readonly Node[], parent: ParentKind, prefix: string, near: Neighbourhood, context: PatchContext): string[] {
  if (parent === 'list') return added.map((item, index) => writeItem(item, index, prefix, near, context));
  if (parent === 'doc' || parent === 'other' || parent === 'item' || parent === 'callout') {
    return [toSource(writeBlocks(added, context.style), prefix, context)];
  }
  return added.map((node) => toSource(writeBlock(node, context.style), prefix, context));
}

/** A new item looks like its neighbour; its number goes on from it, but where the list gives all items one number. */
function writeItem(item: Node, index: number, prefix: string, { model, isAfterModel, list }: Neighbourhood, context: PatchContext): string {
  const neighbour = model?.block;
  const indent = ' '.repeat(neighbour?.markup.indent ?? 0);
  let marker = context.style.bullet;
  let spaces = 1;
  if (neighbour !== undefined && neighbour.type === 'listItem') {
    const written = markerText(neighbour, context);
    const number = Number.parseInt(written, 10);
    const count = (isAfterModel ? 1 : 0) + index;
    marker = Number.isNaN(number) ? written : `${number + count * numberStep(list, context)}${written.slice(-1)}`;
    spaces = Math.min(4, Math.max(1, (neighbour.markup.width ?? 2) - written.length));
  }
  const lines = listItem(item, withMarkers(neighbour ?? emptyBlock, context), marker);
  const shifted = spaces === 1 ? lines : lines.map((line, at) => (at === 0 ? line.replace(/^(\S+) /u, `$1${' '.repeat(spaces)}`) : line === '' ? '' : ' '.repeat(spaces - 1) + line));
  return toSource(shifted, prefix + indent, context);
}

const emptyBlock: SourceBlock = { type: 'paragraph', start: 0, end: 0, attrs: {}, children: [], inline: null, markup: {} };
