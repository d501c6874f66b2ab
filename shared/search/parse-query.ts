/**
 * Reads what a person typed into the search box.
 *
 *     launch "big rocket" -old (path:notes OR tag:#work) [rating:>=4] line:(a b) /\d{4}/
 *
 * Search answers while it is typed: whatever is not finished is read as well as it can be, and
 * told as a problem with its place. What is no operator is a word; signs in the middle of words are
 * words too, so that pasted text finds itself.
 */
import { compileRegex } from './regex.ts';
import type { Comparison, PropertyTest, QueryNode, QueryProblem, QueryUnit } from './query-tree.ts';

export interface ParsedQuery {
  /** Null where nothing was asked for. */
  readonly root: QueryNode | null;
  readonly problems: readonly QueryProblem[];
}

/** Deeper than anybody nests, and far from what the index's own parser takes. */
const deepest = 30;
/** Words and conditions of a search with operators. */
const most = 200;

const units: readonly QueryUnit[] = ['line', 'block', 'section', 'task', 'task-todo', 'task-done'];
const operator = /(path|file|content|tag|line|block|section|task-todo|task-done|task|match-case|ignore-case|created|modified):/iuy;
const comparison = /^(<=|>=|<|>|=)?\s*(.*)$/su;

export function parseQuery(text: string): ParsedQuery {
  const problems: QueryProblem[] = [];
  let at = 0;
  let depth = 0;
  let count = 0;

  const report = (code: QueryProblem['code'], start: number, end: number, about = text.slice(start, end)): null => {
    problems.push({ code, start, end, about });
    return null;
  };
  const skipSpace = (): void => {
    while (/\s/u.test(text.charAt(at))) at += 1;
  };
  const isEnd = (index: number): boolean => index >= text.length || /\s/u.test(text.charAt(index)) || (depth > 0 && text.charAt(index) === ')');

  function readAny(): QueryNode | null {
    const parts: QueryNode[] = [];
    let sign: readonly [number, number] | null = null;
    for (;;) {
      const before = at;
      const part = readAll();
      if (part !== null) parts.push(part);
      else if (sign !== null || isOr()) report('missing-side', ...(sign ?? ([at, at + 2] as const)), 'OR');
      if (!isOr()) return join('any', parts);
      sign = [at, at + 2];
      at += 2;
      if (at === before) return join('any', parts);
    }
  }

  function isOr(): boolean {
    skipSpace();
    return text.startsWith('OR', at) && isEnd(at + 2);
  }

  function readAll(): QueryNode | null {
    const parts: QueryNode[] = [];
    for (;;) {
      skipSpace();
      if (at >= text.length || (depth > 0 && text.charAt(at) === ')') || isOr()) return join('all', parts);
      const part = readOne();
      if (part !== null) parts.push(part);
    }
  }

  function readOne(): QueryNode | null {
    if (text.charAt(at) === '-' && !isEnd(at + 1)) {
      at += 1;
      const part = readOperand();
      return part === null ? null : { kind: 'not', part };
    }
    return readOperand();
  }

  function readOperand(): QueryNode | null {
    const start = at;
    count += 1;
    if (count > most) {
      at = text.length;
      return report('too-many', start, text.length, String(most));
    }
    const sign = text.charAt(at);
    if (sign === '(') return readGroup();
    if (sign === '"') return readPhrase();
    if (sign === '/') return readRegex() ?? readWord();
    if (sign === '[') return readProperty() ?? readWord();
    operator.lastIndex = at;
    const found = operator.exec(text);
    if (found !== null) {
      at = operator.lastIndex;
      return readOperator((found[1] ?? '').toLowerCase(), start);
    }
    return readWord();
  }

  function readGroup(): QueryNode | null {
    const start = at;
    if (depth >= deepest) {
      at = text.length;
      return report('too-deep', start, start + 1);
    }
    at += 1;
    depth += 1;
    const part = readAny();
    depth -= 1;
    if (text.charAt(at) === ')') at += 1;
    else report('unclosed-group', start, start + 1);
    return part ?? report('empty-group', start, at);
  }

  function readPhrase(): QueryNode | null {
    const close = text.indexOf('"', at + 1);
    const inner = text.slice(at + 1, close === -1 ? text.length : close);
    at = close === -1 ? text.length : close + 1;
    return inner.trim() === '' ? null : { kind: 'phrase', text: inner };
  }

  /** Null where no slash ends it: then it is a word, as paths are. */
  function readRegex(): QueryNode | null {
    const start = at;
    let isClass = false;
    for (let index = at + 1; index < text.length; index += 1) {
      const sign = text.charAt(index);
      if (sign === '\n') return null;
      if (sign === '\\') index += 1;
      else if (sign === '[') isClass = true;
      else if (sign === ']') isClass = false;
      else if (sign === '/' && !isClass && index > start + 1 && isEnd(index + 1)) {
        const source = text.slice(start + 1, index);
        at = index + 1;
        if (compileRegex(source, true) === null) return report('bad-regex', start, at) ?? { kind: 'any', parts: [] };
        return { kind: 'regex', source };
      }
    }
    return null;
  }

  function readWord(): QueryNode | null {
    const start = at;
    while (!isEnd(at)) at += 1;
    const word = text.slice(start, at);
    if (/^#[^\s#]+$/u.test(word)) return { kind: 'tag', tag: tagOf(word) };
    return { kind: 'word', text: word };
  }

  function readOperator(name: string, start: number): QueryNode | null {
    const unit = units.find((candidate) => candidate === name);
    if (isEnd(at)) return report('missing-value', start, at, `${name}:`);
    if (name === 'created' || name === 'modified') return readTime(name, start);
    if (name === 'tag') return readTag(start);
    // Any task, any line: two quotes with nothing in them.
    if (unit !== undefined && text.startsWith('""', at)) {
      at += 2;
      return { kind: 'within', unit, part: null };
    }
    const part = readOperand();
    if (part === null) return problems.length > 0 ? null : report('missing-value', start, at, `${name}:`);
    if (unit !== undefined) return { kind: 'within', unit, part };
    if (name === 'path' || name === 'file') return { kind: 'place', place: name, part };
    if (name === 'content') return part;
    return { kind: 'case', exact: name === 'match-case', part };
  }

  /** What stands behind an operator as plain text: in quotes, or up to a space. */
  function readValue(): string {
    const start = at;
    if (text.charAt(at) === '"') {
      readPhrase();
      return text.slice(start, at).replaceAll('"', '');
    }
    while (!isEnd(at)) at += 1;
    return text.slice(start, at);
  }

  function readTag(start: number): QueryNode | null {
    const tag = tagOf(readValue());
    return tag === '' ? report('missing-value', start, at, 'tag:') : { kind: 'tag', tag };
  }

  function readTime(which: 'created' | 'modified', start: number): QueryNode | null {
    const [, sign = '=', day = ''] = comparison.exec(readValue()) ?? [];
    if (!isDay(day)) return report('bad-date', start, at, day);
    return { kind: 'time', which, comparison: sign as Comparison, day }; // one of the pattern's five
  }

  /** `[name]`, `[name:value]`, `[name:>4]`, `[name:a OR b]`; null where it is a word, as links are. */
  function readProperty(): QueryNode | null {
    const found = /^\[(?:"([^"]+)"|([^[\]:"]+))(?::((?:"[^"]*"|[^[\]"])*))?\]/u.exec(text.slice(at));
    if (found === null || !isEnd(at + found[0].length)) return null;
    const [whole, quoted, bare = '', values] = found;
    const start = at;
    const name = (quoted ?? bare).trim();
    at += whole.length;
    if (name === '') return report('bad-property', start, at);
    if (values === undefined) return { kind: 'property', name, tests: [] };
    const tests = values.split(/\sOR\s/u).map(testOf);
    if (tests.some(({ value }) => value === '')) return report('bad-property', start, at);
    return { kind: 'property', name, tests };
  }

  const parts: QueryNode[] = [];
  while (at < text.length) {
    const part = readAny();
    if (part !== null) parts.push(part);
    skipSpace();
  }
  return { root: join('all', parts), problems };
}

function join(kind: 'all' | 'any', parts: readonly QueryNode[]): QueryNode | null {
  const [first] = parts;
  return first === undefined ? null : parts.length === 1 ? first : { kind, parts };
}

function tagOf(written: string): string {
  return written.replace(/^#/u, '').replace(/\/+$/u, '');
}

function testOf(written: string): PropertyTest {
  const [, sign, value = ''] = comparison.exec(written.trim()) ?? [];
  return { comparison: (sign as Comparison | undefined) ?? 'has', value: value.replaceAll('"', '').trim() }; // one of the pattern's five
}

/** `2026`, `2026-11`, `2026-11-23`. */
function isDay(text: string): boolean {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(text);
  if (found === null) return false;
  const [, year = '', month = '01', day = '01'] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
