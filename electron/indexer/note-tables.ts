/**
 * The rows of one note's content in the index. Callers make the transactions.
 *
 * Full-text rows go from low ids to high ones, each deleted just before it is written again: at
 * every step back the full-text index writes what it has gathered to disk.
 */
import type { WritableDb } from '../db/database.ts';
import { passageId, passagesPerFile } from './file-row.ts';
import type { NoteRows } from './note-rows.ts';
import { packNote, packedWidths, type PackedNote } from './packed-note.ts';

type Value = string | number | null;

/** Removes all that was read from a note's content. */
export function clearNote(db: WritableDb, id: number): void {
  const [first, behind] = [passageId(id, 0), passageId(id + 1, 0)];
  for (const { id: row } of db.all<{ id: number }>('SELECT id FROM passages WHERE id >= ? AND id < ?', first, behind)) {
    db.run('DELETE FROM passages_fts WHERE rowid = ?', row);
  }
  for (const { id: row } of db.all<{ id: number }>('SELECT id FROM names WHERE id >= ? AND id < ?', first, behind)) {
    db.run('DELETE FROM names_fts WHERE rowid = ?', row);
  }
  db.run('DELETE FROM passages WHERE id >= ? AND id < ?', first, behind);
  db.run('DELETE FROM names WHERE id >= ? AND id < ?', first, behind);
  clearSmallTables(db, id);
}

function clearSmallTables(db: WritableDb, id: number): void {
  db.run('DELETE FROM links WHERE source_id = ?', id);
  db.run('DELETE FROM tags WHERE file_id = ?', id);
  db.run('DELETE FROM block_ids WHERE file_id = ?', id);
  db.run('DELETE FROM properties WHERE file_id = ?', id);
  db.run('DELETE FROM tasks WHERE file_id = ?', id);
}

/** Writes a note that has no rows. `endOf` gives the file that a link's target means. */
export function writeNoteRows(db: WritableDb, id: number, rows: NoteRows, endOf: (target: string) => number | null): void {
  writePackedNote(db, id, packNote(rows), endOf, false);
}

/** `hadRows`: an earlier content of the note is in the index; what is equal of it stays. */
export function writePackedNote(db: WritableDb, id: number, note: PackedNote, endOf: (target: string) => number | null, hadRows: boolean): void {
  if (hadRows) {
    const before = namesBefore(db, id);
    replaceNames(db, id, note, before);
    replacePassages(db, id, note, sameTitles(before, note));
    clearSmallTables(db, id);
  } else {
    for (let seq = 0; seq < countOf(note, 'names'); seq += 1) insertName(db, id, note, seq);
    for (let seq = 0; seq < countOf(note, 'passages'); seq += 1) insertPassage(db, id, note, seq);
  }
  const { links, tags, blockIds, properties, tasks } = note;
  for (let at = 0; at < links.length; at += packedWidths.links) {
    db.run(
      `INSERT INTO links(source_id, kind, embed, target, stem_key, heading, block, start_at, end_at, line, raw, context, resolved_id)
       VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)`,
      id, ...links.slice(at, at + packedWidths.links), endOf(String(links[at + 2])),
    );
  }
  for (let at = 0; at < tags.length; at += packedWidths.tags) {
    db.run('INSERT INTO tags(file_id, tag_key, name, start_at, line) VALUES(?,?,?,?,?)', id, ...tags.slice(at, at + packedWidths.tags));
  }
  for (let at = 0; at < blockIds.length; at += packedWidths.blockIds) {
    db.run('INSERT INTO block_ids(file_id, block_id, line) VALUES(?,?,?)', id, ...blockIds.slice(at, at + packedWidths.blockIds));
  }
  for (let at = 0; at < properties.length; at += packedWidths.properties) {
    db.run('INSERT INTO properties(file_id, name_key, name, text, number, line) VALUES(?,?,?,?,?,?)', id, ...properties.slice(at, at + packedWidths.properties));
  }
  for (let at = 0; at < tasks.length; at += packedWidths.tasks) {
    db.run('INSERT INTO tasks(file_id, mark, text, line, start_at, due) VALUES(?,?,?,?,?,?)', id, ...tasks.slice(at, at + packedWidths.tasks));
  }
}

function countOf(note: PackedNote, table: 'names' | 'passages'): number {
  return Math.min(note[table].length / packedWidths[table], passagesPerFile);
}

function valueAt(list: readonly Value[], at: number): Value {
  return list[at] ?? null;
}

