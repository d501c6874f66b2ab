/** Header fields of a mail: finding them in bytes, decoding words (RFC 2047) and parameters (RFC 2231). */
import { decodeText, decodeUnknown } from './charset.ts';

/** Fields of one entity. Names are lower case; values raw and unfolded, one character a byte. */
export interface Headers {
  /** The first value of a field, raw. */
  raw(name: string): string | null;
  /** The first value of a field, decoded. */
  text(name: string): string | null;
  /** All values of a field, raw, in order. */
  all(name: string): readonly string[];
  readonly count: number;
}

const longestBlockBytes = 1024 * 1024;
const mostFields = 2000;

/**
 * Reads the fields from `start`. `bodyStart` is the first byte of the body. Bytes that do not
 * look like a field end the block, so that a message without headers keeps its text.
 */
export function parseHeaders(bytes: Buffer, start: number, end: number): { headers: Headers; bodyStart: number } {
  const fields: [string, string][] = [];
  const limit = Math.min(end, start + longestBlockBytes);
  let position = start;
  let bodyStart = end;
  for (;;) {
    if (position >= limit) {
      bodyStart = position;
      break;
    }
    let lineEnd = bytes.indexOf(10, position);
    if (lineEnd < 0 || lineEnd >= limit) lineEnd = limit;
    const next = Math.min(lineEnd + 1, end);
    const contentEnd = lineEnd > position && bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd;
    if (contentEnd === position) {
      bodyStart = next;
      break;
    }
    const first = bytes[position];
    const line = bytes.toString('latin1', position, contentEnd);
    const last = fields[fields.length - 1];
    if ((first === 32 || first === 9) && last !== undefined) {
      if (line.trim() !== '' || continues(bytes, next, limit)) last[1] += line.replace(/^[\t ]/, ' ');
      else {
        // A line of blanks where the empty line should be.
        bodyStart = next;
        break;
      }
    } else {
      const colon = line.indexOf(':');
      const name = colon > 0 ? line.slice(0, colon).trimEnd() : '';
      if (name === '' || /[^!-9;-~]/.test(name)) {
        if (fields.length === 0 && /^>?From /.test(line)) {
          position = next;
          continue;
        }
        // Neither field nor continuation: one bad line among fields is stepped over, text ends them.
        if (!looksLikeField(bytes, next, limit)) {
          bodyStart = position;
          break;
        }
      } else if (fields.length < mostFields) {
        fields.push([name.toLowerCase(), line.slice(colon + 1).trimStart()]);
      }
    }
    position = next;
  }
  return { headers: toHeaders(fields), bodyStart };
}

function continues(bytes: Buffer, position: number, limit: number): boolean {
  return position < limit && (bytes[position] === 32 || bytes[position] === 9);
}

function looksLikeField(bytes: Buffer, position: number, limit: number): boolean {
  const line = bytes.toString('latin1', position, Math.min(position + 100, limit));
  return /^[A-Za-z][!-9;-~]*:[ \t]/.test(line);
}

function toHeaders(fields: readonly [string, string][]): Headers {
  const first = new Map<string, string>();
  for (const [name, value] of fields) if (!first.has(name)) first.set(name, value);
  return {
    raw: (name) => first.get(name) ?? null,
    text(name) {
      const value = first.get(name);
      return value === undefined ? null : decodeWords(value);
    },
    all: (name) => fields.filter(([field]) => field === name).map(([, value]) => value),
    count: fields.length,
  };
}

const encodedWord = /=\?([^?\s]*)\?([bq])\?([^?]*)\?=/gi;

