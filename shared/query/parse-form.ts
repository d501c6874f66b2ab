/**
 * Reads a `verso` block.
 *
 *     table status, due as "By", file.folder
 *     from #project and "projects/"
 *     where due < today + 7d and status != done
 *     sort due desc, file.name
 *     limit 20
 *
 * Lines are for the reader: a clause begins with its word, wherever it stands. What cannot be read
 * ends the reading with the place of it: half a query would show what nobody asked for.
 */
import { linkKey } from '../markdown/resolve-link.ts';
import { parseQuery } from '../search/parse-query.ts';
import { walkQuery } from '../search/query-tree.ts';
import { formTokens, type Token } from './form-tokens.ts';
import type { FieldKey, FormColumn, FormComparison, FormCondition, FormProblem, FormSource, FormValue, QueryForm } from './query-form.ts';

export type ParsedForm = { readonly form: QueryForm } | { readonly problem: FormProblem };

const kinds = ['table', 'list', 'tasks'] as const;
const clauses = ['from', 'where', 'sort', 'limit'] as const;
const longestText = 4000;
const deepest = 30;
const mostTokens = 500;
const mostColumns = 20;
const mostRows = 1000;

/** Names that Dataview has for what `file.` names here. */
const synonyms: Readonly<Record<string, string>> = {
  'file.ctime': 'file.created', 'file.cday': 'file.created', 'file.mtime': 'file.modified', 'file.mday': 'file.modified',
  'file.inlinks': 'file.backlinks', 'file.outlinks': 'file.links', 'file.link': 'file.name', 'file.etags': 'file.tags',
};

