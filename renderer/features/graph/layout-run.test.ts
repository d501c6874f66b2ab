import { describe, expect, it } from 'vitest';
import { seedPositions, type LayoutUpdate } from './layout-protocol.ts';
import { runLayout } from './layout-run.ts';

function lastUpdate(ids: readonly string[], edges: readonly number[]): LayoutUpdate {
  const updates = [...runLayout({ positions: seedPositions(ids), edges: Uint32Array.from(edges) })];
  const last = updates.at(-1);
  if (last === undefined) throw new Error('the layout gave no update');
  return last;
}

function distance(positions: Float32Array, a: number, b: number): number {
  const at = (index: number): number => positions[index] ?? Number.NaN;
  return Math.hypot(at(a * 2) - at(b * 2), at(a * 2 + 1) - at(b * 2 + 1));
}

describe('seedPositions', () => {
  it('gives a node the same place whatever stands around it', () => {
    const ids = ['wiki/a.md', 'wiki/b.md', 'wiki/c.md'];
    expect([...seedPositions(ids)]).toEqual([...seedPositions(ids)]);
  });

  it('spreads ids that share a long prefix', () => {
    const positions = seedPositions(Array.from({ length: 400 }, (_, index) => `daily/2026/note ${index}.md`));
    const left = positions.filter((value, index) => index % 2 === 0 && value < 0).length;
    expect(left).toBeGreaterThan(120);
    expect(left).toBeLessThan(280);
  });
});

describe('runLayout', () => {
  it('pulls linked notes closer together than strangers', () => {
    // Two cliques of four with no link between them.
    const clique = (offset: number): number[] => {
      const pairs: number[] = [];
      for (let a = 0; a < 4; a += 1) for (let b = a + 1; b < 4; b += 1) pairs.push(a + offset, b + offset);
      return pairs;
    };
    const ids = Array.from({ length: 8 }, (_, index) => `note ${index}`);
    const { positions, done } = lastUpdate(ids, [...clique(0), ...clique(4)]);
    expect(done).toBe(true);
    const inside = Math.max(distance(positions, 0, 1), distance(positions, 2, 3), distance(positions, 4, 7));
    expect(inside).toBeLessThan(distance(positions, 0, 4));
  });

  it('settles a single node, no node, self links and repeated links', () => {
    expect(lastUpdate(['one'], []).done).toBe(true);
    expect(lastUpdate([], []).positions).toHaveLength(0);
    const { positions } = lastUpdate(['a', 'b'], [0, 0, 0, 1, 1, 0, 0, 1]);
    expect([...positions].every(Number.isFinite)).toBe(true);
  });
});
