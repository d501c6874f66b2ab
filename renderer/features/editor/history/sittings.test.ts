import { describe, expect, test } from 'vitest';
import { snapshotSchema, type Snapshot } from '#shared/model/note.ts';
import { groupSittings } from './sittings.ts';

let id = 100;
const at = (minute: number, reason: Snapshot['reason'] = 'write'): Snapshot => {
  id -= 1;
  return snapshotSchema.parse({ id: String(id), path: 'a.md', takenMs: minute * 60_000, sizeBytes: 1, version: '0'.repeat(64), reason });
};

describe('sittings', () => {
  test('join saves that follow each other, and end with the last of them', () => {
    const snapshots = [at(62), at(61), at(60), at(10), at(9)];
    const sittings = groupSittings(snapshots);
    expect(sittings.map(({ saves }) => saves)).toEqual([3, 2]);
    expect(sittings[0]?.last).toBe(snapshots[0]);
    expect(sittings[0]?.before).toBe(snapshots[3]);
    expect(sittings[1]?.before).toBeNull();
  });

  test('leave alone what another program, a conflict or a deletion left', () => {
    const sittings = groupSittings([at(4), at(3, 'outside'), at(2, 'conflict'), at(1), at(0, 'before-write')]);
    expect(sittings.map(({ last, saves }) => `${last.reason} ${saves}`)).toEqual(['write 1', 'outside 1', 'conflict 1', 'write 1', 'before-write 1']);
  });
});
