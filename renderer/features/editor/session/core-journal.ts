/**
 * The journal of unsaved text: with the core, which writes it to a file that survives the page, the
 * browser and the core itself; in the page's own storage where the core is out of reach or the page
 * is about to go.
 */
import type { Contracts } from '#shared/api/contracts.ts';
import type { UnsavedText } from '#shared/api/journal.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { CallOutcome } from '#shared/rpc/contract.ts';
import type { Journal, JournalEntry, PageJournal } from './journal.ts';
import type { WindowName } from './window-name.ts';

/** The part of the core that keeps text. */
export interface JournalStore {
  isReachable(): boolean;
  keep(entry: UnsavedText): Promise<CallOutcome<Contracts['journal.keep']>>;
  list(path: VaultPath): Promise<CallOutcome<Contracts['journal.list']>>;
  drop(window: string, path: VaultPath): Promise<CallOutcome<Contracts['journal.drop']>>;
  /** Into the note's history, where a person can find it. */
  keepInHistory(path: VaultPath, text: string): Promise<{ readonly ok: boolean }>;
}

export function createCoreJournal(store: JournalStore, page: PageJournal, naming: Promise<WindowName>): Journal {
  /** Notes of which the core holds something of this window. */
  const kept = new Set<VaultPath>();
  /** Notes of which the page's storage, which all windows share, holds something that this one answers for. */
  const inPage = new Set<VaultPath>();
  const putInPage = (path: VaultPath, entry: JournalEntry): void => {
    inPage.add(path);
    page.put(path, entry);
  };
  /** Keeping and dropping reach the core in the order in which they were asked for. */
  let turn: Promise<unknown> = naming;
  const inTurn = (work: (window: WindowName) => Promise<unknown>): void => {
    turn = turn.then(async () => work(await naming)).catch(() => undefined);
  };

  function put(path: VaultPath, entry: JournalEntry): void {
    if (!store.isReachable()) {
      putInPage(path, entry);
      return;
    }
    kept.add(path);
    inTurn(async ({ name }) => {
      const outcome = await store.keep({ window: name, path, ...entry });
      if (!outcome.ok) putInPage(path, entry);
    });
  }

  function clear(path: VaultPath): void {
    if (inPage.delete(path)) page.clear(path);
    if (!kept.delete(path)) return;
    inTurn(({ name }) => store.drop(name, path));
  }

  /** Texts of closed windows that are not the one to be put back are in the history from then on. */
  async function retire(entries: readonly UnsavedText[], chosen: string): Promise<void> {
    for (const entry of entries) {
      const isSafe = entry.text === chosen || (await store.keepInHistory(entry.path, entry.text)).ok;
      if (isSafe) await store.drop(entry.window, entry.path);
    }
  }

  return {
    async read(path) {
      const self = await naming;
      const listed = await store.list(path);
      const left: UnsavedText[] = [];
      for (const entry of listed.ok ? listed.value.entries : []) {
        if (entry.window === self.name || !(await self.isOpen(entry.window))) left.push(entry);
      }
      const ofPage = page.read(path);
      const [newest] = left;
      if (left.some((entry) => entry.window === self.name)) kept.add(path);
      const chosen = ofPage !== null && (newest === undefined || ofPage.atMs >= newest.atMs) ? ofPage : newest;
      if (chosen === undefined) return null;
      const { text, baseText, baseVersion, atMs } = chosen;
      if (ofPage !== null) {
        // Taken over, or older than what is put back: then it is in the history from here on.
        if (chosen === ofPage || ofPage.text === text || (await store.keepInHistory(path, ofPage.text)).ok) inPage.add(path);
      }
      const entry: JournalEntry = { text, baseText, baseVersion, atMs };
      // Ours from here on; only then the others' go.
      const others = left.filter((each) => each.window !== self.name);
      if (others.length > 0) {
        const own = await store.keep({ window: self.name, path, ...entry });
        if (own.ok) {
          kept.add(path);
          await retire(others, text);
        }
      }
      return entry;
    },
    put,
    putNow(path, entry) {
      putInPage(path, entry);
      put(path, entry);
    },
    clear,
    move(from, to) {
      const entry = page.read(from);
      if (inPage.delete(from)) {
        page.clear(from);
        if (entry !== null) putInPage(to, entry);
      }
      if (!kept.delete(from)) return;
      kept.add(to);
      inTurn(async ({ name }) => {
        const listed = await store.list(from);
        const own = listed.ok ? listed.value.entries.find((each) => each.window === name) : undefined;
        if (own !== undefined && (await store.keep({ ...own, path: to })).ok) await store.drop(name, from);
      });
    },
  };
}
