import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeNoteName, noteNameFrom } from './note-name.ts';

describe('noteNameFrom', () => {
  it('drops what links and file systems cannot hold', () => {
    expect(noteNameFrom('Re: [Plan] #1 | a/b\\c *now*? "yes" <ok> ^id')).toBe('Re Plan 1 a b c now yes ok id');
  });
  it('avoids names that Windows reserves, and trailing dots', () => {
    expect(noteNameFrom('CON')).toBe('CON note');
    expect(noteNameFrom('nul.txt')).toBe('nul note');
    expect(noteNameFrom('What now...')).toBe('What now');
    expect(noteNameFrom('.hidden')).toBe('hidden');
  });
  it('never gives an empty name', () => {
    expect(noteNameFrom('///')).toBe('Untitled');
    expect(noteNameFrom('', 'No subject')).toBe('No subject');
  });
  it('cuts CJK and emoji between characters', () => {
    const cjk = noteNameFrom('漢'.repeat(100));
    expect(cjk).toBe('漢'.repeat(40));
    expect(noteNameFrom('👩‍👩‍👧‍👦'.repeat(20))).toBe('👩‍👩‍👧‍👦'.repeat(4));
  });
  it('is safe and stable for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const name = noteNameFrom(title);
        expect(name).not.toMatch(/[#^[\]|\\/:*?"<>\n\r\t]/u);
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(125);
        expect(name).not.toMatch(/^[. ]|[. ]$/u);
        expect(name.length).toBeGreaterThan(0);
        expect(noteNameFrom(name)).toBe(name);
      }),
    );
  });
});

describe('freeNoteName', () => {
  it('numbers a taken name', () => {
    const taken = new Set(['Plan', 'Plan 2']);
    expect(freeNoteName('Plan', (name) => taken.has(name))).toBe('Plan 3');
    expect(freeNoteName('Other', (name) => taken.has(name))).toBe('Other');
  });
});
