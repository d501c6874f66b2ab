import { describe, expect, it } from 'vitest';
import { matchTexts, patternOf, replacementFor, type FindQuery } from './match-text.ts';

const query = (text: string, options: Partial<FindQuery> = {}): FindQuery => ({ text, matchCase: false, wholeWord: false, regex: false, ...options });

function found(wanted: FindQuery, ...texts: readonly string[]): readonly string[] {
  const pattern = patternOf(wanted);
  return pattern === null ? ['no pattern'] : matchTexts(texts, pattern).map(({ text, from, to }) => `${text}:${(texts[text] ?? '').slice(from, to)}`);
}

describe('finding in texts', () => {
  it('finds text as it is written, in any case or this one', () => {
    expect(found(query('a.b'), 'a.b A.B aXb', 'a.b')).toEqual(['0:a.b', '0:A.B', '1:a.b']);
    expect(found(query('a.b', { matchCase: true }), 'a.b A.B')).toEqual(['0:a.b']);
    expect(found(query('[x]-{1}/$^|\\'), '[x]-{1}/$^|\\')).toEqual(['0:[x]-{1}/$^|\\']);
  });

  it('knows whole words of any script', () => {
    expect(found(query('ofen', { wholeWord: true }), 'Ofen, Ofenrohr und Öfen, xofen')).toEqual(['0:Ofen']);
    expect(found(query('é', { wholeWord: true }), 'é été')).toEqual(['0:é']);
  });

  it('takes patterns, and says which are none', () => {
    expect(found(query(String.raw`\d+`, { regex: true }), 'a1 b22')).toEqual(['0:1', '0:22']);
    expect(found(query('(', { regex: true }), 'a')).toEqual(['no pattern']);
    expect(found(query('x*', { regex: true }), 'axx')).toEqual(['0:xx']);
  });

  it('puts groups into what replaces them, for patterns only', () => {
    const pattern = patternOf(query(String.raw`(?<year>\d{4})-(\d\d)`, { regex: true }));
    const [match] = pattern === null ? [] : matchTexts(['on 2026-11'], pattern);
    expect(match && replacementFor(match, '$2/$<year> ($&) $$1 $9', true)).toBe('11/2026 (2026-11) $1 $9');
    expect(match && replacementFor(match, '$2', false)).toBe('$2');
  });
});
