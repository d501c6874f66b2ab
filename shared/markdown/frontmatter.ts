/**
 * Reads a note's YAML frontmatter, and changes one property while every other byte stays.
 *
 * Simple YAML (flat keys with plain scalars and lists of them) is read directly, because every
 * note of a vault is read; anything else goes to the full parser. Writing never serialises the
 * whole: it replaces the value of one key, or its lines, so comments, quotes and order of the rest survive.
 */
import { findFrontmatter, type FrontmatterExtent } from './frontmatter-extent.ts';
import { spliceValue } from './property-splice.ts';
import { isMap, isScalar, LineCounter, parseDocument, stringify } from 'yaml';

export type PropertyValue = string | number | boolean | null | readonly PropertyValue[] | { readonly [key: string]: PropertyValue };
export type Properties = Readonly<Record<string, PropertyValue>>;

export interface Frontmatter extends FrontmatterExtent {
  /** Empty where the YAML is broken or not a map. */
  readonly properties: Properties;
  /** Why the YAML could not be read, with its line counted from the opening fence. */
  readonly error?: { readonly message: string; readonly line: number };
}

/** Finds and reads the frontmatter at the very start of `text` (behind a BOM), or gives `null`. */
export function readFrontmatter(text: string): Frontmatter | null {
  const found = findFrontmatter(text);
  if (found === null) return null;
  const source = text.slice(found.content.start, found.content.end);
  const simple = readSimpleYaml(source);
  if (simple !== null) return { ...found, properties: simple };
  return { ...found, ...readFullYaml(source) };
}

/**
 * The note with property `key` set to `value`, or removed where `value` is `undefined`.
 * Makes frontmatter where there is none. Only the lines of that key change. Gives `null`
 * where the existing YAML is broken or not a map: then nothing can be set safely.
 */
export function setProperty(text: string, key: string, value: PropertyValue | undefined): string | null {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const found = findFrontmatter(text);
  const lines = value === undefined ? '' : propertyLines(key, value);
  if (found === null) {
    if (lines === '') return text;
    const bom = text.charCodeAt(0) === 0xfeff ? '\ufeff' : '';
    return `${bom}${`---\n${lines}---\n`.replaceAll('\n', lineEnd)}${text.slice(bom.length)}`;
  }
  const { content } = found;
  const source = text.slice(content.start, content.end);
  const spliced = value === undefined ? null : spliceValue(source, key, value);
  if (spliced !== null) return text.slice(0, content.start) + spliced + text.slice(content.end);
  const extent = keyExtent(source, key);
  if (extent === 'unreadable') return null;
  const written = lines.replaceAll('\n', lineEnd);
  if (extent === null) {
    if (lines === '') return text;
    const before = source === '' ? '' : lineEnd;
    const body = written.slice(0, written.length - lineEnd.length);
    const after = source === '' ? lineEnd : '';
    const hasEnding = source === '' && text.slice(content.start, found.range.end - 3) !== '';
    return `${text.slice(0, content.end)}${before}${body}${hasEnding ? '' : after}${text.slice(content.end)}`;
  }
  const isLast = extent.end >= source.length;
  let replacement = written;
  if (isLast) {
    replacement = written.slice(0, Math.max(0, written.length - lineEnd.length));
    if (replacement === '') {
      // Removing the last key: its line ending goes with it, or the fence would move.
      const from = content.start + extent.start;
      const to = found.range.end - 3;
      return text.slice(0, from) + text.slice(to);
    }
  }
  return text.slice(0, content.start + extent.start) + replacement + text.slice(content.start + extent.end);
}

/** Property values as a list of strings, whichever of YAML's ways they were written in. */
export function stringList(value: PropertyValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'object') {
    return Array.isArray(value) ? value.flatMap((item: PropertyValue) => stringList(item)) : [];
  }
  const text = String(value).trim();
  return text === '' ? [] : [text];
}

