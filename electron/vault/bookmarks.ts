/** The bookmarks of a vault: read from its file at each call, so that what another program or machine wrote there counts. */
import type { Bookmark } from '#shared/model/bookmark.ts';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { entryOf, followEntries, readBookmarkFile, readObsidianBookmarks, writeBookmarkFile, type BookmarkEntry } from './bookmark-file.ts';
import type { VaultFiles } from './vault-files.ts';

export type BookmarkFailureCode = 'damaged' | 'read-only' | 'disk-full' | 'io';

export interface Bookmarks {
  list(): Promise<Outcome<readonly Bookmark[], 'damaged' | 'io'>>;
  /** Writes what `change` makes of the list, and nothing where it changes nothing. */
  change(change: (entries: readonly BookmarkEntry[]) => readonly BookmarkEntry[]): Promise<Outcome<readonly Bookmark[], BookmarkFailureCode>>;
  /** A note or folder was moved. */
  follow(from: VaultPath, to: VaultPath): Promise<void>;
}

export interface BookmarksDeps {
  /** A view of the vault's files that may see `.verso/` and `.obsidian/`. */
  readonly records: VaultFiles;
  readonly onChange: () => void;
}

const ownFile = vaultPathSchema.parse('.verso/bookmarks.json');
const obsidianFile = vaultPathSchema.parse('.obsidian/bookmarks.json');
const maximumBytes = 4 * 1024 * 1024;

export function createBookmarks({ records, onChange }: BookmarksDeps): Bookmarks {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work);
    queue = run.catch(() => undefined);
    return run;
  };

  async function read() {
    const own = await records.readBytes(ownFile, maximumBytes);
    if (own.ok) {
      const file = readBookmarkFile(own.value.bytes.toString('utf8'));
      return file === null ? failure('damaged', 'The file of bookmarks cannot be understood.') : success({ ...file, version: own.value.version });
    }
    if (own.code !== 'not-found') return failure('io', own.message);
    // Until there are own ones, those of Obsidian are shown; its file is never written.
    const obsidian = await records.readBytes(obsidianFile, maximumBytes);
    const entries = obsidian.ok ? readObsidianBookmarks(obsidian.value.bytes.toString('utf8')).map(entryOf) : [];
    return success({ entries, rest: {}, version: null });
  }

  const change: Bookmarks['change'] = (make) =>
    inTurn(async () => {
      const file = await read();
      if (!file.ok) return file;
      const { entries, rest, version } = file.value;
      const next = make(entries);
      if (next === entries) return success(known(entries));
      if (records.readOnly) return failure('read-only', 'The vault is read-only.');
      const written = await records.writeBytes(ownFile, Buffer.from(writeBookmarkFile(next, rest)), { base: version });
      if (written.ok) {
        onChange();
        return success(known(next));
      }
      return failure(written.code === 'read-only' || written.code === 'disk-full' ? written.code : 'io', written.message);
    });

  return {
    list: () =>
      inTurn(async () => {
        const file = await read();
        return file.ok ? success(known(file.value.entries)) : file;
      }),
    change,
    async follow(from, to) {
      // Only one's own list: the bookmarks of Obsidian follow in Obsidian.
      await inTurn(async () => records.readBytes(ownFile, maximumBytes)).then((own) => (own.ok ? change((entries) => followEntries(entries, from, to)) : undefined));
    },
  };
}

function known(entries: readonly BookmarkEntry[]): readonly Bookmark[] {
  return entries.flatMap(({ bookmark }) => (bookmark === null ? [] : [bookmark]));
}
