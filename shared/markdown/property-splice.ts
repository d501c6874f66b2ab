/**
 * Changes the value of one property inside YAML, down to the characters that say it: quotes, comments,
 * indentation and the way a list is written stay as their author likes them.
 */
import { diffArrays } from 'diff';
import { isMap, isScalar, isSeq, parseDocument, stringify, type Pair, type Scalar, type YAMLSeq } from 'yaml';
import type { PropertyValue } from './frontmatter.ts';

type Plain = string | number | boolean | null;

const reading = { strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;

/**
 * The YAML with `key` set to `value` in place, or null where only new lines can say it: the key is not
 * there, the value is nested, or it changes its kind between one and many.
 */
export function spliceValue(source: string, key: string, value: PropertyValue): string | null {
  const pair = pairOf(source, key);
  if (pair === null) return null;
  const spliced = isPlain(value) ? spliceScalar(source, pair, value) : Array.isArray(value) && value.every(isPlain) ? spliceList(source, pair, value) : null;
  return spliced !== null && says(spliced, source, key, value) ? spliced : null;
}

/** The YAML with a property under another name; null where that name is taken or nothing is to be renamed. */
export function renameKey(source: string, from: string, to: string): string | null {
  const pair = pairOf(source, from);
  if (pair === null || to.trim() === '' || pairOf(source, to) !== null) return null;
  const key = pair.key as Scalar;
  if (!key.range) return null;
  const renamed = source.slice(0, key.range[0]) + writeScalar(to, null) + source.slice(key.range[1]);
  return sameBut(renamed, source, to, from) ? renamed : null;
}

function pairOf(source: string, key: string): Pair | null {
  const { contents, errors } = parseDocument(source, reading);
  if (errors.length > 0 || !isMap(contents) || contents.flow === true) return null;
  return contents.items.find((item) => isScalar(item.key) && String(item.key.value) === key) ?? null;
}

function isPlain(value: PropertyValue): value is Plain {
  return value === null || typeof value !== 'object';
}

function spliceScalar(source: string, pair: Pair, value: Plain): string | null {
  const written = value === null ? '' : writeScalar(value, isScalar(pair.value) ? pair.value : null);
  const old = pair.value;
  if (isScalar(old) && old.range && old.range[1] > old.range[0]) {
    if (source.slice(old.range[0], old.range[1]).includes('\n')) return null;
    const [from, to] = [old.range[0], old.range[1]];
    return source.slice(0, written === '' ? trimmedEnd(source, from) : from) + written + source.slice(to);
  }
  if (old !== null && !(isScalar(old) && old.value === null)) return null;
  const colon = colonOf(source, pair);
  return colon === null ? null : `${source.slice(0, colon + 1)}${written === '' ? '' : ` ${written}`}${source.slice(colon + 1)}`;
}

/** Without a value its key ends with the colon. */
function trimmedEnd(source: string, from: number): number {
  let end = from;
  while (end > 0 && (source[end - 1] === ' ' || source[end - 1] === '\t')) end -= 1;
  return end;
}

function colonOf(source: string, { key }: Pair): number | null {
  if (!isScalar(key) || !key.range) return null;
  const colon = /^[ \t]*:/.exec(source.slice(key.range[1]));
  return colon === null ? null : key.range[1] + colon[0].length - 1;
}

function spliceList(source: string, pair: Pair, values: readonly Plain[]): string | null {
  const list = pair.value;
  if (!isSeq(list) || !list.range) return null;
  if (list.flow === true) {
    const inner = values.map((value) => writeFlowItem(value, list)).join(', ');
    return `${source.slice(0, list.range[0])}[${inner}]${source.slice(list.range[1])}`;
  }
  const lines = itemLines(source, list);
  if (lines === null || values.length === 0) return null;
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]*/.exec(lines[0]?.text ?? '')?.[0] ?? '';
  const style = list.items.find(isScalar) ?? null;
  const parts: string[] = [];
  let at = 0;
  for (const part of diffArrays(lines.map(({ value }) => value), [...values])) {
    if (part.added) for (const value of part.value) parts.push(`${indent}- ${writeScalar(value, style?.type === 'PLAIN' ? null : style)}`);
    else {
      if (!part.removed) for (const line of lines.slice(at, at + part.value.length)) parts.push(line.text);
      at += part.value.length;
    }
  }
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return null;
  return source.slice(0, first.start) + parts.join(lineEnd) + source.slice(last.end);
}

interface ItemLine {
  readonly value: Plain;
  /** The item's line, with a comment behind it and lines of comments before it; without its line end. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Null where an item is no single line. */
function itemLines(source: string, list: YAMLSeq): ItemLine[] | null {
  const lines: ItemLine[] = [];
  for (const item of list.items) {
    if (!isScalar(item) || !item.range) return null;
    const from = item.range[0];
    const own = source.lastIndexOf('\n', from - 1) + 1;
    const previous = lines.at(-1);
    const start = previous === undefined ? own : Math.min(own, source.indexOf('\n', previous.end) + 1 || own);
    const newline = source.indexOf('\n', Math.max(from, item.range[1]));
    const end = newline === -1 ? source.length : source[newline - 1] === '\r' ? newline - 1 : newline;
    const text = source.slice(start, end);
    if (!source.slice(own, from).includes('-') || source.slice(item.range[0], item.range[1]).includes('\n')) return null;
    const { value } = item;
    lines.push({ value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null, text, start, end });
  }
  return lines.length === 0 ? null : lines;
}

/** One line of YAML for a value, in the quotes of the scalar that it replaces. */
function writeScalar(value: Plain, like: Scalar | null): string {
  if (typeof value === 'string') {
    if (like?.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
    if (like?.type === 'QUOTE_SINGLE' && !/[\n\r]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  }
  const written = stringify(value, { lineWidth: 0 }).replace(/\n$/, '');
  return written.includes('\n') ? JSON.stringify(value) : written;
}

function writeFlowItem(value: Plain, list: YAMLSeq): string {
  const kept = list.items.find((item) => isScalar(item) && item.value === value);
  const written = writeScalar(value, isScalar(kept) ? kept : null);
  return typeof value === 'string' && !/^["']/.test(written) && /[,[\]{}]/.test(written) ? JSON.stringify(value) : written;
}

/** Whether the new YAML says the value, and everything else as before. */
function says(next: string, before: string, key: string, value: PropertyValue): boolean {
  return sameBut(next, before, key, key) && JSON.stringify(valueOf(next, key)) === JSON.stringify(value);
}

function sameBut(next: string, before: string, nextKey: string, beforeKey: string): boolean {
  const [now, then] = [entriesOf(next), entriesOf(before)];
  if (now === null || then === null || now.length !== then.length) return false;
  return now.every(([key, value], index) => {
    const [oldKey, oldValue] = then[index] ?? [];
    if (oldKey === beforeKey) return key === nextKey && (nextKey === beforeKey || value === oldValue);
    return key === oldKey && value === oldValue;
  });
}

function entriesOf(source: string): readonly (readonly [string, string])[] | null {
  const { contents, errors } = parseDocument(source, reading);
  if (errors.length > 0 || !isMap(contents)) return null;
  return contents.items.map((item) => [String(isScalar(item.key) ? item.key.value : item.key), JSON.stringify(item.value)] as const);
}

function valueOf(source: string, key: string): unknown {
  const value = pairOf(source, key)?.value;
  if (isScalar(value)) return value.value;
  return isSeq(value) ? value.items.map((item) => (isScalar(item) ? item.value : item)) : (value ?? null);
}
