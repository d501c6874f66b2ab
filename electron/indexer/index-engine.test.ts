import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';
import type { WritableDb } from '../db/database.ts';
import { openIndexDatabase } from './index-database.ts';
import { createIndexEngine, type IndexEngine } from './index-engine.ts';

interface Indexed {
  readonly db: WritableDb;
  readonly engine: IndexEngine;
}

const open: Indexed[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const { db, engine } of open.splice(0)) {
    engine.close();
    db.close();
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-index-'));
  folders.push(folder);
  return folder;
}

function startIndex(root: string): Indexed {
  const indexed = startIndexOfNothing(root);
  indexed.engine.compareAll();
  readAll(indexed.engine);
  return indexed;
}

function startIndexOfNothing(root: string): Indexed {
  const { db } = openIndexDatabase(path.join(temporary(), 'index.db'), root);
  const indexed = { db, engine: createIndexEngine(db, root) };
  open.push(indexed);
  return indexed;
}

function readAll(engine: IndexEngine): void {
  while (engine.readQueued(10_000) !== null);
}

/** Everything an index says of a vault, row ids left out: they tell only in what order files were seen. */
function contentOf(db: WritableDb): Record<string, unknown> {
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_terms USING fts5vocab(main, passages_fts, instance)');
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.name_terms USING fts5vocab(main, names_fts, instance)');
  return {
    files: db.all('SELECT path, path_key, name_key, stem_key, kind, area, title, size_bytes, modified_ms, inode, version, problem FROM files ORDER BY path'),
    names: db.all('SELECT f.path, n.kind, n.text, n.line, n.level FROM names n JOIN files f ON f.id = n.file_id ORDER BY f.path, n.id'),
    passages: db.all('SELECT f.path, p.seq, p.start_at, p.end_at, p.line, p.weight, p.heading_path, p.text FROM passages p JOIN files f ON f.id = p.file_id ORDER BY f.path, p.seq'),
    links: db.all('SELECT f.path, l.kind, l.embed, l.target, l.start_at, l.end_at, l.raw, l.context, t.path AS leadsTo FROM links l JOIN files f ON f.id = l.source_id LEFT JOIN files t ON t.id = l.resolved_id ORDER BY f.path, l.start_at'),
    tags: db.all('SELECT f.path, t.tag_key, t.name, t.start_at FROM tags t JOIN files f ON f.id = t.file_id ORDER BY f.path, t.start_at, t.tag_key'),
    blocks: db.all('SELECT f.path, b.block_id, b.line FROM block_ids b JOIN files f ON f.id = b.file_id ORDER BY f.path, b.line'),
    properties: db.all('SELECT f.path, p.name, p.text, p.number, p.line FROM properties p JOIN files f ON f.id = p.file_id ORDER BY f.path, p.name_key, p.text, p.line'),
    tasks: db.all('SELECT f.path, t.line, t.start_at, t.mark, t.text, t.due FROM tasks t JOIN files f ON f.id = t.file_id ORDER BY f.path, t.line'),
    terms: db.all('SELECT t.term, f.path, t.doc % 65536 AS seq, t.col, t."offset" AS place FROM temp.passage_terms t JOIN files f ON f.id = t.doc / 65536 ORDER BY 1, 2, 3, 4, 5'),
    nameTerms: db.all('SELECT t.term, f.path, t.doc % 65536 AS seq, t."offset" AS place FROM temp.name_terms t JOIN files f ON f.id = t.doc / 65536 ORDER BY 1, 2, 3, 4'),
    counts: db.all('SELECT (SELECT count(*) FROM temp.passage_terms) AS passageTerms, (SELECT count(*) FROM temp.name_terms) AS nameTerms'),
  };
}

function write(root: string, at: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(at)), { recursive: true });
  writeFileSync(path.join(root, at), text);
}

const own = (change: { kind: VaultChange['kind']; path: string; fromPath?: string; entry: VaultChange['entry'] }): VaultChange => ({
  kind: change.kind,
  path: vaultPathSchema.parse(change.path),
  ...(change.fromPath === undefined ? {} : { fromPath: vaultPathSchema.parse(change.fromPath) }),
  entry: change.entry,
  origin: 'app',
});

