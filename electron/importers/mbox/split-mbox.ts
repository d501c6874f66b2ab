/**
 * Cuts a stream of mbox bytes into messages, one at a time in memory.
 *
 * A line `From …` separates only when it carries weekday, month, time and year and a header
 * field follows it; text that begins a line with "From " is common and is not escaped by every
 * archiver. The first line of a file that begins `From ` always separates.
 */

export interface MboxMessage {
  /** The separator line without its end; empty for bytes before the first separator. */
  readonly fromLine: string;
  /** The message without its separator, `>From ` unescaped. Cut at `maxMessageBytes`. */
  readonly bytes: Buffer;
  /** Offsets in the stream, separator included. */
  readonly start: number;
  readonly end: number;
  /** The message was larger than the limit. */
  readonly cut: boolean;
}

export interface SplitOptions {
  /** Offset of the first chunk in the file; must be the start of a message. */
  readonly startOffset: number;
  readonly maxMessageBytes: number;
}

const longestSeparator = 1000;
const separator =
  /^From .*?\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*?\d{1,2}:\d{2}(?::\d{2})?.*?\b\d{4}\b|^From .*?\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(?:\d{1,2}\s+)?\d{4}\s+\d{1,2}:\d{2}/i;
const field = /^(?:[!-9;-~]+[ \t]*:|>From )/;
const newlineFrom = Buffer.from('\nFrom ');

/** Whether a line has all that a separator has; what follows it decides (`isSeparator`). */
export function looksLikeSeparator(line: string): boolean {
  return separator.test(line);
}

/** Whether a line and the line after it separate two messages. */
export function isSeparator(line: string, next: string): boolean {
  return separator.test(line) && field.test(next);
}

/** Yields messages in order. Bytes before the first separator come as a message with no From line. */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, options: SplitOptions): AsyncGenerator<MboxMessage> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  /** Offset in the file of the current message. */
  let start = options.startOffset;
  /** Bytes read but not yet searched to their end. */
  let rest: Buffer = Buffer.alloc(0);
  /** Length of the message so far, also beyond the limit. */
  let length = 0;

  const keep = (piece: Buffer): void => {
    length += piece.length;
    const room = options.maxMessageBytes - keptBytes;
    if (room <= 0) return;
    const taken = piece.length > room ? piece.subarray(0, room) : piece;
    kept.push(taken);
    keptBytes += taken.length;
  };
  const take = (): MboxMessage => {
    const bytes = kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept);
    const message = openMessage(bytes, start, start + length, keptBytes < length);
    start += length;
    kept = [];
    keptBytes = 0;
    length = 0;
    return message;
  };

  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    let consumed = 0;
    for (;;) {
      const found = rest.indexOf(newlineFrom, from);
      if (found < 0) {
        // The pattern may straddle the chunks.
        const safe = Math.max(consumed, rest.length - newlineFrom.length);
        keep(rest.subarray(consumed, safe));
        consumed = safe;
        break;
      }
      const verdict = separatorAt(rest, found + 1, false);
      if (verdict === 'unknown') {
        keep(rest.subarray(consumed, found));
        consumed = found;
        break;
      }
      if (verdict === 'yes') {
        keep(rest.subarray(consumed, found + 1));
        consumed = found + 1;
        yield take();
      }
      from = found + 1;
    }
    rest = rest.subarray(consumed);
  }
  for (;;) {
    const found = rest.indexOf(newlineFrom);
    if (found < 0 || rest.length === 0) break;
    const yes = separatorAt(rest, found + 1, true) === 'yes';
    keep(rest.subarray(0, found + 1));
    if (yes) yield take();
    rest = rest.subarray(found + 1);
  }
  keep(rest);
  if (length > 0) yield take();
}

function separatorAt(bytes: Buffer, at: number, atEnd: boolean): 'yes' | 'no' | 'unknown' {
  const lineEnd = bytes.indexOf(10, at);
  if (lineEnd < 0) return bytes.length - at > longestSeparator || atEnd ? 'no' : 'unknown';
  if (lineEnd - at > longestSeparator) return 'no';
  if (bytes.length - lineEnd < 100 && !atEnd) return 'unknown';
  const line = bytes.toString('latin1', at, lineEnd);
  return isSeparator(line, bytes.toString('latin1', lineEnd + 1, lineEnd + 100)) ? 'yes' : 'no';
}

function openMessage(bytes: Buffer, start: number, end: number, cut: boolean): MboxMessage {
  let body = bytes;
  let fromLine = '';
  if (bytes.toString('latin1', 0, 5) === 'From ') {
    const lineEnd = bytes.indexOf(10);
    const stop = lineEnd < 0 ? bytes.length : lineEnd;
    fromLine = bytes.toString('latin1', 0, stop).replace(/\r$/, '');
    body = bytes.subarray(Math.min(stop + 1, bytes.length));
  }
  return { fromLine, bytes: unescapeFrom(body), start, end, cut };
}

const greaterFrom = Buffer.from('>From ');

/** Removes exactly one `>` from each line `>…>From `. */
export function unescapeFrom(bytes: Buffer): Buffer {
  let found = bytes.indexOf(greaterFrom);
  if (found < 0) return bytes;
  const pieces: Buffer[] = [];
  let position = 0;
  while (found >= 0) {
    let lineStart = found;
    while (lineStart > position && bytes[lineStart - 1] === 62) lineStart--;
    if (lineStart === 0 || bytes[lineStart - 1] === 10) {
      pieces.push(bytes.subarray(position, lineStart));
      position = lineStart + 1;
    }
    found = bytes.indexOf(greaterFrom, found + 1);
  }
  pieces.push(bytes.subarray(position));
  return Buffer.concat(pieces);
}
