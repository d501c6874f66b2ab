import { describe, expect, it } from 'vitest';
import { dueOf, withoutDue } from './task-due.ts';
import { changeTaskMark } from './task-mark.ts';

const note = '\ufeffIntro\r\n\r\n* [ ] paint **it** [[Oven|red]]\r\n  1. [/] half 😀\r\n> - [😀] odd\r\n';

describe('changing a task’s mark', () => {
  it('changes the mark and nothing else', () => {
    expect(changeTaskMark(note, { line: 3, mark: ' ', text: 'paint it red' }, 'x')).toEqual({ kind: 'changed', text: note.replace('* [ ]', '* [x]') });
    expect(changeTaskMark(note, { line: 4, mark: '/', text: 'half 😀' }, ' ')).toEqual({ kind: 'changed', text: note.replace('[/]', '[ ]') });
    expect(changeTaskMark(note, { line: 5, mark: '😀', text: 'odd' }, 'x')).toEqual({ kind: 'changed', text: note.replace('[😀]', '[x]') });
  });

  it('finds a task that moved, where only one says the same', () => {
    const moved = `New line\r\n${note.slice(1)}`;
    expect(changeTaskMark(moved, { line: 3, mark: ' ', text: 'paint it red' }, 'x')).toEqual({ kind: 'changed', text: moved.replace('* [ ]', '* [x]') });
  });

  it('of several that say the same takes the one that stood there, or the one with its mark, else none', () => {
    const twice = '- [ ] water\n- [ ] water\n';
    expect(changeTaskMark(twice, { line: 2, mark: ' ', text: 'water' }, 'x')).toEqual({ kind: 'changed', text: '- [ ] water\n- [x] water\n' });
    expect(changeTaskMark(twice, { line: 7, mark: ' ', text: 'water' }, 'x')).toEqual({ kind: 'lost' });
    expect(changeTaskMark('- [x] water\n- [ ] water\n', { line: 7, mark: ' ', text: 'water' }, 'x')).toEqual({ kind: 'changed', text: '- [x] water\n- [x] water\n' });
  });

  it('says so where the task is gone, is code now, or has the mark already', () => {
    expect(changeTaskMark('- [ ] other\n', { line: 1, mark: ' ', text: 'water' }, 'x')).toEqual({ kind: 'lost' });
    expect(changeTaskMark('```\n- [ ] water\n```\n', { line: 2, mark: ' ', text: 'water' }, 'x')).toEqual({ kind: 'lost' });
    expect(changeTaskMark('- [x] water\n', { line: 1, mark: ' ', text: 'water' }, 'x')).toEqual({ kind: 'same' });
  });
});

describe('the day that a task is due', () => {
  it('is read behind a calendar or in a field', () => {
    expect(dueOf('call 📅 2026-11-23')).toBe('2026-11-23');
    expect(dueOf('call [due:: 2026-11-23] now')).toBe('2026-11-23');
    expect(dueOf('call (Due::2026-11-23T10:00)')).toBe('2026-11-23');
    expect(withoutDue('call [due:: 2026-11-23] now')).toBe('call now');
  });

  it('is none where no calendar has it', () => {
    expect(dueOf('call 📅 2026-02-30')).toBeNull();
    expect(dueOf('call 2026-11-23')).toBeNull();
    expect(withoutDue('call 📅 2026-02-30')).toBe('call 📅 2026-02-30');
  });
});
