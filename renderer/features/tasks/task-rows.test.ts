import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { Task } from '#shared/model/task.ts';
import { taskRows } from './task-rows.ts';

const task = (path: string, line: number, due: string | null = null): Task => ({ path: vaultPathSchema.parse(path), title: path.replace('.md', ''), line, mark: ' ', text: 't', due });

describe('rows of tasks', () => {
  it('stand under their notes, each counted', () => {
    const rows = taskRows([task('A.md', 1), task('A.md', 4), task('B.md', 2)], 'note');
    expect(rows.map(({ key }) => key)).toEqual(['group:A.md', 'A.md:1', 'A.md:4', 'group:B.md', 'B.md:2']);
    expect(rows[0]).toMatchObject({ kind: 'group', count: 2, group: { by: 'note', title: 'A' } });
  });

  it('stand under their days where the day orders them', () => {
    const rows = taskRows([task('B.md', 2, '2026-01-01'), task('A.md', 1, '2026-01-02'), task('C.md', 9)], 'due');
    expect(rows.map((row) => (row.kind === 'group' ? row.group : row.key))).toEqual([
      { by: 'day', day: '2026-01-01' }, 'B.md:2', { by: 'day', day: '2026-01-02' }, 'A.md:1', { by: 'day', day: null }, 'C.md:9',
    ]);
  });
});
