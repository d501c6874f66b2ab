import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonBase, mergeVersions } from './two-versions.ts';

const base = 'One.\n\nTwo.\n\nThree.\n';
const mine = 'One, mine.\n\nTwo.\n\nThree.\n';
const theirs = 'One.\n\nTwo.\n\nThree, theirs.\n';

describe('two versions of a note', () => {
  it('departed from the older text that is nearest to the other side', () => {
    expect(commonBase(mine, theirs, [mine, base, 'Zero.\n'])).toBe(base);
  });

  it('are merged over that, so that a change of each side is kept and none is twice', () => {
    expect(mergeVersions(mine, theirs, [mine, base])).toEqual({ clean: true, text: 'One, mine.\n\nTwo.\n\nThree, theirs.\n', base });
  });

  it('keep both sides where they differ and nothing says what was before', () => {
    const merged = mergeVersions(mine, theirs, []);
    expect(merged.base).toBeNull();
    for (const line of ['One, mine.', 'One.', 'Two.', 'Three.', 'Three, theirs.']) expect(merged.text.split('\n')).toContain(line);
  });

  it('take over what only one of them has', () => {
    expect(mergeVersions('One.\n\nThree.\n', 'One.\n\nTwo.\n\nThree.\n', [])).toMatchObject({ clean: true, text: 'One.\n\nTwo.\n\nThree.\n' });
  });

  it('lose no line of either where no base is known', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', '- e'), { maxLength: 12 }).map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const merged = new Set(mergeVersions(one, other, []).text.split('\n'));
        expect([...one.split('\n'), ...other.split('\n')].filter((line) => line !== '' && !merged.has(line))).toEqual([]);
      }),
    );
  });
});
