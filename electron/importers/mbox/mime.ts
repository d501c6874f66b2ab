/** Walks the MIME structure of one message over its bytes; nothing is copied until a part is decoded. */
import { type Headers, parseHeaders, parseParameters } from './headers.ts';

export interface MimePart {
  readonly headers: Headers;
  /** `text/plain`, lower case. */
  readonly type: string;
  readonly params: ReadonlyMap<string, string>;
  /** `attachment`, `inline` or ''. */
  readonly disposition: string;
  /** Decoded; null where the part has no name. */
  readonly fileName: string | null;
  readonly encoding: string;
  /** Without angles; null where there is none. */
  readonly contentId: string | null;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly children: readonly MimePart[];
  /** A multipart whose closing boundary is missing. */
  readonly unclosed: boolean;
}

const deepest = 60;
const mostParts = 5000;

/** The structure of the message in `bytes`. Deeper or larger structures end as plain leaves. */
export function parseMime(bytes: Buffer): MimePart {
  const budget = { parts: mostParts };
  return parseEntity(bytes, 0, bytes.length, 0, 'text/plain', budget);
}

function parseEntity(
  bytes: Buffer,
  start: number,
  end: number,
  depth: number,
  defaultType: string,
  budget: { parts: number },
): MimePart {
  budget.parts--;
  const { headers, bodyStart } = parseHeaders(bytes, start, end);
  const content = parseParameters(headers.raw('content-type') ?? defaultType);
  const disposition = parseParameters(headers.raw('content-disposition') ?? '');
  const type = /^[^\s/]+\/[^\s/]+$/.test(content.value) ? content.value : contentTypeOf(content.value, defaultType);
  const encoding = parseParameters(headers.raw('content-transfer-encoding') ?? '').value.replace(/["']/g, '');
  let children: readonly MimePart[] = [];
  let unclosed = false;
  if (depth < deepest && budget.parts > 0) {
    const boundary = content.params.get('boundary');
    if (type.startsWith('multipart/') && boundary !== undefined && boundary !== '') {
      const ranges = boundaryRanges(bytes, bodyStart, end, boundary);
      unclosed = ranges.unclosed;
      const childType = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
      children = ranges.parts.map(([from, to]) => parseEntity(bytes, from, to, depth + 1, childType, budget));
    } else if ((type === 'message/rfc822' || type === 'message/global') && /^(|7bit|8bit|binary)$/.test(encoding)) {
      children = [parseEntity(bytes, bodyStart, end, depth + 1, 'text/plain', budget)];
    }
  }
  const contentId = headers.raw('content-id')?.trim().replace(/^<|>$/g, '') ?? null;
  return {
    headers,
    type,
    params: content.params,
    disposition: disposition.value,
    fileName: disposition.params.get('filename') ?? content.params.get('name') ?? null,
    encoding,
    contentId: contentId === '' ? null : contentId,
    bodyStart,
    bodyEnd: end,
    children,
    unclosed,
  };
}

/** `text` alone means plain text; anything else that is no type is bytes. */
function contentTypeOf(value: string, defaultType: string): string {
  if (value === '') return defaultType;
  if (value === 'text') return 'text/plain';
  if (value === 'html') return 'text/html';
  return value.startsWith('multipart') ? 'multipart/mixed' : 'application/octet-stream';
}

function boundaryRanges(
  bytes: Buffer,
  start: number,
  end: number,
  boundary: string,
): { parts: [number, number][]; unclosed: boolean } {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: [number, number][] = [];
  let partStart: number | null = null;
  let position = start;
  for (;;) {
    const found = bytes.indexOf(mark, position);
    if (found < 0 || found >= end) break;
    position = found + mark.length;
    if (found > start && bytes[found - 1] !== 10) continue;
    const closing = bytes[position] === 45 && bytes[position + 1] === 45;
    let lineEnd = bytes.indexOf(10, position);
    if (lineEnd < 0 || lineEnd > end) lineEnd = end;
    // A longer boundary that begins with this one is another boundary.
    const tail = bytes.toString('latin1', closing ? position + 2 : position, Math.min(lineEnd, position + 200));
    if (!/^[ \t\r]*$/.test(tail) && !closing) continue;
    if (partStart !== null) parts.push([partStart, endBefore(bytes, partStart, found)]);
    if (closing) return { parts, unclosed: false };
    partStart = Math.min(lineEnd + 1, end);
    position = partStart;
    if (parts.length >= mostParts) break;
  }
  if (partStart !== null && partStart <= end) parts.push([partStart, end]);
  return { parts, unclosed: true };
}

/** The line end before a boundary belongs to the boundary. */
function endBefore(bytes: Buffer, start: number, boundary: number): number {
  let end = boundary;
  if (end > start && bytes[end - 1] === 10) end--;
  if (end > start && bytes[end - 1] === 13) end--;
  return end;
}

/** The bytes of a part, transfer encoding undone. */
export function decodeBody(bytes: Buffer, part: MimePart): Buffer {
  const raw = bytes.subarray(part.bodyStart, part.bodyEnd);
  switch (part.encoding) {
    case 'base64':
      return decodeBase64(raw);
    case 'quoted-printable':
      return decodeQuotedPrintable(raw);
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return decodeUuencode(raw)?.content ?? raw;
    default:
      return raw;
  }
}

function decodeBase64(raw: Buffer): Buffer {
  // Node skips what is not base64 but stops at padding; concatenated pieces go on after it.
  const text = raw.toString('latin1');
  const padding = text.indexOf('=');
  if (padding < 0 || /^[=\s]*$/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  if (!/=[\s=]*[A-Za-z0-9+/]{2}/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
}

export function decodeQuotedPrintable(raw: Buffer): Buffer {
  if (raw.indexOf(61) < 0) return raw;
  const out = Buffer.allocUnsafe(raw.length);
  let length = 0;
  for (let i = 0; i < raw.length; i++) {
    const byte = raw[i] ?? 0;
    if (byte !== 61) {
      out[length++] = byte;
      continue;
    }
    const high = hexDigit(raw[i + 1]);
    const low = hexDigit(raw[i + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
      continue;
    }
    // A soft line break, with blanks that a transport added.
    let next = i + 1;
    while (raw[next] === 32 || raw[next] === 9) next++;
    if (raw[next] === 13 && raw[next + 1] === 10) i = next + 1;
    else if (raw[next] === 10) i = next;
    else if (next >= raw.length) i = next;
    else out[length++] = byte;
  }
  return out.subarray(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  if (byte >= 97 && byte <= 102) return byte - 87;
  return -1;
}

/** A `begin 644 name … end` block anywhere in the bytes, with the text around it. */
export function decodeUuencode(raw: Buffer): { name: string; content: Buffer; before: Buffer; after: Buffer } | null {
  const text = raw.toString('latin1');
  const begin = /^begin [0-7]{3,4} (\S[^\r\n]*)\r?\n/m.exec(text);
  if (begin === null) return null;
  const pieces: Buffer[] = [];
  let position = begin.index + begin[0].length;
  let lines = 0;
  for (;;) {
    let lineEnd = text.indexOf('\n', position);
    if (lineEnd < 0) lineEnd = text.length;
    const line = text.slice(position, lineEnd).trimEnd();
    position = Math.min(lineEnd + 1, text.length);
    if (line === 'end') break;
    if (line === '' || line === '`') {
      if (position >= text.length) break;
      continue;
    }
    const size = (line.charCodeAt(0) - 32) & 63;
    const needed = Math.ceil(size / 3) * 4;
    if (line.length - 1 < needed - 3 || line.length - 1 > needed + 4) return null;
    pieces.push(decodeUuLine(line, size));
    lines++;
    if (position >= text.length) break;
  }
  if (lines === 0) return null;
  return {
    name: begin[1] ?? '',
    content: Buffer.concat(pieces),
    before: raw.subarray(0, begin.index),
    after: raw.subarray(position),
  };
}

function decodeUuLine(line: string, size: number): Buffer {
  const out = Buffer.alloc(size);
  let length = 0;
  for (let i = 1; length < size; i += 4) {
    const sextet = (offset: number): number => ((line.charCodeAt(i + offset) || 32) - 32) & 63;
    const triple = (sextet(0) << 18) | (sextet(1) << 12) | (sextet(2) << 6) | sextet(3);
    if (length < size) out[length++] = triple >> 16;
    if (length < size) out[length++] = (triple >> 8) & 255;
    if (length < size) out[length++] = triple & 255;
  }
  return out;
}
