import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkIndexOf, linkTextFor, resolveLink, type LinkStyle } from './resolve-link.ts';

const index = linkIndexOf(['Home.md', 'a/Plan.md', 'b/deep/Plan.md', 'b/Other.md', 'img/pic.png', 'v1.2.md', 'Cafe\u0301.md', 'a/b/Other.md']);
const resolve = (target: string, source = 'Home.md'): string | null => resolveLink({ target }, source, index);

describe('resolveLink', () => {
  it('finds an exact path first, without minding the extension or case', () => {
    expect(resolve('a/Plan')).toBe('a/Plan.md');
    expect(resolve('A/plan.md')).toBe('a/Plan.md');
    expect(resolve('img/pic.png')).toBe('img/pic.png');
  });
  it('prefers the folder of the note that links, then the shortest path', () => {
    expect(resolve('Plan', 'b/deep/X.md')).toBe('b/deep/Plan.md');
    expect(resolve('Plan')).toBe('a/Plan.md');
    expect(resolve('b/Other')).toBe('b/Other.md');
    expect(resolve('deep/Plan')).toBe('b/deep/Plan.md');
  });
  it('compares names composed', () => {
    expect(resolve('Caf\u00e9')).toBe('Cafe\u0301.md');
  });
  it('takes dots in names for what they are', () => {
    expect(resolve('v1.2')).toBe('v1.2.md');
    expect(resolve('pic.png')).toBe('img/pic.png');
    expect(resolve('pic')).toBeNull();
  });
  it('gives a relative path no fallback by name', () => {
    expect(resolve('./Plan')).toBeNull();
    expect(resolve('./Plan', 'a/X.md')).toBe('a/Plan.md');
    expect(resolve('../Home', 'a/X.md')).toBe('Home.md');
    expect(resolve('../../x', 'a/X.md')).toBeNull();
  });
  it('knows the note itself, and what is no file', () => {
    expect(resolve('', 'a/Plan.md')).toBe('a/Plan.md');
    expect(resolve('https://example.org')).toBeNull();
    expect(resolve('Nowhere')).toBeNull();
  });
});

describe('linkTextFor', () => {
  it('writes the shortest text that means the file', () => {
    expect(linkTextFor('b/Other.md', 'Home.md', 'shortest', index)).toBe('Other');
    expect(linkTextFor('a/b/Other.md', 'Home.md', 'shortest', index)).toBe('a/b/Other');
    expect(linkTextFor('img/pic.png', 'Home.md', 'shortest', index)).toBe('pic.png');
    expect(linkTextFor('a/Plan.md', 'b/deep/X.md', 'relative', index)).toBe('../../a/Plan');
  });
  it('always resolves to its file', () => {
    const segment = fc.constantFrom('a', 'b', 'C', 'plan', 'Plan', 'x.y', 'pic.png', 'v1.md');
    const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}.md`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8, selector: (each) => each.toLowerCase() }), fc.nat(), fc.nat(), fc.constantFrom<LinkStyle>('shortest', 'relative', 'absolute'), (paths, one, two, style) => {
        const files = linkIndexOf(paths);
        const file = paths[one % paths.length] ?? '';
        const source = paths[two % paths.length] ?? '';
        expect(resolveLink({ target: linkTextFor(file, source, style, files) }, source, files)).toBe(file);
      }),
      { numRuns: 1000 },
    );
  });
});
