/** Handlers of bookmarks. */
import type { bookmarkApi } from '#shared/api/bookmark.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { addEntry, moveEntry, removeEntry, renameEntry, type BookmarkEntry } from '../vault/bookmark-file.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export function createBookmarkHandlers(deps: SessionDeps): Handlers<typeof bookmarkApi> {
  const change = async (make: (entries: readonly BookmarkEntry[]) => readonly BookmarkEntry[]) => {
    const session = deps.session();
    if (session === null) return noVault;
    const outcome = await session.bookmarks.change(make);
    return outcome.ok ? success({ bookmarks: [...outcome.value] }) : outcome;
  };
  return {
    async 'bookmark.list'() {
      const session = deps.session();
      if (session === null) return noVault;
      const outcome = await session.bookmarks.list();
      return outcome.ok ? success({ bookmarks: [...outcome.value] }) : outcome;
    },
    'bookmark.add': ({ bookmark, at }) => change((entries) => addEntry(entries, bookmark, at)),
    'bookmark.remove': ({ target }) => change((entries) => removeEntry(entries, target)),
    'bookmark.rename': ({ target, title }) => change((entries) => renameEntry(entries, target, title)),
    'bookmark.move': ({ target, to }) => change((entries) => moveEntry(entries, target, to)),
  };
}