function insertName(db: WritableDb, id: number, { names }: PackedNote, seq: number): void {
  const at = seq * packedWidths.names;
  const text = valueAt(names, at + 1);
  const row = passageId(id, seq);
  db.run(
    'INSERT INTO names(id, file_id, kind, text, line, level) VALUES(?,?,?,?,?,?)',
    row, id, valueAt(names, at), text, valueAt(names, at + 2), valueAt(names, at + 3),
  );
  db.run('INSERT INTO names_fts(rowid, text) VALUES(?,?)', row, valueAt(names, at + 4) ?? text);
}

function insertPassage(db: WritableDb, id: number, { passages }: PackedNote, seq: number): void {
  const at = seq * packedWidths.passages;
  const text = valueAt(passages, at + 6);
  const row = passageId(id, seq);
  db.run(
    'INSERT INTO passages(id, file_id, seq, start_at, end_at, line, weight, has_context, heading_path, text) VALUES(?,?,?,?,?,?,?,?,?,?)',
    row, id, seq, valueAt(passages, at), valueAt(passages, at + 1), valueAt(passages, at + 2), valueAt(passages, at + 3), valueAt(passages, at + 4), valueAt(passages, at + 5), text,
  );
  db.run(
    'INSERT INTO passages_fts(rowid, title, body, ctx) VALUES(?,?,?,?)',
    row, valueAt(passages, at + 7), valueAt(passages, at + 8) ?? text, valueAt(passages, at + 9),
  );
}

interface NameBefore {
  readonly id: number;
  readonly kind: string;
  readonly text: string;
  readonly line: number;
  readonly level: number;
}

function namesBefore(db: WritableDb, id: number): readonly NameBefore[] {
  return db.all<NameBefore>('SELECT id, kind, text, line, level FROM names WHERE id >= ? AND id < ? ORDER BY id', passageId(id, 0), passageId(id + 1, 0));
}

/** Titles and aliases are searched in every passage. */
function sameTitles(before: readonly NameBefore[], { names }: PackedNote): boolean {
  const now: Value[] = [];
  for (let at = 0; at < names.length; at += packedWidths.names) if (names[at] !== 'heading') now.push(valueAt(names, at + 1));
  const old = before.filter((name) => name.kind !== 'heading');
  return old.length === now.length && old.every((name, index) => name.text === now[index]);
}

function replaceNames(db: WritableDb, id: number, note: PackedNote, before: readonly NameBefore[]): void {
  const count = countOf(note, 'names');
  for (let seq = 0; seq < Math.max(count, before.length); seq += 1) {
    const old = before[seq];
    const at = seq * packedWidths.names;
    if (old !== undefined && seq < count && old.kind === note.names[at] && old.text === note.names[at + 1]) {
      if (old.line !== note.names[at + 2] || old.level !== note.names[at + 3]) {
        db.run('UPDATE names SET line = ?, level = ? WHERE id = ?', valueAt(note.names, at + 2), valueAt(note.names, at + 3), old.id);
      }
      continue;
    }
    if (old !== undefined) {
      db.run('DELETE FROM names WHERE id = ?', old.id);
      db.run('DELETE FROM names_fts WHERE rowid = ?', old.id);
    }
    if (seq < count) insertName(db, id, note, seq);
  }
}

interface PassageBefore {
  readonly id: number;
  readonly start_at: number;
  readonly end_at: number;
  readonly line: number;
  readonly weight: number;
  readonly has_context: number;
  readonly heading_path: string;
  readonly text: string;
}

function replacePassages(db: WritableDb, id: number, note: PackedNote, titlesStay: boolean): void {
  const before = db.all<PassageBefore>(
    'SELECT id, start_at, end_at, line, weight, has_context, heading_path, text FROM passages WHERE id >= ? AND id < ? ORDER BY id',
    passageId(id, 0), passageId(id + 1, 0),
  );
  const count = countOf(note, 'passages');
  const { passages } = note;
  for (let seq = 0; seq < Math.max(count, before.length); seq += 1) {
    const old = before[seq];
    const at = seq * packedWidths.passages;
    if (old !== undefined && seq < count && titlesStay && old.text === passages[at + 6] && old.heading_path === passages[at + 5] && old.has_context === 0 && passages[at + 4] === 0) {
      if (old.start_at !== passages[at] || old.end_at !== passages[at + 1] || old.line !== passages[at + 2] || old.weight !== passages[at + 3]) {
        db.run(
          'UPDATE passages SET start_at = ?, end_at = ?, line = ?, weight = ? WHERE id = ?',
          valueAt(passages, at), valueAt(passages, at + 1), valueAt(passages, at + 2), valueAt(passages, at + 3), old.id,
        );
      }
      continue;
    }
    if (old !== undefined) {
      db.run('DELETE FROM passages WHERE id = ?', old.id);
      db.run('DELETE FROM passages_fts WHERE rowid = ?', old.id);
    }
    if (seq < count) insertPassage(db, id, note, seq);
  }
}
