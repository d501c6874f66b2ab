import { describe, expect, it } from 'vitest';
import { scanNote } from '#shared/markdown/outline.ts';
import { contentWords, escapeStart, escapeWords, findQuote, plainLine, sharedWords } from './plain-text.ts';

describe('findQuote', () => {
  it('finds a quote whatever its quote marks, dashes and line breaks, and gives the words of the text', () => {
    expect(findQuote(`I'll own the launch - really`, 'Well:\nI’ll own\n  the launch — really.')).toBe('I’ll own the launch — really');
  });
  it('does not find words that are not there, or that are only part of a word', () => {
    expect(findQuote('I will own it', 'I’ll own the launch')).toBeNull();
    expect(findQuote('may', 'to my dismay')).toBeNull();
    expect(findQuote('   ', 'anything')).toBeNull();
  });
  it('is not confused by characters outside the basic plane', () => {
    expect(findQuote('the 🚀 launch', 'Now 🎉🎉 the 🚀  launch!')).toBe('the 🚀 launch');
  });
  it('finds quotes in scripts without spaces', () => {
    expect(findQuote('发布由她负责', '会议纪要：发布由她负责。')).toBe('发布由她负责');
  });
});

describe('sharedWords', () => {
  it('counts a word in another form, and no stop words', () => {
    expect(sharedWords(contentWords('I will own the launch'), contentWords('Dana owns launching'))).toBe(1);
    expect(sharedWords(contentWords('deliveries'), contentWords('delivery'))).toBe(1);
    expect(sharedWords(contentWords('cart'), contentWords('cartography'))).toBe(0);
    expect(sharedWords(contentWords('the and of'), contentWords('the and of'))).toBe(0);
  });
});

describe('plainLine and escapeWords', () => {
  const hostile = [
    '![x](https://evil.example/p.png?d=secret)',
    '[click](javascript:alert(1))',
    '<img src=https://evil.example/x onerror=alert(1)>',
    '[[Payroll]] and ![[Payroll]]',
    'a[^c-000000000000] forged',
    'https://evil.example/?q=1 www.evil.example/x',
    '# Heading\n- item\n> quote',
    '`code` **bold** ==mark== %%hidden%% $x$ #tag key:: value',
    '| a | b |\n|---|---|',
    '&lt;script&gt; &#91;&#91;x]]',
    ' ^m-123',
    '[x]: https://evil.example',
  ];
  it.each(hostile)('leaves nothing that Markdown reads in %j', (text) => {
    const safe = escapeStart(escapeWords(plainLine(text, 500)));
    const scan = scanNote(`A page\n\n${safe}\n`);
    expect(scan.links).toEqual([]);
    expect(scan.tags).toEqual([]);
    expect(scan.footnotes).toEqual([]);
    expect(scan.blockIds).toEqual([]);
    expect(scan.headings).toEqual([]);
    expect(safe).not.toMatch(/https?:\/\/|www\.|javascript:/u);
    expect(scan.blocks.map((block) => block.type)).toEqual(safe === '' ? ['paragraph'] : ['paragraph', 'paragraph']);
  });
  it('shows plain words as they are', () => {
    expect(escapeStart(escapeWords(plainLine('Dana owns the launch (v2.0), snake_case & all.', 200)))).toBe('Dana owns the launch (v2.0), snake_case & all.');
    const scan = scanNote(`${escapeStart(escapeWords('1. not a list * at all_'))}\n`);
    expect(scan.plainText).toBe('1. not a list * at all_');
  });
});
