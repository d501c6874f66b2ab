/** `ImportState` over a SQLite database that someone else opened: a scratch store, rebuildable from notes. */
import { z } from 'zod';
import type { ImportState, KnownMessage, Person, PersonTouch, StagedMessage } from './import-state.ts';

type SqlValue = string | number | bigint | null | Uint8Array;

/** The part of `WritableDb` that this store needs. */
export interface StateDatabase {
  exec(sql: string): void;
  run(sql: string, ...values: readonly SqlValue[]): unknown;
  get(sql: string, ...values: readonly SqlValue[]): unknown;
  all(sql: string, ...values: readonly SqlValue[]): unknown[];
  transaction<T>(work: () => T): T;
}

/** Rises with every change of the tables below; older ones are dropped, since notes give it all again. */
const schemaVersion = 2;
const tables = ['import_message', 'import_note', 'import_person', 'import_person_name', 'import_run', 'import_staged', 'import_link'];
/** Imports broken off and never resumed keep what they staged; only this many. */
const mostUnfinished = 3;

const schema = `
CREATE TABLE IF NOT EXISTS import_message(
  key TEXT PRIMARY KEY, path TEXT NOT NULL, block TEXT NOT NULL, hash TEXT, version REAL NOT NULL, section_hash TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS import_message_path ON import_message(path);
CREATE TABLE IF NOT EXISTS import_note(id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS import_person(
  id TEXT PRIMARY KEY, wrote INTEGER NOT NULL, addressed INTEGER NOT NULL, written_by_owner INTEGER NOT NULL,
  owner INTEGER NOT NULL, first_ms REAL, last_ms REAL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS import_person_name(
  id TEXT NOT NULL, name TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY(id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS import_run(
  import_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, checkpoint TEXT, ordinal INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS import_staged(
  import_id TEXT NOT NULL, seq INTEGER NOT NULL, key TEXT NOT NULL, block TEXT NOT NULL, hash TEXT NOT NULL,
  version REAL NOT NULL, sort_ms REAL NOT NULL, labels TEXT NOT NULL, grp TEXT, written INTEGER NOT NULL DEFAULT 0,
  subject TEXT, reply INTEGER NOT NULL DEFAULT 0, payload TEXT NOT NULL,
  PRIMARY KEY(import_id, seq)
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS import_staged_key ON import_staged(import_id, key);
CREATE INDEX IF NOT EXISTS import_staged_group ON import_staged(import_id, written, grp);
CREATE INDEX IF NOT EXISTS import_staged_subject ON import_staged(import_id, subject, sort_ms) WHERE subject IS NOT NULL;
CREATE TABLE IF NOT EXISTS import_link(
  import_id TEXT NOT NULL, key TEXT NOT NULL, tid INTEGER NOT NULL, PRIMARY KEY(import_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS import_link_tid ON import_link(import_id, tid);
`;

const labelsSchema = z.array(z.string());
const stagedRow = z.object({
  seq: z.number(),
  key: z.string(),
  block: z.string(),
  hash: z.string(),
  version: z.number(),
  sort_ms: z.number(),
  labels: z.string(),
  payload: z.string(),
});
const knownRow = z.object({
  key: z.string(),
  path: z.string(),
  block: z.string(),
  hash: z.string().nullable(),
  version: z.number(),
  section_hash: z.string().nullable(),
});
const personRow = z.object({
  id: z.string(),
  wrote: z.number(),
  addressed: z.number(),
  written_by_owner: z.number(),
  owner: z.number(),
  first_ms: z.number().nullable(),
  last_ms: z.number().nullable(),
});
const pathRow = z.object({ path: z.string() });
const idRow = z.object({ id: z.string() });
const countRow = z.object({ n: z.number() });
const tidRow = z.object({ tid: z.number() });
const groupRow = z.object({ grp: z.string() });
const stagedKeyRow = z.object({ hash: z.string(), block: z.string() });
const replyRow = z.object({ seq: z.number(), subject: z.string(), sort_ms: z.number() });
const runRow = z.object({ fingerprint: z.string(), checkpoint: z.string().nullable() }).optional();
const keyRow = z.object({ key: z.string() });

