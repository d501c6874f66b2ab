import { describe, expect, it } from 'vitest';
import { exportFileName, inPathOrder } from './exported-notes.ts';

describe('the notes of an export', () => {
  it('stand in the order of their paths, those of a folder before those of its folders', () => {
    expect(inPathOrder(['b/10.md', 'b/deep/a.md', 'a.md', 'b/9.md', 'c.md', 'b/deep er/a.md'])).toEqual(['a.md', 'c.md', 'b/9.md', 'b/10.md', 'b/deep/a.md', 'b/deep er/a.md']);
  });
});

describe('the name of an exported file', () => {
  it('is the name of the note, without what some system refuses', () => {
    expect(exportFileName('Brot & Käse 💡', 'html')).toBe('Brot & Käse 💡.html');
    expect(exportFileName('a/b\\c: "d"?*', 'pdf')).toBe('a b c d.pdf');
    expect(exportFileName('..', 'pdf')).toBe('Export.pdf');
    expect([...exportFileName('x'.repeat(500), 'html')].length).toBeLessThan(140);
  });
});
