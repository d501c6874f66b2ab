/**
 * Tells which paths of a vault something happened to; what happened is for the index to find out.
 *
 * The system's watcher where it works; a full comparison every few seconds where it does not, and
 * beside it on drives that other machines write to.
 */
import { subscribe, type AsyncSubscription, type Event } from '@parcel/watcher';
import path from 'node:path';
import { isHiddenPath } from './hidden-path.ts';
import { isRemoteDrive } from './remote-drive.ts';

export interface VaultWatcherDeps {
  readonly root: string;
  /** Bursts arrive as one call. */
  readonly onPaths: (paths: readonly string[]) => void;
  /** It has been quiet since things happened in these folders ('' is the root): what the system did not tell of shows now. */
  readonly onQuiet: (folders: readonly string[]) => void;
  /** Events were lost, or there are none: everything has to be compared. Resolves when it is. */
  readonly onLost: () => Promise<void>;
  readonly onMode: (mode: WatchMode) => void;
  /** For tests, and for drives that are known to send no events. */
  readonly forcePolling?: boolean;
}
export type WatchMode = 'native' | 'polling' | 'off';

export interface VaultWatcher {
  close(): Promise<void>;
}

/** A burst is over after this much silence, or taken as it is after the longer time. */
const quietMs = 40;
const longestMs = 400;
/** Beyond this many paths a comparison of everything costs less. */
const burstLimit = 2000;
/**
 * Events get lost without a word: a queue of the system overflows, and the watcher drops what arrives
 * in the very moment in which it hands over. Where something happened is looked at once more when it
 * is quiet; after this many paths at once, all is compared.
 */
const suspectBurst = 500;
const suspectAfterMs = 2000;
const pollEveryMs = 5000;
/** A comparison takes at most this share of the time. */
const pollShare = 0.1;

export async function watchVault(deps: VaultWatcherDeps): Promise<VaultWatcher> {
  let pending = new Set<string>();
  let firstMs = 0;
  let quietTimer: NodeJS.Timeout | null = null;
  let suspectTimer: NodeJS.Timeout | null = null;
  /** Null: all of them. */
  let suspects: Set<string> | null = new Set();
  let pollTimer: NodeJS.Timeout | null = null;
  let subscription: AsyncSubscription | null = null;
  let closed = false;

  const flush = (): void => {
    quietTimer = null;
    const paths = pending;
    pending = new Set();
    if (closed || paths.size === 0) return;
    if (paths.size > burstLimit) void deps.onLost();
    else deps.onPaths([...paths]);
    if (paths.size > suspectBurst) suspects = null;
    else for (const at of paths) suspects?.add(at.slice(0, Math.max(0, at.lastIndexOf('/'))));
    if (suspectTimer !== null) clearTimeout(suspectTimer);
    suspectTimer = setTimeout(lookAgain, suspectAfterMs).unref();
  };
  const lookAgain = (): void => {
    const folders = suspects;
    suspects = new Set();
    if (closed) return;
    if (folders === null) void deps.onLost();
    else deps.onQuiet([...folders]);
  };
  const arrived = (events: readonly Event[]): void => {
    for (const event of events) {
      const relative = path.relative(deps.root, event.path).split(path.sep).join('/');
      if (relative === '' || relative.startsWith('../') || isHiddenPath(relative)) continue;
      if (pending.size === 0) firstMs = performance.now();
      pending.add(relative);
    }
    if (pending.size === 0) return;
    if (quietTimer !== null) clearTimeout(quietTimer);
    const waitedMs = performance.now() - firstMs;
    quietTimer = setTimeout(flush, Math.max(0, Math.min(quietMs, longestMs - waitedMs)));
  };
  const poll = (): void => {
    if (closed || pollTimer !== null) return;
    deps.onMode('polling');
    pollAfter(pollEveryMs);
  };
  const pollAfter = (waitMs: number): void => {
    pollTimer = setTimeout(() => {
      const startedMs = performance.now();
      const next = (): void => {
        if (!closed) pollAfter(Math.max(pollEveryMs, (performance.now() - startedMs) / pollShare));
      };
      deps.onLost().then(next, next);
    }, waitMs).unref();
  };

  if (deps.forcePolling === true) {
    poll();
  } else {
    try {
      subscription = await subscribe(
        deps.root,
        (error, events) => {
          if (closed) return;
          if (error !== null) {
            void deps.onLost();
            poll();
          } else {
            arrived(events);
          }
        },
        // Programs' folders change by thousands of files and hold no notes.
        { ignore: ['.git', '.obsidian', '.trash', '.verso', '**/node_modules/**'] },
      );
      if (await isRemoteDrive(deps.root)) poll();
      else deps.onMode('native');
    } catch {
      // No events here (a limit of the system, a network drive).
      poll();
    }
  }

  return {
    async close() {
      closed = true;
      if (quietTimer !== null) clearTimeout(quietTimer);
      if (suspectTimer !== null) clearTimeout(suspectTimer);
      if (pollTimer !== null) clearTimeout(pollTimer);
      deps.onMode('off');
      try {
        await subscription?.unsubscribe();
      } catch {
        // It says so where a folder that it watched is gone; it watches no more all the same.
      }
    },
  };
}