/** Aliases of a note: `aliases` or `alias`, as a list or separated by commas. */
export function aliasesOf(properties: Properties): readonly string[] {
  const value = properties['aliases'] ?? properties['alias'];
  if (typeof value === 'string') return value.split(',').map((alias) => alias.trim()).filter((alias) => alias !== '');
  return stringList(value);
}

/** Tags of the frontmatter without `#`: `tags` or `tag`, as a list or separated by commas or spaces. */
export function frontmatterTags(properties: Properties): readonly string[] {
  const value = properties['tags'] ?? properties['tag'];
  const listed = typeof value === 'string' ? value.split(/[,\s]+/u) : stringList(value);
  return listed.map((tag) => tag.trim().replace(/^#/u, '')).filter((tag) => tag !== '');
}

const SIMPLE_KEY = /^([A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff .-]*?):(?:[ \t]+(.*?))?[ \t]*$/u;
const SIMPLE_ITEM = /^[ \t]*-[ \t]+(.*?)[ \t]*$/u;

/** Reads flat YAML, or gives `null` for anything that it does not fully understand. */
export function readSimpleYaml(source: string): Properties | null {
  const properties: Record<string, PropertyValue> = {};
  let list: PropertyValue[] | null = null;
  let listKey = '';
  let listIndent = -1;
  for (const line of source.split(/\r?\n/u)) {
    if (line === '') continue;
    if (line.trim() === '' || line.includes('\t')) return null;
    const item = SIMPLE_ITEM.exec(line);
    if (item !== null) {
      if (listKey === '') return null;
      const indent = line.indexOf('-');
      if (list === null) {
        list = [];
        listIndent = indent;
        properties[listKey] = list;
      }
      if (indent !== listIndent) return null;
      const value = simpleScalar(item[1] ?? '', false);
      if (value === undefined) return null;
      list.push(value);
      continue;
    }
    const pair = SIMPLE_KEY.exec(line);
    if (pair === null) return null;
    const key = pair[1] ?? '';
    if (Object.hasOwn(properties, key) || key === '__proto__' || simpleScalar(key, false) !== key) return null;
    const written = pair[2] ?? '';
    list = null;
    listKey = written === '' ? key : '';
    const value = written.startsWith('[') ? simpleFlow(written) : simpleScalar(written, false);
    if (value === undefined) return null;
    properties[key] = value;
  }
  return properties;
}

function simpleFlow(written: string): PropertyValue | undefined {
  if (!/^\[[^[\]{}"'#&*!|>%@`:]*\]$/u.test(written)) return undefined;
  const inner = written.slice(1, -1).trim();
  if (inner === '') return [];
  const values: PropertyValue[] = [];
  for (const part of inner.split(',')) {
    const value = simpleScalar(part.trim(), true);
    if (value === undefined || part.trim() === '') return undefined;
    values.push(value);
  }
  return values;
}

/** A scalar in YAML's core schema; `undefined` where it needs the full parser. */
function simpleScalar(written: string, inFlow: boolean): PropertyValue | undefined {
  if (written === '') return null;
  const first = written.charCodeAt(0);
  if (first === 34) return /^"[^"\\]*"$/u.test(written) ? written.slice(1, -1) : undefined;
  if (first === 39) return /^'[^']*'$/u.test(written) ? written.slice(1, -1) : undefined;
  if (/^[-?:,[\]{}#&*!|>%@`]/u.test(written)) return /^-\d/u.test(written) && isPlainNumber(written) ? Number(written) : undefined;
  if (/: |:$| #/u.test(written) || (inFlow && /[[\]{},]/u.test(written))) return undefined;
  if (first >= 48 && first <= 57) {
    if (isPlainNumber(written)) return Number(written);
    return /^[\d.eExXoOaAbBcCdDfF_+]+$/u.test(written) ? undefined : written;
  }
  if (first === 46 || first === 43) return undefined;
  if (/^(?:true|True|TRUE)$/u.test(written)) return true;
  if (/^(?:false|False|FALSE)$/u.test(written)) return false;
  if (/^(?:null|Null|NULL|~)$/u.test(written)) return null;
  return first === 126 ? undefined : written;
}

function isPlainNumber(written: string): boolean {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/u.test(written);
}

function readFullYaml(source: string): Pick<Frontmatter, 'properties' | 'error'> {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const problem = document.errors[0];
  if (problem !== undefined) {
    return { properties: {}, error: { message: problem.message, line: lineCounter.linePos(problem.pos[0]).line + 1 } };
  }
  if (document.contents === null) return { properties: {} };
  if (!isMap(document.contents)) return { properties: {}, error: { message: 'The properties are not a list of names and values.', line: 2 } };
  try {
    return { properties: toProperties(document.toJS({ maxAliasCount: 100 })) };
  } catch (error) {
    return { properties: {}, error: { message: error instanceof Error ? error.message : 'The properties cannot be read.', line: 2 } };
  }
}

function toProperties(value: unknown): Properties {
  const plain = toPropertyValue(value);
  return plain !== null && typeof plain === 'object' && !isList(plain) ? plain : {};
}

function isList(value: PropertyValue): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

function toPropertyValue(value: unknown): PropertyValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toPropertyValue);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toPropertyValue(entry)]));
  }
  return String(value);
}