const places = ['A.md', 'B.md', 'a.md', 'Pic.png', 'sub/A.md', 'sub/C.md', 'sub/deep/D.md', 'other/A.md', 'Ünï.md', '中文.md'] as const;
const folderPlaces = ['sub', 'other', 'sub/deep', 'new'] as const;
const place = fc.constantFrom(...places);
const text = fc
  .array(
    fc.constantFrom(
      '# Heading', '## Second heading', 'plain words here', '[[A]] and [[sub/A]]', '[link](../A.md) #tag', '[[c]] ![[Pic.png]]', '[[Missing]] [[中文]]',
      '- [ ] task ^b1', '- [x] call [due:: 2026-11-23]', 'status:: open', '(n:: 3) and [with:: [[A]]]', '漢字仮名交じり文', `${'long paragraph of many words '.repeat(50)}`, '[[other/A#Heading|alias]]',
    ),
    { maxLength: 8 },
  )
  .chain((blocks) => fc.constantFrom('', '---\naliases: [Other name]\ntags: [x/y]\nn: 3\n---\n').map((head) => `${head}${blocks.join('\n\n')}\n`));
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), at: place, text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: place }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), at: place, to: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('moveFolder' as const), at: fc.constantFrom(...folderPlaces), to: fc.constantFrom(...folderPlaces) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('touch' as const), at: place }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
/** How the index learns of the steps before it: all of its ways must lead to the same rows. */
const telling = fc.constantFrom('own', 'outside', 'compare', 'outside with more', 'quiet', 'nothing yet');

/** Does it on disk; null where the disk says no. Gives the paths that something happened to. */
function carryOut(root: string, todo: Step): { readonly paths: readonly string[]; readonly change: VaultChange } | null {
  const entry = (at: string): VaultChange['entry'] => (at.endsWith('.md') ? 'note' : 'attachment');
  try {
    switch (todo.kind) {
      case 'write':
        write(root, todo.at, todo.text);
        return { paths: [todo.at], change: own({ kind: 'modified', path: todo.at, entry: entry(todo.at) }) };
      case 'delete':
        rmSync(path.join(root, todo.at));
        return { paths: [todo.at], change: own({ kind: 'deleted', path: todo.at, entry: entry(todo.at) }) };
      case 'touch': {
        const now = new Date();
        utimesSync(path.join(root, todo.at), now, now);
        return { paths: [todo.at], change: own({ kind: 'modified', path: todo.at, entry: entry(todo.at) }) };
      }
      case 'move':
        if (todo.at === todo.to) return null;
        mkdirSync(path.join(root, path.dirname(todo.to)), { recursive: true });
        renameSync(path.join(root, todo.at), path.join(root, todo.to));
        return { paths: [todo.at, todo.to], change: own({ kind: 'moved', path: todo.to, fromPath: todo.at, entry: entry(todo.to) }) };
      case 'moveFolder':
        if (todo.at === todo.to || readdirSync(root).includes(todo.to) || todo.to.startsWith(`${todo.at}/`) || todo.at.startsWith(`${todo.to}/`)) return null;
        renameSync(path.join(root, todo.at), path.join(root, todo.to));
        return { paths: [todo.at, todo.to], change: own({ kind: 'moved', path: todo.to, fromPath: todo.at, entry: 'folder' }) };
    }
  } catch {
    return null;
  }
}

