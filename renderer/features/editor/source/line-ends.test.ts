import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRange } from './changed-range.ts';
import { normalizeLineEnds, restoreLineEnds } from './line-ends.ts';

const anyText = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '\r', ' ', '😀', '\ud83d'), { maxLength: 30 }).map((parts) => parts.join(''));

describe('line ends', () => {
  it('come back as they were when nothing was edited, whatever the mixture', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: normal, ends } = normalizeLineEnds(text);
        expect(restoreLineEnds(normal, ends)).toBe(text);
      }),
    );
  });

  it('stay on the lines that an edit did not touch', () => {
    const { ends } = normalizeLineEnds('one\r\ntwo\nthree\r\nfour\n');
    expect(restoreLineEnds('one\nTWO\nthree\nfour\n', ends)).toBe('one\r\nTWO\nthree\r\nfour\n');
  });

  it('are the commonest for new lines', () => {
    const { ends } = normalizeLineEnds('one\r\ntwo\r\n');
    expect(restoreLineEnds('one\nnew\ntwo\n', ends)).toBe('one\r\nnew\r\ntwo\r\n');
  });
});

describe('changed range', () => {
  it('turns one text into the other and is empty only for equal texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const change = changedRange(before, after);
        if (change === null) expect(after).toBe(before);
        else expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
      }),
    );
  });

  it('does not cut a character in two', () => {
    expect(changedRange('😀', '😁')).toEqual({ from: 0, to: 2, insert: '😁' });
  });
});
