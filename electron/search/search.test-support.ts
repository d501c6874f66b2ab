/** A real index in a folder of its own, filled with notes given as text. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { WritableDb } from '../db/database.ts';
import { openIndexDatabase } from '../indexer/index-database.ts';
import { insertFile, setContent } from '../indexer/index-rows.ts';
import { noteRows } from '../indexer/note-rows.ts';
import { writeNoteRows } from '../indexer/note-tables.ts';

export interface TestIndex {
  readonly db: WritableDb;
  readonly file: string;
  add(notePath: string, text: string, times?: { readonly modifiedMs?: number; readonly createdMs?: number }): void;
  remove(): void;
}

export function makeTestIndex(): TestIndex {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-search-'));
  const file = path.join(folder, 'index.db');
  const { db } = openIndexDatabase(file, folder);
  let count = 0;
  return {
    db,
    file,
    add(notePath, text, { modifiedMs, createdMs } = {}) {
      count += 1;
      const rows = noteRows(notePath, text);
      db.transaction(() => {
        const found = { path: notePath, kind: 'note', sizeBytes: text.length, modifiedMs: modifiedMs ?? count, createdMs: createdMs ?? count, inode: String(count) } as const;
        const id = insertFile(db, found, rows.title);
        writeNoteRows(db, id, rows, () => null);
        setContent(db, id, 'v', null);
      });
    },
    remove() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
