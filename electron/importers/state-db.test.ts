import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWritable, type WritableDb } from '../db/database.ts';
import type { ImportState, StagedMessage } from './import-state.ts';
import { createImportState } from './state-db.ts';

let folder: string;
let db: WritableDb;
let state: ImportState;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'verso-state-'));
  db = openWritable(path.join(folder, 'state.db'), { durable: false });
  state = createImportState(db);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function staged(seq: number, key: string): StagedMessage {
  return { seq, key, block: `m-${seq}`, hash: 'h', version: 0, sortMs: seq, labels: ['a'], payload: '{}' };
}

describe('the import state', () => {
  it('joins conversations whichever message comes first', () => {
    for (const order of [['a', 'b', 'c'], ['c', 'b', 'a'], ['a', 'c', 'b']]) {
      const parents: Readonly<Record<string, string[]>> = { a: [], b: ['a'], c: ['b'] };
      state.begin('x', 'f');
      state.end('x');
      order.forEach((key, index) => {
        state.stage('x', staged(index + 1, key), null);
        state.link('x', [key, ...(parents[key] ?? [])], index + 1);
      });
      state.groupByLinks('x');
      expect(state.groupCount('x')).toBe(1);
      state.end('x');
    }
  });

  it('goes on from a checkpoint of the same source, and from nothing for another', () => {
    expect(state.begin('x', 'one')).toBeNull();
    state.stage('x', staged(1, 'a'), 'g');
    state.checkpoint('x', 'here');
    expect(createImportState(db).begin('x', 'one')).toBe('here');
    expect(state.groups('x', '', 10)).toEqual(['g']);
    expect(state.begin('x', 'two')).toBeNull();
    expect(state.groups('x', '', 10)).toEqual([]);
  });

  it('keeps what was staged for the last few imports only', () => {
    for (const id of ['1', '2', '3', '4', '5']) {
      state.begin(id, 'f');
      state.stage(id, staged(1, 'a'), 'g');
      state.checkpoint(id, 'c');
    }
    expect(['1', '2', '3', '4', '5'].map((id) => state.groupCount(id))).toEqual([0, 0, 1, 1, 1]);
  });

  it('is made anew when its tables are of another version', () => {
    state.rememberNote('mail:thread:a', 'raw/mail/a.md');
    expect(createImportState(db).isEmpty()).toBe(false);
    db.exec('UPDATE import_schema SET version = 1');
    db.exec('ALTER TABLE import_run DROP COLUMN ordinal');
    const again = createImportState(db);
    expect(again.isEmpty()).toBe(true);
    expect(again.begin('x', 'f')).toBeNull();
  });

  it('counts people by what they did and orders their names by use', () => {
    const touch = { id: 'mail:a@x.org', atMs: 5, role: 'wrote', owner: false } as const;
    for (const name of ['Ada', 'Ada L', 'Ada L', '']) state.touchPerson({ ...touch, name });
    state.touchPerson({ ...touch, name: '', role: 'addressed', atMs: 2, owner: true });
    const person = { id: 'mail:a@x.org', names: ['Ada L', 'Ada'], wrote: 4, addressed: 1, writtenByOwner: 0, owner: true, firstMs: 2, lastMs: 5 };
    expect([...state.people()]).toEqual([person]);
    db.exec('DELETE FROM import_person; DELETE FROM import_person_name');
    state.restorePerson(person);
    expect([...state.people()]).toEqual([person]);
  });
});