describe('the index', () => {
  it('is after any sequence of changes what it would be made anew', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(step, { minLength: 1, maxLength: 6 }), telling), { minLength: 1, maxLength: 6 }), (rounds) => {
        const root = temporary();
        write(root, 'A.md', '# A\n\n[[sub/A]]\n');
        write(root, 'sub/A.md', 'In sub. [[A]]\n');
        const { db, engine } = startIndex(root);
        let untold: string[] = [];
        for (const [steps, how] of rounds) {
          for (const todo of steps) {
            const done = carryOut(root, todo);
            if (done === null) continue;
            // The app tells of each thing as it is done.
            if (how === 'own') engine.applyOwn([done.change]);
            else untold.push(...done.paths);
          }
          if (how === 'outside') {
            engine.applyOutside(untold);
            untold = [];
          } else if (how === 'outside with more') {
            engine.applyOutside([...untold, ...places]);
            untold = [];
          } else if (how === 'quiet') {
            // None of it was told, only where it was.
            engine.lookAgain([...new Set(untold.flatMap((at) => [path.posix.dirname(at).replace(/^\.$/u, ''), ...folderPlaces.filter((folder) => folder === at)]))]);
            untold = [];
          } else if (how === 'compare') {
            engine.compareAll();
            untold = [];
          }
        }
        engine.applyOutside(untold);
        readAll(engine);
        expect(contentOf(db)).toEqual(contentOf(startIndex(root).db));
      }),
      { numRuns: Number(process.env['VERSO_INDEX_RUNS'] ?? 40) },
    );
  });

  it('of many notes, read by threads, is what one thread makes of them', { timeout: 120_000 }, () => {
    const root = temporary();
    for (let index = 0; index < 700; index += 1) {
      write(root, `f${index % 9}/n${index}.md`, `# Note ${index}\n\n[[n${(index * 7) % 700}]] word${index} #t${index % 5}\n\n${'filler '.repeat(index % 90)}\n`);
    }
    const threads = startIndex(root);
    // One by one, as they come through the watcher.
    const single = startIndexOfNothing(root);
    single.engine.applyOutside(Array.from({ length: 9 }, (_, index) => `f${index}`));
    expect(contentOf(single.db)).toEqual(contentOf(threads.db));
    // Changed all at once, and read again by threads.
    for (let index = 0; index < 700; index += 2) write(root, `f${index % 9}/n${index}.md`, `changed ${index} [[n${index + 1}]]\n`);
    threads.engine.compareAll();
    readAll(threads.engine);
    expect(contentOf(threads.db)).toEqual(contentOf(startIndex(root).db));
  });

  it('goes on where it was cut off, and reads nothing twice', () => {
    const root = temporary();
    for (let index = 0; index < 60; index += 1) write(root, `n${index}.md`, `word${index}\n`);
    const file = path.join(temporary(), 'index.db');
    const first = openIndexDatabase(file, root);
    const engine = createIndexEngine(first.db, root);
    engine.compareAll();
    let notes = 0;
    engine.readQueued(10_000, () => (notes += 1) === 20);
    expect(engine.counts()).toEqual({ notes: 60, indexed: 20 });
    engine.close();
    first.db.close();
    const second = openIndexDatabase(file, root);
    expect(second.rebuilt).toBe('no');
    const again = createIndexEngine(second.db, root);
    open.push({ db: second.db, engine: again });
    again.compareAll();
    expect(again.counts()).toEqual({ notes: 60, indexed: 20 });
    const read = new Set<string>();
    for (let update = again.readQueued(10_000); update !== null; update = again.readQueued(10_000)) for (const at of update.paths) read.add(at);
    expect(read.size).toBe(40);
    expect(contentOf(second.db)).toEqual(contentOf(startIndex(root).db));
  });

  it('reads the newest notes and the one that is open before the others', () => {
    const root = temporary();
    for (let index = 0; index < 30; index += 1) {
      write(root, `n${index}.md`, `word${index}\n`);
      utimesSync(path.join(root, `n${index}.md`), 1000 + index, 1000 + index);
    }
    const { db } = openIndexDatabase(path.join(temporary(), 'index.db'), root);
    const engine = createIndexEngine(db, root);
    open.push({ db, engine });
    engine.compareAll();
    engine.prefer('n3.md');
    let notes = 0;
    const update = engine.readQueued(10_000, () => (notes += 1) === 3);
    expect(update?.paths).toEqual(['n3.md', 'n29.md', 'n28.md']);
  });

  it('writes only what differs of a note that was changed', () => {
    const root = temporary();
    const paragraph = (index: number): string => `paragraph${index} ${'and many words beside '.repeat(40)}`;
    const paragraphs = Array.from({ length: 40 }, (_, index) => paragraph(index));
    write(root, 'Long.md', `${paragraphs.join('\n\n')}\n`);
    const { db, engine } = startIndex(root);
    const before = db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
    write(root, 'Long.md', `${[...paragraphs.slice(0, 39), 'another end'].join('\n\n')}\n`);
    engine.applyOutside(['Long.md']);
    const after = db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
    // The last passage goes and comes with its full-text rows; the file's own row; nothing near forty passages.
    expect(after - before).toBeLessThan(25);
    expect(contentOf(db)).toEqual(contentOf(startIndex(root).db));
  });
});
