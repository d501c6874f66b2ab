/** A note that the person did not look for. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { ReadableDb } from '../db/database.ts';

/** Any note but the one that is shown; null where there is no other. */
export function randomNote(db: ReadableDb, { except, sources }: { readonly except: VaultPath | null; readonly sources: boolean }): VaultPath | null {
  const [found] = db.all<{ path: string }>(
    `SELECT path FROM files WHERE kind = 'note' AND path <> ? ${sources ? '' : "AND area <> 'source'"} ORDER BY random() LIMIT 1`,
    except ?? '',
  );
  return found === undefined ? null : vaultPathSchema.parse(found.path);
}
