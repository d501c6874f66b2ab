import { describe, expect, it } from 'vitest';
import { conflictCopyMarks, originalOf } from './conflict-copy.ts';

const copies: readonly (readonly [string, string])[] = [
  ['Note (conflicted copy 2024-01-02).md', 'Note.md'],
  ["a/b/Note (Dana's conflicted copy 2024-01-02).md", 'a/b/Note.md'],
  ["Note (Dana's MacBook (work)'s conflicted copy 2024-01-02 1).md", 'Note.md'],
  ['Note (Conflicted copy from laptop on 2024-01-02).md', 'Note.md'],
  ['Note (conflicted copy 2024-01-02 123456).md', 'Note.md'],
  ['Note.sync-conflict-20240102-123456-ABCDEFG.md', 'Note.md'],
  ['v1.2 plan.sync-conflict-20240102-123456.md', 'v1.2 plan.md'],
  ['Note_conflict-20240102-123456.md', 'Note.md'],
  ['Note (SFConflict dana@example.org 2024-01-02-12-34-56).md', 'Note.md'],
  ['Note.sync-conflict-20240102-123456-ABCDEFG.sync-conflict-20240103-123456-ABCDEFG.md', 'Note.md'],
];

describe('copies that sync tools leave', () => {
  it.each(copies)('takes %s for another version of %s', (copy, original) => {
    expect(originalOf(copy)).toBe(original);
    expect(conflictCopyMarks.some((mark) => copy.toLowerCase().includes(mark))).toBe(true);
  });

  it.each(['Note 2.md', 'Note (1).md', 'Conflicted copy.md', 'A conflicted copy of a painting.md', 'Note.sync-conflict.md', '(conflicted copy).md', 'Note (conflicted copy 2024-01-02).png', 'sync-conflict-20240102-123456.md'])('leaves %s alone', (name) => {
    expect(originalOf(name)).toBeNull();
  });
});
