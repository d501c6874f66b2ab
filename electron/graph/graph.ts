/** The vault as a graph: notes and what they link to, around one note or whole. */
import type { Graph, GraphNode } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';

/** What a picture can still show. */
const localLimit = 1000;
const wholeLimit = 100_000;

interface FileNode {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly kind: 'note' | 'attachment';
  readonly area: 'note' | 'wiki' | 'source';
}

function nodeKind(file: FileNode): GraphNode['kind'] {
  return file.kind === 'attachment' ? 'attachment' : file.area;
}

/** The note, and everything at most `depth` links away. Sources take part when asked, or when they are the centre. */
export function localGraph(db: ReadableDb, path: string, depth: number, sources: boolean): Graph {
  const centre = db.get<FileNode>('SELECT id, path, title, kind, area FROM files WHERE path = ?', path);
  if (centre === undefined) return { nodes: [], edges: [], truncated: false };
  const withSources = sources || centre.area === 'source';
  const files = new Map<number, FileNode>([[centre.id, centre]]);
  let truncated = false;
  let frontier = [centre.id];
  for (let distance = 0; distance < depth && frontier.length > 0; distance += 1) {
    const next: number[] = [];
    for (const id of frontier) {
      const neighbours = db.all<FileNode>(
        `SELECT id, path, title, kind, area FROM files WHERE id IN (
           SELECT resolved_id FROM links WHERE source_id = ?1 UNION SELECT source_id FROM links WHERE resolved_id = ?1)`,
        id,
      );
      for (const file of neighbours) {
        if (files.has(file.id) || (file.area === 'source' && !withSources)) continue;
        if (files.size >= localLimit) {
          truncated = true;
          break;
        }
        files.set(file.id, file);
        next.push(file.id);
      }
    }
    frontier = next;
  }
  const ids = JSON.stringify([...files.keys()]);
  const edges = db.all<Edge>(
    `SELECT DISTINCT source_id AS source, resolved_id AS target FROM links
     WHERE source_id IN (SELECT value FROM json_each(?1)) AND resolved_id IN (SELECT value FROM json_each(?1)) AND source_id <> resolved_id`,
    ids,
  );
  const unresolved = db.all<{ source: number; target: string }>(
    "SELECT DISTINCT source_id AS source, target FROM links WHERE source_id = ? AND resolved_id IS NULL AND target <> ''",
    centre.id,
  );
  return assemble([...files.values()], edges, unresolved, truncated);
}

export interface WholeGraphOptions {
  readonly sources: boolean;
  readonly unresolved: boolean;
}

export function wholeGraph(db: ReadableDb, options: WholeGraphOptions): Graph {
  const rows = db.all<FileNode>(
    `SELECT id, path, title, kind, area FROM files WHERE kind = 'note' AND (?1 OR area <> 'source') ORDER BY id LIMIT ?2`,
    Number(options.sources), wholeLimit + 1,
  );
  const files = rows.slice(0, wholeLimit);
  const edges = db.all<Edge>(
    'SELECT DISTINCT source_id AS source, resolved_id AS target FROM links WHERE resolved_id IS NOT NULL AND source_id <> resolved_id',
  );
  const unresolved = options.unresolved
    ? db.all<{ source: number; target: string }>(
        "SELECT DISTINCT source_id AS source, target FROM links WHERE resolved_id IS NULL AND target <> ''",
      )
    : [];
  return assemble(files, edges, unresolved, rows.length > wholeLimit);
}

interface Edge {
  readonly source: number;
  readonly target: number;
}

function assemble(
  files: readonly FileNode[],
  edges: readonly Edge[],
  unresolved: readonly { readonly source: number; readonly target: string }[],
  truncated: boolean,
): Graph {
  const indexes = new Map(files.map((file, index) => [file.id, index]));
  const nodes = files.map((file) => ({ id: file.path, label: file.title, kind: nodeKind(file), degree: 0 }));
  const pairs: [number, number][] = [];
  const join = (source: number, target: number): void => {
    const [from, to] = [nodes[source], nodes[target]];
    if (from === undefined || to === undefined) return;
    from.degree += 1;
    to.degree += 1;
    pairs.push([source, target]);
  };
  for (const edge of edges) {
    const [source, target] = [indexes.get(edge.source), indexes.get(edge.target)];
    if (source !== undefined && target !== undefined) join(source, target);
  }
  const missing = new Map<string, number>();
  for (const link of unresolved) {
    const source = indexes.get(link.source);
    if (source === undefined) continue;
    const key = link.target.normalize('NFC').toLowerCase();
    let target = missing.get(key);
    if (target === undefined) {
      target = nodes.push({ id: `unresolved:${link.target}`, label: link.target, kind: 'unresolved', degree: 0 }) - 1;
      missing.set(key, target);
    }
    join(source, target);
  }
  return { nodes, edges: pairs, truncated };
}
