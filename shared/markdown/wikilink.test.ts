import { describe, expect, it } from 'vitest';
import { formatWikilink, headingKey, parseWikilink, wikilinkLabel } from './wikilink.ts';

describe('parseWikilink', () => {
  it.each([
    ['N', { target: 'N' }],
    ['N.md', { target: 'N.md' }],
    ['Dir/N#H', { target: 'Dir/N', heading: 'H' }],
    ['N#H1#H2', { target: 'N', heading: 'H1#H2' }],
    ['#H', { target: '', heading: 'H' }],
    ['N#^id', { target: 'N', block: 'id' }],
    ['N#H|text', { target: 'N', heading: 'H', alias: 'text' }],
    ['N\\|text', { target: 'N', alias: 'text' }],
    ['N|a|b', { target: 'N', alias: 'a|b' }],
    ['i.png|100x145', { target: 'i.png', alias: '100x145' }],
    ['N|', { target: 'N', alias: '' }],
  ])('reads [[%s]]', (inner, expected) => {
    expect(parseWikilink(inner)).toEqual(expected);
  });
});

describe('formatWikilink', () => {
  it('gives back what was read', () => {
    for (const inner of ['N', 'Dir/N#H', 'N#H1#H2', '#H', 'N#^id', 'N#H|text', 'N|a|b']) {
      expect(formatWikilink(parseWikilink(inner))).toBe(`[[${inner}]]`);
    }
  });
  it('escapes the bar in tables and marks embeds', () => {
    expect(formatWikilink({ target: 'N', alias: 't' }, { inTable: true, embed: true })).toBe('![[N\\|t]]');
  });
});

describe('labels and headings', () => {
  it('shows the way to a heading', () => {
    expect(wikilinkLabel(parseWikilink('N#H1#H2'))).toBe('N > H1 > H2');
    expect(wikilinkLabel(parseWikilink('N#H|see'))).toBe('see');
  });
  it('compares headings without case and link punctuation', () => {
    expect(headingKey('What: a  [test]')).toBe(headingKey('what a test'));
  });
});
