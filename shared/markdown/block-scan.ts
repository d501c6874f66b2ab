/**
 * Finds the block structure of a note in one pass over its lines, without building a tree.
 *
 * This is the indexer's reader: it runs over every file of a vault, so it allocates little and
 * never backtracks. It follows CommonMark's two steps (match open containers, then look for
 * new blocks) for exactly what an index needs: where leaves lie, and which lines are code,
 * HTML, math or comments and therefore not text. The editor's parser is the reference; tests
 * compare the two over real vaults.
 */

import { countCells, headingLevel, htmlCondition, isBlank, isSpace, leadingSpace, listMarker, runLength } from './block-starts.ts';

export type LeafKind =
  | 'paragraph'
  | 'heading'
  | 'code'
  | 'html'
  | 'math'
  | 'comment'
  | 'table'
  | 'thematicBreak';

/** A leaf block: lines that hold text or source, without their containers' prefixes. */
export interface Leaf {
  kind: LeafKind;
  /** Offset of the first character after the containers' prefixes. */
  start: number;
  /** Offset after the last character of the last line, without its line ending. */
  end: number;
  /** 1-based line of `start`. */
  line: number;
  /** Start and end offset of each line's content, in pairs. */
  segments: number[];
  /** 1 to 6 for headings, else 0. */
  level: number;
  /** Index into `tops` of the top-level block that holds this leaf. */
  top: number;
  /** Index into `tasks`, or -1. */
  task: number;
  /** Label where this leaf is the first of a footnote definition. */
  footnote: string | null;
  /** Start of the innermost list item that holds this leaf, or -1. */
  itemStart: number;
}

export type TopKind = LeafKind | 'list' | 'quote' | 'footnote';

/** A block directly under the document. */
export interface TopBlock {
  kind: TopKind;
  start: number;
  end: number;
  line: number;
}

export interface TaskMarker {
  /** The one character between the brackets. */
  readonly mark: string;
  readonly start: number;
  readonly line: number;
}

export interface BlockScan {
  readonly leaves: readonly Leaf[];
  readonly tops: readonly TopBlock[];
  readonly tasks: readonly TaskMarker[];
}

interface Container {
  readonly kind: 'quote' | 'item' | 'footnote';
  /** Column that an item's content starts at, relative to its parent's content. */
  readonly width: number;
  readonly start: number;
  /** An item that began with a blank line ends at the next blank line. */
  blank: boolean;
}

