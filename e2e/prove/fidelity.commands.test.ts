import { describe, expect, it } from 'vitest';
import { fixturesPath } from '../fixtures-path.ts';
import { proveFolder } from './fidelity-run.ts';

const folder = fixturesPath('vaults');

describe('the editing commands', () => {
  // A sample; `npm run prove -- commands` goes over every note.
  it.skipIf(folder === null)('change the fewest lines, keep every other block, and undo to the same bytes, in a sample of every fixture vault', { timeout: 300_000 }, async () => {
    if (folder === null) return;
    const { counts, problems } = await proveFolder({ folder, asked: { variants: false, edits: 0, sessionEdits: 0, commands: 8 }, seed: 5, every: 75, threads: 1 });
    const of = (name: string): number => counts[name] ?? 0;
    for (const kind of ['text', 'structure', 'move']) {
      expect(of(`${kind}: runs`)).toBeGreaterThan(5);
      expect(problems.filter((problem) => !problem.includes('more lines than needed'))).toEqual([]);
      expect(of(`${kind}: undone`)).toBe(of(`${kind}: runs`));
    }
    expect(of('text: least') / of('text: runs')).toBeGreaterThanOrEqual(0.99);
    expect(of('structure: least') / of('structure: runs')).toBeGreaterThanOrEqual(0.95);
    expect(of('move: least') / of('move: runs')).toBeGreaterThanOrEqual(0.85);
  });
});
