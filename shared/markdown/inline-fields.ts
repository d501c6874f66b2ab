/**
 * Reads the fields that Dataview taught people to write in their text.
 *
 *     status:: draft            a line of its own, also `**Status**:: draft`
 *     rated [rating:: 4] and (by:: [[Dana]])
 *
 * The names are those that the editor shows as fields (`meaningfulText`); values go to the end of
 * the line or to the closing bracket, with links whole. Code is not read.
 */
import { parseWikilink } from './wikilink.ts';

export interface InlineField {
  readonly name: string;
  readonly value: string;
  /** Offset of the name. */
  readonly start: number;
}

const lineField = /^([ \t]*(?:\*\*|__|\*|_)?)([^\s:[\]()*_][^:[\]()\n*]{0,60}?)(?:\*\*|__|\*|_)?::(?:[ \t]+(.*))?$/gmu;
const bracketField = /[[(]([^\][():\n]{1,60})::/gu;
const code = /(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/gu;
/** Values beyond this are text, not fields. */
const longestValue = 2000;

/** The fields of one block's source, its lines joined by `\n`, in their order. */
export function scanFields(source: string): readonly InlineField[] {
  if (!source.includes('::')) return [];
  const text = source.includes('`') ? source.replace(code, (span) => span.replace(/[^\n]/gu, '\u0000')) : source;
  const found: InlineField[] = [];
  const taken: (readonly [number, number])[] = [];
  const shown = (start: number, end: number): string => source.slice(start, end).trim();
  for (const match of text.matchAll(lineField)) {
    const [whole, before = '', name = '', value = ''] = match;
    if (name.includes('\u0000')) continue;
    const end = match.index + whole.length;
    found.push({ name: name.trim(), value: shown(end - value.length, end).slice(0, longestValue), start: match.index + before.length });
    taken.push([match.index, end]);
  }
  let line = 0;
  for (const match of text.matchAll(bracketField)) {
    const [whole, name = ''] = match;
    while ((taken[line]?.[1] ?? Infinity) <= match.index) line += 1;
    if (name.trim() === '' || name.includes('\u0000') || (taken[line]?.[0] ?? Infinity) <= match.index) continue;
    const from = match.index + whole.length;
    const end = closingBracket(text, from, whole.startsWith('[') ? ']' : ')');
    if (end !== -1) found.push({ name: name.trim(), value: shown(from, end).slice(0, longestValue), start: match.index + 1 });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Brackets within the value are the value's own. */
function closingBracket(text: string, from: number, close: ']' | ')'): number {
  const open = close === ']' ? '[' : '(';
  let depth = 0;
  for (let at = from; at < text.length && at - from <= longestValue; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\n') return -1;
    if (sign === open) depth += 1;
    else if (sign === close) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return -1;
}

const links = /^\[\[[^[\]\n]+\]\](?:\s*,\s*\[\[[^[\]\n]+\]\])+$/u;

/** The values of a field: several where it is a list of links, else the one. */
export function fieldValues(value: string): readonly string[] {
  return links.test(value) ? [...value.matchAll(/\[\[[^[\]\n]+\]\]/gu)].map(([link]) => link) : [value];
}

/** A value as a person reads it: links by their text. */
export function readableValue(value: string): string {
  return value.includes('[[') ? value.replace(/\[\[([^[\]\n]+)\]\]/gu, (_, inside: string) => parseWikilink(inside).alias ?? inside) : value;
}
