/** The public retrieval sets beside the project, loaded into an index as the product would have them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { openWritable, type WritableDb } from '../../electron/db/database.ts';
import { indexMigrations } from '../../electron/db/index-schema/index-migrations.ts';
import { migrate } from '../../electron/db/migration.ts';
import { stemKeyOf } from '../../electron/indexer/file-row.ts';
import { insertFile } from '../../electron/indexer/index-rows.ts';
import { writeNoteRows } from '../../electron/indexer/note-tables.ts';
import { createFileLookup, resolveLinksAgain } from '../../electron/indexer/link-tables.ts';
import type { LinkRow, PassageRow } from '../../electron/indexer/note-rows.ts';

const docSchema = z.object({
  id: z.string(),
  group: z.string().optional(),
  session: z.string().optional(),
  date: z.string().optional(),
  speaker: z.string().optional(),
  title: z.string().optional(),
  text: z.string(),
  caption: z.string().optional(),
});
const querySchema = z.object({
  id: z.string(),
  text: z.string(),
  cat: z.string(),
  group: z.string().optional(),
  gold: z.union([z.array(z.string()), z.record(z.string(), z.number())]),
  gold_corrected: z.array(z.string()).optional(),
});
const setSchema = z.object({ docs: z.array(docSchema), queries: z.array(querySchema) });
export type RetrievalDoc = z.infer<typeof docSchema>;
export type RetrievalQuery = z.infer<typeof querySchema>;
export type RetrievalSet = z.infer<typeof setSchema>;

export function loadSet(fixtures: string, name: string): RetrievalSet {
  return setSchema.parse(JSON.parse(gunzipSync(readFileSync(path.join(fixtures, 'retrieval', `${name}.json.gz`))).toString('utf8')));
}

/** One note of a set: its passages are documents, or pieces of one document. */
export interface SetNote {
  readonly title: string;
  readonly passages: readonly { readonly id: string; readonly row: PassageRow }[];
  /** Titles of notes that it links to. */
  readonly links: readonly string[];
}

export interface SetIndex {
  readonly db: WritableDb;
  /** Document ids by passage row, and by file row. */
  readonly ofPassage: ReadonlyMap<number, string>;
  readonly ofFile: ReadonlyMap<number, string>;
}

export function buildIndex(notes: readonly SetNote[]): SetIndex {
  const db = openWritable(':memory:', { durable: false });
  migrate(db, indexMigrations);
  const ofPassage = new Map<number, string>();
  const ofFile = new Map<number, string>();
  db.transaction(() => {
    for (const [index, note] of notes.entries()) {
      const file = { path: `${index}.md`, kind: 'note', sizeBytes: 0, modifiedMs: 0, createdMs: 0, inode: '' } as const;
      const id = insertFile(db, file, note.title);
      ofFile.set(id, note.passages[0]?.id ?? '');
      const links = note.links.map((title): LinkRow => ({
        kind: 'wikilink', embed: false, target: title, stemKey: stemKeyOf(title), heading: null, block: null,
        start: 0, end: 0, line: 1, raw: '', context: '',
      }));
      const names = note.title === '' ? [] : [{ kind: 'title', text: note.title, line: 1, level: 0 } as const];
      writeNoteRows(db, id, { title: note.title, names, passages: note.passages.map(({ row }) => row), links, tags: [], properties: [], tasks: [], blockIds: [] }, () => null);
      const rows = db.all<{ id: number }>('SELECT id FROM passages WHERE file_id = ? ORDER BY seq', id);
      for (const [seq, row] of rows.entries()) ofPassage.set(row.id, note.passages[seq]?.id ?? '');
    }
    resolveLinksAgain(db, createFileLookup(db), new Set(notes.flatMap((note) => note.links.map(stemKeyOf))));
  });
  return { db, ofPassage, ofFile };
}

export function passageRow(text: string, extra: Partial<PassageRow> = {}): PassageRow {
  return { start: 0, end: 0, line: 1, headingPath: [], text, ...extra };
}
