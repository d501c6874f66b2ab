import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from './merge.ts';

const base = '# Plan\n\nFirst paragraph.\n\n- one\n- two\n- three\n\nLast.\n';

describe('merge', () => {
  it('takes changes to different paragraphs from both sides', () => {
    const mine = base.replace('First', 'My first');
    const theirs = base.replace('Last.', 'Last, they said.');
    expect(merge({ base, mine, theirs })).toEqual({ kind: 'merged', text: mine.replace('Last.', 'Last, they said.') });
  });
  it('merges different lines of one list', () => {
    const mine = base.replace('- one', '- one!');
    const theirs = base.replace('- three', '- three!');
    expect(merge({ base, mine, theirs })).toEqual({ kind: 'merged', text: mine.replace('- three', '- three!') });
  });
  it('keeps both sides of a true conflict', () => {
    const mine = base.replace('First', 'My first');
    const theirs = base.replace('First', 'Their first');
    const result = merge({ base, mine, theirs });
    expect(result.kind).toBe('conflict');
    if (result.kind !== 'conflict') return;
    const [region] = result.regions;
    expect(result.text).toBe(mine);
    expect(region?.theirs).toContain('Their first');
    expect(result.text.slice(region?.start, region?.end)).toBe(region?.mine);
  });
  it('lets the side that changed the final line ending decide', () => {
    expect(merge({ base: 'a\n\nb', mine: 'A\n\nb', theirs: 'a\n\nb\n\nc\n' })).toEqual({ kind: 'merged', text: 'A\n\nb\n\nc\n' });
    expect(merge({ base: 'a\n\nb', mine: 'A\n\nb', theirs: 'a\n\nB' })).toEqual({ kind: 'merged', text: 'A\n\nB' });
  });
  it('loses no line that either side wrote', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', '- x', '> q');
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, (one, two, three) => {
        const mine = two.replaceAll('a', 'mine');
        const theirs = three.replaceAll('b', 'theirs');
        const result = merge({ base: one, mine, theirs });
        const everything = result.kind === 'merged' ? result.text : result.text + result.regions.map((region) => `\n${region.theirs}`).join('');
        for (const written of ['mine', 'theirs']) {
          const wanted = (written === 'mine' ? mine : theirs).split(written).length;
          expect(everything.split(written).length).toBeGreaterThanOrEqual(wanted);
        }
      }),
    );
  });
  it('is the changed side where the other did nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, two) => {
        expect(merge({ base: one, mine: one, theirs: two })).toEqual({ kind: 'merged', text: two });
        expect(merge({ base: one, mine: two, theirs: one })).toEqual({ kind: 'merged', text: two });
        expect(merge({ base: one, mine: two, theirs: two })).toEqual({ kind: 'merged', text: two });
      }),
    );
  });
});
