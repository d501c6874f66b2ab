/** Keeps the undo histories of closed notes for as long as the window lives, the latest of them. */
import type { VaultPath } from '#shared/model/note-path.ts';
import type { NoteHistory } from './note-history.ts';
import type { HistoryShelf } from './session-contract.ts';

const mostKept = 40;
/** Longer notes are not worth their memory once they are closed, in UTF-16 units. */
const longestKept = 1_000_000;

export function createHistoryShelf(): HistoryShelf {
  const kept = new Map<VaultPath, NoteHistory>();
  return {
    take(path) {
      const found = kept.get(path) ?? null;
      kept.delete(path);
      return found;
    },
    put(path, history) {
      kept.delete(path);
      if (history.text().length > longestKept) return;
      kept.set(path, history);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
  };
}
