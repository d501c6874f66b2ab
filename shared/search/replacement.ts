/**
 * Finds what a replacement changes in a text, and what stands there afterwards: pure.
 *
 * Only what is found changes. A line end is one character to an expression, however the text writes
 * it, and one that is put in is written as the text writes its own.
 */
import { z } from 'zod';
import { compileRegex, escapeRegex } from './regex.ts';

export const replaceRuleSchema = z
  .object({
    find: z.string().min(1).max(1000),
    /** As it is; behind an expression `$1`, `$<name>`, `$&`, `$$`, `\n`, `\t` and `\\` stand for what they say elsewhere too. */
    replacement: z.string().max(10_000),
    /** `find` is a regular expression. */
    regex: z.boolean(),
    matchCase: z.boolean(),
    /** Not in the middle of a longer word. */
    wholeWord: z.boolean(),
  })
  .readonly();
export type ReplaceRule = z.infer<typeof replaceRuleSchema>;

/** UTF-16 offsets into the text as given. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface ReplaceRange {
  /** Nothing before it is looked at. */
  readonly from: number;
  readonly most: number;
}

/** In order, none over another. An expression may never come back: run it only where it can be ended. */
export function findReplacements(text: string, rule: ReplaceRule, { from, most }: ReplaceRange): readonly Replacement[] {
  const expression = compileRegex(rule.regex ? rule.find : escapeRegex(rule.find), !rule.matchCase);
  if (expression === null) return [];
  const { source, lineEnd, offsetOf } = readLines(text.slice(from));
  const replacements: Replacement[] = [];
  while (replacements.length < most) {
    const found = expression.exec(source);
    if (found === null) break;
    const start = found.index;
    const end = start + found[0].length;
    if (rule.wholeWord && !isWhole(source, start, end)) {
      expression.lastIndex = behind(source, start);
      continue;
    }
    if (end === start) expression.lastIndex = behind(source, end);
    const put = rule.regex ? filled(rule.replacement, found) : rule.replacement;
    if (put !== found[0]) replacements.push({ start: from + offsetOf(start), end: from + offsetOf(end), text: lineEnd === '\n' ? put : put.replaceAll('\n', lineEnd) });
  }
  return replacements;
}

interface Lines {
  /** The text with `\n` for every line end. */
  readonly source: string;
  /** What most of its lines end in. */
  readonly lineEnd: '\n' | '\r\n';
  /** An offset of `source` in the text; asked for in order. */
  readonly offsetOf: (offset: number) => number;
}

function readLines(text: string): Lines {
  if (!text.includes('\r\n')) return { source: text, lineEnd: '\n', offsetOf: (offset) => offset };
  const shortened: number[] = [];
  for (let at = text.indexOf('\r\n'); at !== -1; at = text.indexOf('\r\n', at + 2)) shortened.push(at - shortened.length);
  const source = text.replaceAll('\r\n', '\n');
  let passed = 0;
  return {
    source,
    lineEnd: shortened.length > (source.split('\n').length - 1) / 2 ? '\r\n' : '\n',
    offsetOf(offset) {
      while ((shortened[passed] ?? Infinity) < offset) passed += 1;
      return offset + passed;
    },
  };
}

const wordCharacter = /[\p{L}\p{N}\p{M}_]/u;

/** Whether no word goes on beyond what was found. */
function isWhole(text: string, start: number, end: number): boolean {
  const isWord = (character: string | undefined): boolean => character !== undefined && wordCharacter.test(character);
  const [first, last] = [characterAt(text, start), characterBefore(text, end)];
  return !(isWord(characterBefore(text, start)) && isWord(first)) && !(isWord(last) && isWord(characterAt(text, end)));
}

function characterAt(text: string, at: number): string | undefined {
  const code = text.codePointAt(at);
  return code === undefined ? undefined : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string | undefined {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1);
}

function behind(text: string, at: number): number {
  return at + (characterAt(text, at)?.length ?? 1);
}

/** Groups that the expression does not have stay as they are written. */
function filled(template: string, found: RegExpExecArray): string {
  return template.replaceAll(/\$(?:([$&])|(\d{1,2})|<([^>]*)>)|\\([nt\\])/gu, (written: string, sign?: string, digits?: string, name?: string, escaped?: string) => {
    if (escaped !== undefined) return { n: '\n', t: '\t' }[escaped] ?? '\\';
    if (sign !== undefined) return sign === '$' ? '$' : found[0];
    if (name !== undefined) return found.groups === undefined || !(name in found.groups) ? written : (found.groups[name] ?? '');
    const number = Number(digits);
    if (number > 0 && number < found.length) return found[number] ?? '';
    // `$12` is the first group and a 2 where there are fewer than twelve.
    const first = Number(digits?.charAt(0));
    return digits?.length === 2 && first > 0 && first < found.length ? `${found[first] ?? ''}${digits.charAt(1)}` : written;
  });
}