/**
 * Decodes encoded words and raw 8-bit bytes (one character a byte in) to text. Words of one
 * charset that stand side by side are joined as bytes first: senders cut characters in two.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return decodeRaw(value);
  let out = '';
  let position = 0;
  let pending: { charset: string; bytes: Buffer[] } | null = null;
  const flush = (): void => {
    if (pending !== null) out += decodeText(Buffer.concat(pending.bytes), pending.charset);
    pending = null;
  };
  for (const match of value.matchAll(encodedWord)) {
    const between = value.slice(position, match.index);
    // RFC 2231 allows a language after the charset: `utf-8*en`.
    const charset = (match[1] ?? '').split('*')[0]?.toLowerCase() ?? '';
    const bytes = /b/i.test(match[2] ?? '')
      ? Buffer.from((match[3] ?? '').replace(/\s/g, ''), 'base64')
      : decodeQ(match[3] ?? '');
    const joins: boolean = pending !== null && /^\s*$/.test(between);
    if (!joins) {
      flush();
      out += decodeRaw(between);
    }
    if (pending !== null && (pending as { charset: string }).charset === charset) (pending as { bytes: Buffer[] }).bytes.push(bytes);
    else {
      flush();
      pending = { charset, bytes: [bytes] };
    }
    position = match.index + match[0].length;
  }
  flush();
  return out + decodeRaw(value.slice(position));
}

function decodeQ(text: string): Buffer {
  const raw = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(raw, 'latin1');
}

function decodeRaw(value: string): string {
  // oxlint-disable-next-line no-control-regex -- asks whether the text is ASCII
  return /^[\u0000-\u007f]*$/.test(value) ? decodeEscapeSequences(value) : decodeUnknown(Buffer.from(value, 'latin1'));
}

/** Raw ISO-2022-JP in a header is ASCII with escapes. */
function decodeEscapeSequences(value: string): string {
  return value.includes('\u001b$') ? decodeText(Buffer.from(value, 'latin1'), 'iso-2022-jp') : value;
}

export interface Parameterised {
  /** Lower case, without parameters. */
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

/** No honest field is longer, and the patterns below are quadratic in what matches none of them. */
const longestParameters = 8192;

/** Splits `text/plain; charset="x"; name*0*=utf-8''a; name*1=b`, lenient about everything. */
export function parseParameters(whole: string): Parameterised {
  const raw = whole.slice(0, longestParameters);
  const plain = new Map<string, string>();
  const pieces = new Map<string, { index: number; encoded: boolean; value: string }[]>();
  const semicolon = raw.indexOf(';');
  const value = (semicolon < 0 ? raw : raw.slice(0, semicolon)).replace(/\([^)]*\)/g, '').trim().toLowerCase();
  const rest = semicolon < 0 ? '' : raw.slice(semicolon);
  const pattern = /;?\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g;
  for (const match of rest.matchAll(pattern)) {
    const name = (match[1] ?? '').toLowerCase();
    const content = match[2] === undefined ? (match[3] ?? '').trim() : match[2].replace(/\\(["\\])/g, '$1');
    const piece = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(name);
    if (piece?.[1] === undefined) {
      if (!plain.has(name)) plain.set(name, content);
      continue;
    }
    const list = pieces.get(piece[1]) ?? [];
    list.push({ index: Number(piece[2] ?? 0), encoded: piece[2] === undefined || piece[3] !== undefined, value: content });
    pieces.set(piece[1], list);
  }
  const params = new Map<string, string>();
  for (const [name, content] of plain) params.set(name, decodeWords(content));
  for (const [name, list] of pieces) params.set(name, joinPieces(list));
  return { value, params };
}

function joinPieces(list: { index: number; encoded: boolean; value: string }[]): string {
  list.sort((a, b) => a.index - b.index);
  let charset: string | null = null;
  const bytes: Buffer[] = [];
  for (const piece of list) {
    let value = piece.value;
    if (piece.encoded && charset === null) {
      const match = /^([^']*)'[^']*'([\s\S]*)$/.exec(value);
      if (match !== null) {
        charset = match[1] ?? null;
        value = match[2] ?? '';
      }
    }
    const raw = piece.encoded
      ? value.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : value;
    bytes.push(Buffer.from(raw, 'latin1'));
  }
  const all = Buffer.concat(bytes);
  return charset === null && list.every((piece) => !piece.encoded) ? decodeWords(all.toString('latin1')) : decodeText(all, charset);
}