/** Thrown within this file only, to leave the descent. */
class Wrong extends Error {
  readonly problem: FormProblem;
  constructor(problem: FormProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

export function parseForm(text: string): ParsedForm {
  if (text.length > longestText) return { problem: { code: 'too-much', start: longestText, end: text.length, about: String(longestText) } };
  const cut = formTokens(text);
  if ('problem' in cut) return cut;
  const { tokens } = cut;
  const behind = tokens[mostTokens];
  if (behind !== undefined) return { problem: { code: 'too-much', start: behind.start, end: text.length, about: String(mostTokens) } };
  try {
    return { form: readForm(tokens) };
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.problem };
    throw error;
  }
}

function readForm(tokens: readonly Token[]): QueryForm {
  const last: Token = tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0 };
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at] ?? last;
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const wrong = (code: FormProblem['code'], token: Token = peek()): never => {
    throw new Wrong({ code, start: token.start, end: token.end, about: token.text });
  };
  const isWord = (...words: readonly string[]): boolean => peek().kind === 'word' && words.includes(peek().text.toLowerCase());
  const isSign = (sign: string): boolean => peek().kind === 'sign' && peek().text === sign;
  const take = (taken: boolean): boolean => {
    if (taken) at += 1;
    return taken;
  };
  const isClause = (): boolean => peek().kind === 'end' || isWord(...clauses);

  function readField(): { readonly key: FieldKey; readonly title: string } {
    const token = peek();
    if (token.text === '' || (token.kind !== 'word' && token.kind !== 'field')) return wrong('no-field');
    if (token.kind === 'word' && isClause()) return wrong('no-field');
    at += 1;
    const key = linkKey(token.text);
    return { key: synonyms[key] ?? key, title: token.text };
  }

  function readColumns(most: number): readonly FormColumn[] {
    const columns: FormColumn[] = [];
    if (isClause()) return columns;
    do {
      if (columns.length >= most) wrong('unexpected');
      const { key, title } = readField();
      if (!take(isWord('as'))) columns.push({ field: key, title });
      else if (peek().kind === 'quoted' || (peek().kind === 'word' && !isClause())) columns.push({ field: key, title: next().text });
      else wrong('no-title');
    } while (take(isSign(',')));
    return columns;
  }

  /** `a and b or not (c)`: `and` holds more tightly than `or`. */
  function readJoined<T>(readOne: () => T, join: (kind: 'all' | 'any', parts: readonly T[]) => T, negate: (part: T) => T): T {
    const readSigned = (): T => {
      const open = peek();
      if (take(isWord('not'))) return negate(deeper(open, readSigned));
      if (!take(isSign('('))) return readOne();
      const inner = deeper(open, readOr);
      if (!take(isSign(')'))) wrong('unclosed-group', open);
      return inner;
    };
    const readSeveral = (sign: 'and' | 'or', kind: 'all' | 'any', readPart: () => T): T => {
      const first = readPart();
      const parts = [first];
      while (take(isWord(sign))) parts.push(readPart());
      return parts.length === 1 ? first : join(kind, parts);
    };
    const readAnd = (): T => readSeveral('and', 'all', readSigned);
    const readOr = (): T => readSeveral('or', 'any', readAnd);
    return readOr();
  }

  function deeper<T>(token: Token, read: () => T): T {
    depth += 1;
    if (depth > deepest) wrong('too-deep', token);
    const inner = read();
    depth -= 1;
    return inner;
  }

  function readSource(): FormSource {
    const token = peek();
    if (isClause()) return wrong('no-source');
    at += 1;
    switch (token.kind) {
      case 'tag':
        return { kind: 'tag', tag: token.text };
      case 'quoted':
        return { kind: 'place', path: token.text.replace(/^\.?\/+|\/+$/gu, '').replace(/\.md$/iu, '') };
      case 'link':
        return { kind: 'linking', target: isHere(token.text) ? null : token.text };
      case 'word':
        if (token.text.toLowerCase() === 'this') return { kind: 'here' };
        if (token.text.toLowerCase() === 'search') return readSearch();
        return wrong('no-source', token);
      default:
        return wrong('no-source', token);
    }
  }

  function readSearch(): FormSource {
    const token = next();
    if (token.kind !== 'quoted') return wrong('no-value', token);
    // Between quotes no quotes can stand: a single one is a phrase's.
    const { root, problems } = parseQuery(token.text.replaceAll("'", '"'));
    const needsText = root !== null && [...walkQuery(root)].some(({ kind }) => kind === 'regex' || kind === 'within' || kind === 'case');
    if (root === null || problems.length > 0 || needsText) return wrong('bad-search', token);
    return { kind: 'search', root };
  }

  function readCondition(): FormCondition {
    if (isClause()) return wrong('no-condition');
    const { key: field } = readField();
    if (take(isWord('is'))) {
      const negated = take(isWord('not'));
      if (!take(isWord('empty'))) wrong('no-comparison');
      const empty: FormCondition = { kind: 'empty', field };
      return negated ? { kind: 'not', part: empty } : empty;
    }
    if (take(isWord('contains'))) return { kind: 'compare', field, comparison: 'contains', value: readValue() };
    if (peek().kind === 'comparison') return { kind: 'compare', field, comparison: next().text as FormComparison, value: readValue() }; // one of the signs that are cut
    if (!isClause() && !isWord('and', 'or') && !isSign(')')) return wrong('no-comparison');
    return { kind: 'holds', field };
  }

  function readValue(): FormValue {
    const token = peek();
    if (token.kind === 'end' || token.kind === 'sign' || token.kind === 'comparison' || token.kind === 'field' || isClause()) return wrong('no-value');
    at += 1;
    switch (token.kind) {
      case 'tag':
        return { kind: 'tag', tag: token.text };
      case 'link':
        return { kind: 'link', target: isHere(token.text) ? null : token.text };
      case 'quoted':
        return { kind: 'text', text: token.text };
      default:
        return readWord(token);
    }
  }

  function readWord(token: Token): FormValue {
    const written = token.text.toLowerCase();
    const day = /^(yesterday|today|tomorrow)(?:([+-])(\d{1,5})([dwmy]?))?$/u.exec(written);
    if (day !== null) {
      const from = { yesterday: -1, today: 0, tomorrow: 1 }[day[1] as 'yesterday' | 'today' | 'tomorrow']; // one of the pattern's three
      if (day[2] !== undefined) return { kind: 'day', days: from + daysOf(day[2], day[3] ?? '', day[4] ?? '') };
      // `today + 7d`, with spaces.
      if (!isWord('+', '-')) return { kind: 'day', days: from };
      const sign = next();
      const count = /^(\d{1,5})([dwmy]?)$/u.exec(peek().kind === 'word' ? peek().text.toLowerCase() : '');
      if (count === null) return wrong('no-number');
      at += 1;
      return { kind: 'day', days: from + daysOf(sign.text, count[1] ?? '', count[2] ?? '') };
    }
    if (/^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/u.test(written)) return { kind: 'number', number: Number(written) };
    if (/^\d{4}-\d{2}(?:-\d{2}(?:t\d{2}:\d{2}(?::\d{2})?)?)?$/u.test(written)) return { kind: 'date', text: token.text.toUpperCase() };
    if (written === 'this') return { kind: 'link', target: null };
    return { kind: 'text', text: token.text };
  }

  if (peek().kind === 'end') return wrong('empty');
  const kind = kinds.find((each) => isWord(each));
  if (kind === undefined) return wrong('no-kind');
  at += 1;
  const columns = readColumns({ table: mostColumns, list: 1, tasks: 0 }[kind]);
  let source: FormSource | null = null;
  let where: FormCondition | null = null;
  let sort: { field: FieldKey; descending: boolean }[] = [];
  let limit: number | null = null;
  const seen = new Set<string>();
  while (peek().kind !== 'end') {
    const clause = next();
    const name = clauses.find((each) => clause.kind === 'word' && each === clause.text.toLowerCase());
    if (name === undefined) return wrong('unexpected', clause);
    if (seen.has(name)) wrong('twice', clause);
    seen.add(name);
    switch (name) {
      case 'from':
        source = readJoined<FormSource>(readSource, (joined, parts) => ({ kind: joined, parts }), (part) => ({ kind: 'not', part }));
        break;
      case 'where':
        where = readJoined<FormCondition>(readCondition, (joined, parts) => ({ kind: joined, parts }), (part) => ({ kind: 'not', part }));
        break;
      case 'sort':
        sort = readSort();
        break;
      case 'limit': {
        const count = next();
        if (count.kind !== 'word' || !/^\d{1,6}$/u.test(count.text) || Number(count.text) === 0) return wrong('no-number', count);
        limit = Math.min(mostRows, Number(count.text));
        break;
      }
    }
  }
  return { kind, columns, source, where, sort, limit };

  function readSort(): { field: FieldKey; descending: boolean }[] {
    take(isWord('by'));
    const keys: { field: FieldKey; descending: boolean }[] = [];
    do {
      const { key: field } = readField();
      const descending = take(isWord('desc', 'descending'));
      if (!descending) take(isWord('asc', 'ascending'));
      keys.push({ field, descending });
    } while (take(isSign(',')));
    return keys;
  }
}

function isHere(target: string): boolean {
  return target === '' || target.toLowerCase() === 'this';
}

/** A month is 30 days, a year 365: spans, not dates of a calendar. */
function daysOf(sign: string, count: string, unit: string): number {
  const days = Number(count) * ({ d: 1, w: 7, m: 30, y: 365 }[unit] ?? 1);
  return sign === '-' ? -days : days;
}