function toStaged(row: unknown): StagedMessage {
  const { sort_ms, labels, ...rest } = stagedRow.parse(row);
  return { ...rest, sortMs: sort_ms, labels: labelsSchema.parse(JSON.parse(labels)) };
}

function toKnown(row: unknown): KnownMessage {
  const { section_hash, ...rest } = knownRow.parse(row);
  return { ...rest, sectionHash: section_hash };
}

function migrate(db: StateDatabase): void {
  db.transaction(() => {
    db.exec('CREATE TABLE IF NOT EXISTS import_schema(version INTEGER NOT NULL) STRICT');
    const found = countRow.parse(db.get('SELECT coalesce(max(version), 0) AS n FROM import_schema')).n;
    if (found !== schemaVersion) for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.exec(schema);
    db.exec('DELETE FROM import_schema');
    db.run('INSERT INTO import_schema(version) VALUES(?)', schemaVersion);
  });
}

/** Creates missing tables and answers. The caller closes the database. */
export function createImportState(db: StateDatabase): ImportState {
  migrate(db);
  const statement = (text: string) => ({
    run: (...values: readonly SqlValue[]): unknown => db.run(text, ...values),
    get: (...values: readonly SqlValue[]): unknown => db.get(text, ...values),
    all: (...values: readonly SqlValue[]): unknown[] => db.all(text, ...values),
  });
  const stagedColumns = 'seq, key, block, hash, version, sort_ms, labels, payload';
  const sql = {
    known: statement('SELECT * FROM import_message WHERE key = ?'),
    knownIn: statement('SELECT * FROM import_message WHERE path = ? ORDER BY key'),
    remember: statement(
      'INSERT INTO import_message(key, path, block, hash, version, section_hash) VALUES(?,?,?,?,?,?) ' +
        'ON CONFLICT(key) DO UPDATE SET path=excluded.path, block=excluded.block, hash=excluded.hash, ' +
        'version=excluded.version, section_hash=excluded.section_hash',
    ),
    notePath: statement('SELECT path FROM import_note WHERE id = ?'),
    noteAt: statement('SELECT id FROM import_note WHERE path = ?'),
    rememberNote: statement('INSERT OR REPLACE INTO import_note(id, path) VALUES(?,?)'),
    touch: statement(
      'INSERT INTO import_person(id, wrote, addressed, written_by_owner, owner, first_ms, last_ms) VALUES(?,?,?,?,?,?,?) ' +
        'ON CONFLICT(id) DO UPDATE SET wrote = wrote + excluded.wrote, addressed = addressed + excluded.addressed, ' +
        'written_by_owner = written_by_owner + excluded.written_by_owner, owner = max(owner, excluded.owner), ' +
        'first_ms = min(coalesce(first_ms, excluded.first_ms), coalesce(excluded.first_ms, first_ms)), ' +
        'last_ms = max(coalesce(last_ms, excluded.last_ms), coalesce(excluded.last_ms, last_ms))',
    ),
    noteCount: statement('SELECT count(*) AS n FROM (SELECT 1 FROM import_note LIMIT 1)'),
    restorePerson: statement(
      'INSERT OR REPLACE INTO import_person(id, wrote, addressed, written_by_owner, owner, first_ms, last_ms) VALUES(?,?,?,?,?,?,?)',
    ),
    restoreName: statement('INSERT OR REPLACE INTO import_person_name(id, name, uses) VALUES(?,?,?)'),
    touchName: statement(
      'INSERT INTO import_person_name(id, name, uses) VALUES(?,?,1) ON CONFLICT(id, name) DO UPDATE SET uses = uses + 1',
    ),
    peopleAfter: statement('SELECT * FROM import_person WHERE id > ? ORDER BY id LIMIT 500'),
    names: statement('SELECT name AS key FROM import_person_name WHERE id = ? ORDER BY uses DESC, name LIMIT 8'),
    personCount: statement('SELECT count(*) AS n FROM import_person'),
    run: statement('SELECT fingerprint, checkpoint FROM import_run WHERE import_id = ?'),
    begin: statement('INSERT OR REPLACE INTO import_run(import_id, fingerprint, checkpoint, ordinal) SELECT ?, ?, NULL, coalesce(max(ordinal), 0) + 1 FROM import_run'),
    unfinished: statement('SELECT import_id AS id FROM import_run ORDER BY ordinal DESC LIMIT -1 OFFSET ?'),
    checkpoint: statement('UPDATE import_run SET checkpoint = ? WHERE import_id = ?'),
    stage: statement(
      'INSERT INTO import_staged(import_id, seq, key, block, hash, version, sort_ms, labels, grp, payload) VALUES(?,?,?,?,?,?,?,?,?,?)',
    ),
    staged: statement('SELECT hash, block FROM import_staged WHERE import_id = ? AND key = ?'),
    labels: statement('SELECT labels AS key FROM import_staged WHERE import_id = ? AND key = ?'),
    setLabels: statement('UPDATE import_staged SET labels = ? WHERE import_id = ? AND key = ?'),
    tid: statement('SELECT tid FROM import_link WHERE import_id = ? AND key = ?'),
    addLink: statement('INSERT OR IGNORE INTO import_link(import_id, key, tid) VALUES(?,?,?)'),
    mergeLinks: statement('UPDATE import_link SET tid = ? WHERE import_id = ? AND tid = ?'),
    groupByLinks: statement(
      "UPDATE import_staged SET grp = (SELECT printf('%012d', tid) FROM import_link l WHERE l.import_id = import_staged.import_id AND l.key = import_staged.key) " +
        'WHERE import_id = ? AND grp IS NULL',
    ),
    linked: statement(
      'SELECT key FROM import_link WHERE import_id = ? AND tid = ? AND substr(key, 1, ?) = ? ORDER BY key LIMIT 100',
    ),
    groups: statement(
      'SELECT DISTINCT grp FROM import_staged WHERE import_id = ? AND written = 0 AND grp > ? ORDER BY grp LIMIT ?',
    ),
    groupCount: statement('SELECT count(DISTINCT grp) AS n FROM import_staged WHERE import_id = ? AND written = 0'),
    messagesOf: statement(
      `SELECT ${stagedColumns} FROM import_staged WHERE import_id = ? AND written = 0 AND grp = ? ORDER BY sort_ms, seq`,
    ),
    markWritten: statement('UPDATE import_staged SET written = 1 WHERE import_id = ? AND written = 0 AND grp = ?'),
    stageSubject: statement('UPDATE import_staged SET subject = ?, reply = ? WHERE import_id = ? AND seq = ?'),
    lonelyReplies: statement(
      'SELECT seq, subject, sort_ms FROM import_staged WHERE import_id = ? AND reply = 1 AND seq > ? ORDER BY seq LIMIT ?',
    ),
    earlier: statement(
      `SELECT ${stagedColumns} FROM import_staged WHERE import_id = ? AND subject = ? AND sort_ms < ? AND sort_ms >= ? ORDER BY sort_ms DESC, seq DESC LIMIT 20`,
    ),
    bySeq: statement(`SELECT ${stagedColumns} FROM import_staged WHERE import_id = ? AND seq = ?`),
  };

  function end(importId: string): void {
    db.transaction(() => {
      for (const table of ['import_run', 'import_staged', 'import_link']) {
        db.run(`DELETE FROM ${table} WHERE import_id = ?`, importId);
      }
    });
  }

  return {
    transaction: (work) => db.transaction(work),
    known(key) {
      const row = sql.known.get(key);
      return row === undefined ? null : toKnown(row);
    },
    knownIn: (path) => sql.knownIn.all(path).map(toKnown),
    remember(message) {
      sql.remember.run(message.key, message.path, message.block, message.hash, message.version, message.sectionHash);
    },
    notePath(noteId) {
      const row = sql.notePath.get(noteId);
      return row === undefined ? null : pathRow.parse(row).path;
    },
    noteAt(path) {
      const row = sql.noteAt.get(path);
      return row === undefined ? null : idRow.parse(row).id;
    },
    rememberNote(noteId, path) {
      sql.rememberNote.run(noteId, path);
    },

    isEmpty: () => countRow.parse(sql.noteCount.get()).n === 0,
    restorePerson(person) {
      const { id, wrote, addressed, writtenByOwner, owner, firstMs, lastMs } = person;
      sql.restorePerson.run(id, wrote, addressed, writtenByOwner, owner ? 1 : 0, firstMs, lastMs);
      // How often each name was used is lost; which was used more is their order.
      person.names.forEach((name, index) => sql.restoreName.run(id, name, person.names.length - index));
    },
    touchPerson(touch: PersonTouch) {
      const { id, role } = touch;
      const add = (wanted: PersonTouch['role']): number => (role === wanted ? 1 : 0);
      sql.touch.run(id, add('wrote'), add('addressed'), add('written-by-owner'), touch.owner ? 1 : 0, touch.atMs, touch.atMs);
      if (touch.name !== '') sql.touchName.run(id, touch.name);
    },
    *people(): IterableIterator<Person> {
      let after = '';
      for (;;) {
        const rows = sql.peopleAfter.all(after).map((row) => personRow.parse(row));
        if (rows.length === 0) return;
        for (const row of rows) {
          after = row.id;
          yield {
            id: row.id,
            names: sql.names.all(row.id).map((name) => keyRow.parse(name).key),
            wrote: row.wrote,
            addressed: row.addressed,
            writtenByOwner: row.written_by_owner,
            owner: row.owner === 1,
            firstMs: row.first_ms,
            lastMs: row.last_ms,
          };
        }
      }
    },
    personCount: () => countRow.parse(sql.personCount.get()).n,

    begin(importId, fingerprint) {
      const row = runRow.parse(sql.run.get(importId));
      if (row !== undefined && row.fingerprint === fingerprint && row.checkpoint !== null) return row.checkpoint;
      end(importId);
      sql.begin.run(importId, fingerprint);
      for (const forgotten of sql.unfinished.all(mostUnfinished)) end(idRow.parse(forgotten).id);
      return null;
    },
    checkpoint(importId, checkpoint) {
      sql.checkpoint.run(checkpoint, importId);
    },
    end,

    stage(importId, message, group) {
      sql.stage.run(
        importId,
        message.seq,
        message.key,
        message.block,
        message.hash,
        message.version,
        message.sortMs,
        JSON.stringify(message.labels),
        group,
        message.payload,
      );
    },
    staged(importId, key) {
      const row = sql.staged.get(importId, key);
      return row === undefined ? null : stagedKeyRow.parse(row);
    },
    addLabels(importId, key, labels) {
      const row = sql.labels.get(importId, key);
      if (row === undefined || labels.length === 0) return;
      const before = labelsSchema.parse(JSON.parse(keyRow.parse(row).key));
      const all = [...new Set([...before, ...labels])];
      if (all.length > before.length) sql.setLabels.run(JSON.stringify(all), importId, key);
    },
    link(importId, keys, newGroup) {
      const groups = new Set<number>();
      for (const key of keys) {
        const row = sql.tid.get(importId, key);
        if (row !== undefined) groups.add(tidRow.parse(row).tid);
      }
      const target = groups.size === 0 ? newGroup : Math.min(...groups);
      for (const group of groups) if (group !== target) sql.mergeLinks.run(target, importId, group);
      for (const key of keys) sql.addLink.run(importId, key, target);
    },
    groupByLinks(importId) {
      sql.groupByLinks.run(importId);
    },
    linked: (importId, group, prefix) =>
      sql.linked.all(importId, Number(group), prefix.length, prefix).map((row) => keyRow.parse(row).key),
    groups: (importId, after, limit) =>
      sql.groups.all(importId, after, limit).map((row) => groupRow.parse(row).grp),
    groupCount: (importId) => countRow.parse(sql.groupCount.get(importId)).n,
    messagesOf: (importId, group) => sql.messagesOf.all(importId, group).map(toStaged),
    markWritten(importId, group) {
      sql.markWritten.run(importId, group);
    },
    stageSubject(importId, seq, subject, isReply) {
      sql.stageSubject.run(subject, isReply ? 1 : 0, importId, seq);
    },
    lonelyReplies: (importId, after, limit) =>
      sql.lonelyReplies.all(importId, after, limit).map((row) => {
        const parsed = replyRow.parse(row);
        return { seq: parsed.seq, subject: parsed.subject, sortMs: parsed.sort_ms };
      }),
    earlierWithSubject: (importId, subject, beforeMs, sinceMs) =>
      sql.earlier.all(importId, subject, beforeMs, sinceMs).map(toStaged),
    stagedBySeq(importId, seq) {
      const row = sql.bySeq.get(importId, seq);
      return row === undefined ? null : toStaged(row);
    },
  };
}