const DELIMITER_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const FOOTNOTE = /\[\^([^\]\s[]+)\]:[ \t]*/y;
const SETEXT = /^(?:=+|-+)[ \t]*$/;
const THEMATIC = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Scans `text` from `from` (behind frontmatter and BOM) to its end. */
export function scanBlocks(text: string, from: number, firstLine: number): BlockScan {
  const leaves: Leaf[] = [];
  const tops: TopBlock[] = [];
  const tasks: TaskMarker[] = [];
  let stack: Container[] = [];
  let open: Leaf | null = null;
  // How an open code, html, math or comment leaf ends.
  let fence = '';
  let fenceLength = 0;
  let htmlEnd: RegExp | null = null;
  let pendingTask = -1;
  let pendingFootnote: string | null = null;

  let lineNumber = firstLine - 1;
  let lineStart = from;
  const size = text.length;

  while (lineStart < size) {
    lineNumber += 1;
    let next = text.indexOf('\n', lineStart);
    let lineEnd = next === -1 ? size : next;
    next = next === -1 ? size : next + 1;
    if (lineEnd > lineStart && text.charCodeAt(lineEnd - 1) === 13) lineEnd -= 1;
    scanLine(lineStart, lineEnd);
    lineStart = next;
  }
  return { leaves, tops, tasks };

  function scanLine(start: number, end: number): void {
    let position = start;
    let column = 0;
    let matched = 0;
    let base = 0;

    /** Skips white space up to `limit` columns beyond `base`; returns the columns skipped. */
    const indentUpTo = (limit: number): number => {
      while (position < end && column - base < limit) {
        const code = text.charCodeAt(position);
        if (code === 32) column += 1;
        else if (code === 9) column += 4 - (column % 4);
        else break;
        position += 1;
      }
      return column - base;
    };

    // 1. Which open containers does this line continue?
    for (; matched < stack.length; matched += 1) {
      const container = stack[matched];
      if (container === undefined) break;
      const savedPosition = position;
      const savedColumn = column;
      if (container.kind === 'quote') {
        if (indentUpTo(4) < 4 && text.charCodeAt(position) === 62 && position < end) {
          position += 1;
          column += 1;
          if (position < end && (text.charCodeAt(position) === 32 || text.charCodeAt(position) === 9)) {
            position += 1;
            column += 1;
          }
          base = column;
          continue;
        }
      } else if (isBlank(text, position, end)) {
        if (!container.blank) continue;
      } else if (indentUpTo(container.width) >= container.width) {
        base += container.width;
        container.blank = false;
        continue;
      }
      position = savedPosition;
      column = savedColumn;
      break;
    }
    const allMatched = matched === stack.length;

    // 2. An open leaf of source swallows the line.
    if (open !== null && open.kind !== 'paragraph' && open.kind !== 'table' && allMatched) {
      if (open.kind === 'code' && fenceLength === 0) {
        if (isBlank(text, position, end)) return;
        if (indentUpTo(4) >= 4) {
          extend(open, position, end);
          return;
        }
        open = null;
      } else if (continueSource(open, position, end)) {
        return;
      }
    } else if (open !== null && open.kind !== 'paragraph' && !allMatched) {
      open = null;
    }

    if (isBlank(text, position, end)) {
      if (!allMatched) {
        stack = stack.slice(0, matched);
        open = null;
      }
      open = null;
      return;
    }

    // 3. New containers and leaves.
    let opened = false;
    for (;;) {
      const indent = indentUpTo(4);
      const code = text.charCodeAt(position);
      const isParagraphOpen: boolean = open !== null && open.kind === 'paragraph' && !opened;
      if (indent >= 4) {
        if (isParagraphOpen && open !== null) {
          skipSpace();
          extend(open, position, end);
          return;
        }
        closeUnmatched();
        startLeaf('code', position, end, 0);
        fenceLength = 0;
        return;
      }
      if (code === 62) {
        closeUnmatched();
        pushContainer('quote', position, 0);
        position += 1;
        column += 1;
        if (position < end && (text.charCodeAt(position) === 32 || text.charCodeAt(position) === 9)) {
          position += 1;
          column += 1;
        }
        base = column;
        if (isBlank(text, position, end)) return;
        continue;
      }
      if (code === 35) {
        const level = headingLevel(text, position, end);
        if (level > 0) {
          closeUnmatched();
          startHeading(position, end, level);
          return;
        }
      } else if (code === 96 || code === 126) {
        const length = runLength(text, position, end, code);
        if (length >= 3 && (code === 126 || !text.slice(position + length, end).includes('`'))) {
          closeUnmatched();
          startLeaf('code', position, end, 0);
          fence = code === 96 ? '`' : '~';
          fenceLength = length;
          return;
        }
      } else if (code === 36) {
        if (startsMath(position, end)) return;
      } else if (code === 37) {
        if (startsComment(position, end)) return;
      } else if (code === 60) {
        if (startsHtml(position, end, isParagraphOpen)) return;
      } else if (code === 61 || code === 45 || code === 42 || code === 95) {
        const rest = text.slice(position, end);
        if (isParagraphOpen && allMatched && open !== null && SETEXT.test(rest)) {
          open.kind = 'heading';
          open.level = code === 61 ? 1 : 2;
          open.end = position + rest.trimEnd().length;
          updateTop(open.end);
          if (stack.length === 0) {
            const top = tops[open.top];
            if (top !== undefined) top.kind = 'heading';
          }
          open = null;
          return;
        }
        if (code !== 61 && THEMATIC.test(rest)) {
          closeUnmatched();
          startLeaf('thematicBreak', position, end, 0);
          open = null;
          return;
        }
      } else if (code === 91) {
        FOOTNOTE.lastIndex = position;
        const footnote = FOOTNOTE.exec(text);
        if (footnote !== null && FOOTNOTE.lastIndex <= end) {
          closeUnmatched();
          pushContainer('footnote', position, 4);
          pendingFootnote = footnote[1] ?? '';
          column += footnote[0].length;
          position = FOOTNOTE.lastIndex;
          base = column;
          if (isBlank(text, position, end)) return;
          continue;
        }
      }
      const marker = listMarker(text, position, end);
      if (marker > 0 && !(isParagraphOpen && !canInterrupt(position, end, marker, matched))) {
        closeUnmatched();
        const itemStart = position;
        position += marker;
        column += marker;
        const markerColumn = column;
        const isEmpty = isBlank(text, position, end);
        base = column;
        let space = isEmpty ? 0 : indentUpTo(5);
        if (space >= 5 || isEmpty) {
          position = itemStart + marker + (isEmpty ? 0 : 1);
          column = markerColumn + (isEmpty ? 0 : 1);
          space = 1;
        }
        const container = pushContainer('item', itemStart, indent + marker + space);
        container.blank = isEmpty;
        base = markerColumn + space;
        if (isEmpty) return;
        readTask(end);
        if (isBlank(text, position, end)) return;
        continue;
      }
      if (open !== null && open.kind === 'table' && allMatched && !opened) {
        extend(open, position, end);
        return;
      }
      if (isParagraphOpen && open !== null) {
        if (allMatched && continuesAsTable(open, position, end)) return;
        extend(open, position, end);
        return;
      }
      closeUnmatched();
      startLeaf('paragraph', position, end, 0);
      return;
    }

    function skipSpace(): void {
      while (position < end) {
        const code = text.charCodeAt(position);
        if (code !== 32 && code !== 9) break;
        position += 1;
      }
    }

    function closeUnmatched(): void {
      if (!opened) {
        if (stack.length > matched) stack = stack.slice(0, matched);
        opened = true;
      }
      open = null;
    }

    function pushContainer(kind: Container['kind'], at: number, width: number): Container {
      if (stack.length === 0) openTop(kind === 'item' ? 'list' : kind, at, end);
      const container: Container = { kind, width, start: at, blank: false };
      stack.push(container);
      return container;
    }

    function readTask(lineEnd: number): void {
      if (text.charCodeAt(position) !== 91) return;
      const markLength = (text.codePointAt(position + 1) ?? 0) > 0xffff ? 2 : 1;
      const close = position + 1 + markLength;
      if (close >= lineEnd || text.charCodeAt(close) !== 93) return;
      const after = text.charCodeAt(close + 1);
      if (close + 1 < lineEnd && after !== 32 && after !== 9) return;
      pendingTask = tasks.length;
      tasks.push({ mark: text.slice(position + 1, close), start: position, line: lineNumber });
      if (isBlank(text, close + 1, lineEnd)) {
        startLeaf('paragraph', lineEnd, lineEnd, 0);
        open = null;
        position = lineEnd;
        return;
      }
      column += close + 2 - position;
      position = close + 2;
      // White space behind the brackets is content, never an indented code block.
      skipSpace();
      startLeaf('paragraph', position, lineEnd, 0);
      position = lineEnd;
    }

    function startHeading(at: number, lineEnd: number, level: number): void {
      let contentStart = at + level;
      while (contentStart < lineEnd && isSpace(text.charCodeAt(contentStart))) contentStart += 1;
      let contentEnd = lineEnd;
      while (contentEnd > contentStart && isSpace(text.charCodeAt(contentEnd - 1))) contentEnd -= 1;
      let hash = contentEnd;
      while (hash > contentStart && text.charCodeAt(hash - 1) === 35) hash -= 1;
      if (hash < contentEnd && (hash === contentStart || isSpace(text.charCodeAt(hash - 1)))) contentEnd = hash;
      while (contentEnd > contentStart && isSpace(text.charCodeAt(contentEnd - 1))) contentEnd -= 1;
      const leaf = startLeaf('heading', at, lineEnd, level);
      leaf.segments = [contentStart, contentEnd];
      open = null;
    }

    function startsMath(at: number, lineEnd: number): boolean {
      if (text.charCodeAt(at + 1) !== 36 || at + 1 >= lineEnd) return false;
      const close = text.indexOf('$$', at + 2);
      const closesHere = close !== -1 && close < lineEnd;
      if (closesHere && !isBlank(text, close + 2, lineEnd)) return false;
      closeUnmatched();
      startLeaf('math', at, lineEnd, 0);
      if (closesHere) open = null;
      return true;
    }

    function startsComment(at: number, lineEnd: number): boolean {
      if (text.charCodeAt(at + 1) !== 37 || at + 1 >= lineEnd) return false;
      const close = text.indexOf('%%', at + 2);
      if (close !== -1 && close < lineEnd) return false;
      closeUnmatched();
      startLeaf('comment', at, lineEnd, 0);
      return true;
    }

    function startsHtml(at: number, lineEnd: number, interrupts: boolean): boolean {
      const close = htmlCondition(text, at, lineEnd, interrupts);
      if (close === null) return false;
      closeUnmatched();
      startLeaf('html', at, lineEnd, 0);
      htmlEnd = close === 'blank' ? null : close;
      if (htmlEnd !== null && htmlEnd.test(text.slice(at, lineEnd))) open = null;
      return true;
    }

    function canInterrupt(at: number, lineEnd: number, marker: number, matchedCount: number): boolean {
      // Inside a list whose items this line left, any marker starts the next item.
      const above = stack[matchedCount];
      if (above !== undefined && above.kind === 'item') return true;
      if (isBlank(text, at + marker, lineEnd)) return false;
      return marker === 1 || (marker === 2 && text.charCodeAt(at) === 49);
    }
  }

  function continueSource(leaf: Leaf, position: number, end: number): boolean {
    if (leaf.kind === 'code') {
      extend(leaf, position, end);
      const indent = leadingSpace(text, position, end);
      if (indent < 4) {
        const at = position + indent;
        const length = runLength(text, at, end, fence.charCodeAt(0));
        if (length >= fenceLength && isBlank(text, at + length, end)) open = null;
      }
      return true;
    }
    if (leaf.kind === 'html') {
      if (htmlEnd === null) {
        if (isBlank(text, position, end)) {
          open = null;
          return false;
        }
        extend(leaf, position, end);
        return true;
      }
      extend(leaf, position, end);
      if (htmlEnd.test(text.slice(position, end))) open = null;
      return true;
    }
    const mark = leaf.kind === 'math' ? '$$' : '%%';
    extend(leaf, position, end);
    const close = text.indexOf(mark, position);
    if (close !== -1 && close < end) open = null;
    return true;
  }

  function continuesAsTable(leaf: Leaf, position: number, end: number): boolean {
    const row = text.slice(position, end);
    if (!DELIMITER_ROW.test(row) || (!row.includes('|') && !row.includes(':'))) return false;
    const headerStart = leaf.segments[leaf.segments.length - 2] ?? 0;
    const headerEnd = leaf.segments[leaf.segments.length - 1] ?? 0;
    if (countCells(text.slice(headerStart, headerEnd)) !== countCells(row) || leaf.segments.length !== 2) return false;
    leaf.kind = 'table';
    const top = tops[leaf.top];
    if (stack.length === 0 && top !== undefined) top.kind = 'table';
    extend(leaf, position, end);
    return true;
  }

  function openTop(kind: TopKind, at: number, end: number): void {
    const last = tops[tops.length - 1];
    if (kind === 'list' && last?.kind === 'list' && continuesList(text, last, at)) {
      last.end = end;
      return;
    }
    tops.push({ kind, start: at, end, line: lineNumber });
  }

  function updateTop(end: number): void {
    const top = tops[tops.length - 1];
    if (top !== undefined && end > top.end) top.end = end;
  }

  function startLeaf(kind: LeafKind, start: number, end: number, level: number): Leaf {
    if (stack.length === 0) openTop(kind, start, end);
    let trimmed = end;
    while (trimmed > start && isSpace(text.charCodeAt(trimmed - 1))) trimmed -= 1;
    let itemStart = -1;
    for (let index = stack.length - 1; index >= 0; index -= 1) {
      const container = stack[index];
      if (container?.kind === 'item') {
        itemStart = container.start;
        break;
      }
    }
    const leaf: Leaf = {
      kind,
      start,
      end: trimmed,
      line: lineNumber,
      segments: [start, trimmed],
      level,
      top: tops.length - 1,
      task: pendingTask,
      footnote: pendingFootnote,
      itemStart,
    };
    pendingTask = -1;
    pendingFootnote = null;
    leaves.push(leaf);
    updateTop(trimmed);
    open = leaf;
    return leaf;
  }

  function extend(leaf: Leaf, start: number, end: number): void {
    let trimmed = end;
    if (leaf.kind === 'paragraph' || leaf.kind === 'table') {
      while (trimmed > start && isSpace(text.charCodeAt(trimmed - 1))) trimmed -= 1;
    }
    leaf.segments.push(start, trimmed);
    leaf.end = trimmed;
    updateTop(trimmed);
  }
}

/** Whether a new top-level item at `at` belongs to the list before it: same bullet or delimiter. */
function continuesList(text: string, list: TopBlock, at: number): boolean {
  return markerKind(text, list.start) === markerKind(text, at) && list.end <= at;
}

function markerKind(text: string, at: number): string {
  let position = at;
  while (text.charCodeAt(position) >= 48 && text.charCodeAt(position) <= 57) position += 1;
  return text.charAt(position);
}
