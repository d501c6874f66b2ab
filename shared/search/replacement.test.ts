import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findReplacements, type ReplaceRule } from './replacement.ts';

const plain: ReplaceRule = { find: '', replacement: '', regex: false, matchCase: true, wholeWord: false };

function replaced(text: string, rule: Partial<ReplaceRule>, from = 0): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: put } of findReplacements(text, { ...plain, ...rule }, { from, most: 1000 })) {
    expect(start).toBeGreaterThanOrEqual(at);
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}

describe('replacing plain text', () => {
  it('takes every sign as it is, in what is found and in what is put in', () => {
    expect(replaced('a.c abc $1 [[a.c]]', { find: 'a.c', replacement: '$& \\n $1' })).toBe('$& \\n $1 abc $1 [[$& \\n $1]]');
    expect(replaced('1 + (2)', { find: '+ (2)', replacement: '-' })).toBe('1 -');
  });

  it('heeds letter case only when it is to', () => {
    expect(replaced('Oven oven OVEN', { find: 'oven', replacement: 'kiln' })).toBe('Oven kiln OVEN');
    expect(replaced('Oven oven ÖFEN', { find: 'oVEN', replacement: 'kiln', matchCase: false })).toBe('kiln kiln ÖFEN');
    expect(replaced('ÜBUNG', { find: 'übung', replacement: 'x', matchCase: false })).toBe('x');
  });

  it('finds whole words in any script, and signs wherever they stand', () => {
    expect(replaced('art artist cart über-art art_', { find: 'art', replacement: 'x', wholeWord: true })).toBe('x artist cart über-x art_');
    expect(replaced('äart art', { find: 'art', replacement: 'x', wholeWord: true })).toBe('äart x');
    expect(replaced('f(x) f(xy)', { find: '(x', replacement: '[x', wholeWord: true })).toBe('f[x) f(xy)');
    expect(replaced('aaa aa', { find: 'aa', replacement: 'b', wholeWord: true })).toBe('aaa b');
    expect(replaced('𝒜art art', { find: 'art', replacement: 'x', wholeWord: true })).toBe('𝒜art x');
  });

  it('leaves out what would be the same', () => {
    expect(findReplacements('Oven oven', { ...plain, find: 'oven', replacement: 'oven', matchCase: false }, { from: 0, most: 10 })).toEqual([{ start: 0, end: 4, text: 'oven' }]);
  });

  it('begins where it is told to, and stops at a number', () => {
    expect(replaced('x: a\n---\nx: a', { find: 'a', replacement: 'b' }, 9)).toBe('x: a\n---\nx: b');
    expect(findReplacements('aaaa', { ...plain, find: 'a', replacement: 'b' }, { from: 0, most: 3 })).toHaveLength(3);
  });
});

describe('replacing by an expression', () => {
  const by = (find: string, replacement: string): Partial<ReplaceRule> => ({ find, replacement, regex: true });

  it('puts groups in by number and by name', () => {
    expect(replaced('2026-11-23', by('(\\d+)-(\\d+)-(?<day>\\d+)', '$<day>.$2.$1 ($&) $$ $4 $13 $0 $<no>'))).toBe('23.11.2026 (2026-11-23) $ $4 20263 $0 $<no>');
    expect(replaced('ab', by('(a)|(b)', '[$1$2]'))).toBe('[a][b]');
  });

  it('puts line ends and tabs in', () => {
    expect(replaced('a, b', by(', ', '\\n\\t\\\\n'))).toBe('a\n\t\\nb');
  });

  it('matches at each line, also where nothing stands, and ends', () => {
    expect(replaced('a\nb\n', by('^', '> '))).toBe('> a\n> b\n> ');
    expect(replaced('😀😀', by('', '-'))).toBe('-😀-😀-');
    expect(replaced('xx', by('x*?', '-'))).toBe('-x-x-');
  });

  it('sees one character at a line end, and writes them as the text does', () => {
    expect(replaced('a\r\nb\r\n\r\nc\r\n', by('b\\n\\nc$', 'B\\nC'))).toBe('a\r\nB\r\nC\r\n');
    expect(replaced('a \r\nb\t\r\n', by('[ \\t]+$', ''))).toBe('a\r\nb\r\n');
    expect(replaced('a\r\nb\nc\r\n', by('c', 'x\\ny'))).toBe('a\r\nb\nx\r\ny\r\n');
  });

  it('is no expression: nothing is found', () => {
    expect(findReplacements('a(', { ...plain, find: '(', regex: true }, { from: 0, most: 10 })).toEqual([]);
  });
});

it('changes nothing but what is found, whatever the line ends', () => {
  const piece = fc.constantFrom('ab', 'b', '\r\n', '\n', '\r', ' ', 'é', '😀');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('b', 'ab', 'é', '😀'), (pieces, find) => {
      const text = pieces.join('');
      expect(replaced(text, { find, replacement: 'XY' })).toBe(text.replaceAll(find, 'XY'));
    }),
  );
});
