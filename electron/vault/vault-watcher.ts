/**
 * Tells which paths of a vault something happened to; what happened is for the index to find out.
 *
 * The system's watcher where it works; a full comparison every few seconds where it does not.
 */
import { subscribe, type AsyncSubscription, type Event } from '@parcel/watcher';
import path from 'node:path';
import { isHiddenPath } from './hidden-path.ts';

export interface VaultWatcherDeps {
  readonly root: string;
  /** Bursts arrive as one call. */
  readonly onPaths: (paths: readonly string[]) => void;
  /** Events were lost, or there are none: everything has to be compared. */
  readonly onLost: () => void;
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
const burstLimit = 5000;
const pollEveryMs = 5000;

export async function watchVault(deps: VaultWatcherDeps): Promise<VaultWatcher> {
  let pending = new Set<string>();
  let firstMs = 0;
  let quietTimer: NodeJS.Timeout | null = null;
  let pollTimer: NodeJS.Timeout | null = null;
  let subscription: AsyncSubscription | null = null;
  let closed = false;

  const flush = (): void => {
    quietTimer = null;
    const paths = pending;
    pending = new Set();
    if (closed || paths.size === 0) return;
    if (paths.size > burstLimit) deps.onLost();
    else deps.onPaths([...paths]);
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
    pollTimer = setInterval(deps.onLost, pollEveryMs);
    pollTimer.unref();
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
            deps.onLost();
            poll();
          } else {
            arrived(events);
          }
        },
        // Programs' folders change by thousands of files and hold no notes.
        { ignore: ['.git', '.obsidian', '.trash', '.verso', '**/node_modules/**'] },
      );
      deps.onMode('native');
    } catch {
      // No events here (a limit of the system, a network drive).
      poll();
    }
  }

  return {
    async close() {
      closed = true;
      if (quietTimer !== null) clearTimeout(quietTimer);
      if (pollTimer !== null) clearInterval(pollTimer);
      deps.onMode('off');
      await subscription?.unsubscribe();
    },
  };
}
