/** Remembers what other programs renamed, so that links to the old names can be offered for repair. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parseVaultPath } from '#shared/model/note-path.ts';
import type { LinkRepair } from '#shared/model/refactor.ts';
import type { ReadableDb } from '../db/database.ts';
import { stemKeyOf } from '../indexer/file-row.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';

interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface RenameLog {
  add(renames: readonly Rename[]): Promise<void>;
  /** Those whose old name is still in links that lead nowhere, and whose new file is there. */
  open(db: ReadableDb): Promise<readonly LinkRepair[]>;
}

const renamesSchema = z.array(z.object({ from: z.string(), to: z.string() }));
const kept = 200;

export function createRenameLog(file: string): RenameLog {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };

  async function read(): Promise<readonly Rename[]> {
    try {
      const parsed = renamesSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }

  return {
    add: (renames) =>
      inTurn(async () => {
        let known = await read();
        for (const { from, to } of renames) {
          // What was renamed twice is looked for where it is now; what came back is no rename.
          known = [...known.map((old) => (old.to === from ? { from: old.from, to } : old)).filter((old) => old.from !== from && old.from !== old.to), { from, to }];
        }
        await mkdir(path.dirname(file), { recursive: true });
        await writeFileAtomically(file, Buffer.from(JSON.stringify(known.slice(-kept))), { durable: false });
      }),
    open: (db) =>
      inTurn(async () => {
        const repairs: LinkRepair[] = [];
        for (const rename of (await read()).toReversed()) {
          const [from, to] = [parseVaultPath(rename.from), parseVaultPath(rename.to)];
          if (from === null || to === null || isFile(db, from) || !isFile(db, to)) continue;
          const links = db.get<{ n: number }>('SELECT count(*) AS n FROM links WHERE stem_key = ? AND resolved_id IS NULL', stemKeyOf(from))?.n ?? 0;
          if (links > 0) repairs.push({ from, to, links });
        }
        return repairs;
      }),
  };
}

function isFile(db: ReadableDb, vaultPath: string): boolean {
  return db.get('SELECT 1 FROM files WHERE path = ?', vaultPath) !== undefined;
}
