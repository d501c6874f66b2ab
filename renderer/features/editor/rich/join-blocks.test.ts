import { describe, expect, it } from 'vitest';
import { splitCalloutTitle } from './block-commands.ts';
import { continueTitle, enterTable, joinIntoQuote, joinIntoTitle, joinNextItem, unquote } from './join-blocks.ts';
import { after, typed } from './run-command.test-support.ts';

describe('joining blocks', () => {
  it('takes the first block out of a quote, whatever stands above, and joins its text to what ends there then', () => {
    expect(after('> [!note] T\n> body\n\n> ‸quote\n>\n> more\n', unquote)).toBe('> [!note] T\n> body\n\nquote\n>\n> more\n');
    expect(after('> [!note] T\n> body\n\n> ‸quote\n>\n> more\n', unquote, joinIntoQuote, typed(' '))).toBe('> [!note] T\n> body quote\n\n> more\n');
    expect(after('> [!note] T\n> - a\n> - b\n\n‸*c*\n', joinIntoQuote)).toBe('> [!note] T\n> - a\n> - b*c*\n');
    expect(after('> > a\n\n‸b\n', joinIntoQuote)).toBe('> > ab\n');
  });

  it('leaves alone what has no line to go on: code, a table, a title', () => {
    for (const above of ['> ```\n> a\n> ```', '> | a |\n> | --- |', '> [!note] T', 'a', '- a']) {
      expect(() => after(`${above}\n\n‸b\n`, joinIntoQuote)).toThrow('did not apply');
    }
  });

  it('joins the line under a title to it, as Enter parted them, from either side', () => {
    expect(after('> [!note] Ti‸tle\n> body\n', splitCalloutTitle, joinIntoTitle)).toBe('> [!note] Title\n> body\n');
    expect(after('> [!note] T\n> ‸one\n> **two**\n>\n> three\n', joinIntoTitle)).toBe('> [!note] Tone **two**\n>\n> three\n');
    expect(after('> [!note] T‸\n> one\n', continueTitle, typed(' '))).toBe('> [!note] T one\n');
    expect(after('> [!note] T\n> ```\n> ‸code\n> ```\n', joinIntoTitle)).toBe('> [!note] T\n> code\n');
    expect(after('> [!note] T‸\n> - one\n', continueTitle)).toBe('> [!note] T\n> - one\n');
  });

  it('goes on with the next item where one ends, on whatever level that is', () => {
    expect(after('- a\n  - b\n    - c‸\n- d\n- e\n', joinNextItem, typed(' '))).toBe('- a\n  - b\n    - c d\n- e\n');
    expect(after('- a‸\n  - b\n- c\n', joinNextItem)).toBe('- ab\n- c\n');
    expect(after('1. a‸\n2. *b*\n', joinNextItem)).toBe('1. a*b*\n');
    for (const note of ['- a‸\n- b\n  - c\n', '- a‸\n\ntext\n', '- a‸\n\n  ***\n- b\n', '- a‸\n- ```\n  b\n  ```\n']) expect(() => after(note, joinNextItem)).toThrow('did not apply');
  });

  it('goes into the table beside it, and leaves its cells as they are', () => {
    const table = '| a | b |\n| - | - |\n| c | d |\n';
    expect(after(`${table}\n‸text\n`, enterTable(-1), typed('!'))).toBe(`${table.replace('d', 'd!')}\ntext\n`);
    expect(after(`text‸\n\n${table}`, enterTable(1), typed('!'))).toBe(`text\n\n${table.replace('a', '!a')}`);
    expect(() => after(`${table}\nte‸xt\n`, enterTable(-1))).toThrow('did not apply');
  });
});