/** Where the lines of `key` stand in `source`: from its line's start to behind its line ending. */
function keyExtent(source: string, key: string): { readonly start: number; readonly end: number } | 'unreadable' | null {
  const document = parseDocument(source, { strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  if (document.errors.length > 0) return 'unreadable';
  if (document.contents === null) return null;
  if (!isMap(document.contents) || document.contents.flow === true) return 'unreadable';
  for (const pair of document.contents.items) {
    const name = pair.key;
    if (!isScalar(name) || String(name.value) !== key || !name.range) continue;
    const start = source.lastIndexOf('\n', name.range[0] - 1) + 1;
    const value = pair.value;
    const valueEnd = hasRange(value) ? Math.max(value.range[1], name.range[1]) : name.range[1];
    const trimmed = start + source.slice(start, valueEnd).replace(/\s+$/u, '').length;
    const lineEnd = source.indexOf('\n', Math.max(trimmed, name.range[1]));
    return { start, end: lineEnd === -1 ? source.length : lineEnd + 1 };
  }
  return null;
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

/** The YAML lines of one property, each with `\n`: lists one item a line, links and odd strings quoted. */
function propertyLines(key: string, value: PropertyValue): string {
  const written = stringify({ [key]: value }, { lineWidth: 0, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN', nullStr: '' });
  return written.replace(/[ \t]+$/gmu, '');
}

/** The same for YAML without its fences; null where it is broken or not a map. */
export function setYamlProperty(yaml: string, key: string, value: PropertyValue | undefined): string | null {
  const changed = setProperty(yaml === '' ? '---\n---\n' : `---\n${yaml}\n---\n`, key, value);
  const found = changed === null ? null : findFrontmatter(changed);
  return changed === null || found === null ? null : changed.slice(found.content.start, found.content.end);
}

/** The YAML between the fences, without them; '' where the note has none. */
export function frontmatterYaml(text: string): string {
  const found = findFrontmatter(text);
  return found === null ? '' : text.slice(found.content.start, found.content.end);
}

/** The note with other YAML between its fences: they come with the first property, and go with the last. */
export function withFrontmatterYaml(text: string, yaml: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const found = findFrontmatter(text);
  const start = found?.range.start ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const lines = yaml.replaceAll(/\r?\n/gu, lineEnd);
  if (yaml.trim() === '') return text.slice(0, start) + text.slice(found?.bodyStart ?? start);
  if (found === null) return `${text.slice(0, start)}---${lineEnd}${lines}${lineEnd}---${lineEnd}${text.slice(start)}`;
  const behind = text.slice(found.content.end);
  return text.slice(0, found.content.start) + lines + (/^\r?\n/u.test(behind) ? '' : lineEnd) + behind;
}
