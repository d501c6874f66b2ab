/**
 * The name of this window, by which unsaved text is told apart. It outlives a reload, and a lock of
 * that name, which the browser takes back with the page, tells the others that the window is there.
 */

export interface WindowName {
  readonly name: string;
  /** Whether a window of that name is open; true for this one. */
  isOpen(name: string): Promise<boolean>;
}

const storageKey = 'verso.window';
/** A reload may ask before the page that goes has given its lock back. */
const patienceMs = 1000;

export async function takeWindowName(storage: Pick<Storage, 'getItem' | 'setItem'>, locks: LockManager | undefined, makeName: () => string): Promise<WindowName> {
  const earlier = read(storage);
  // A tab that was duplicated has the name of another one.
  const name = earlier !== null && (await hold(locks, earlier)) ? earlier : makeName();
  if (name !== earlier) {
    await hold(locks, name);
    write(storage, name);
  }
  return {
    name,
    async isOpen(other) {
      if (other === name) return true;
      const held = (await locks?.query())?.held ?? [];
      return held.some((lock) => lock.name === lockName(other));
    },
  };
}

function lockName(name: string): string {
  return `verso.window ${name}`;
}

/** Whether the name is ours now, for as long as the page lives. */
function hold(locks: LockManager | undefined, name: string): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(lockName(name), { signal: AbortSignal.timeout(patienceMs) }, () => {
        resolve(true);
        return new Promise(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

function read(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(storageKey);
  } catch {
    return null;
  }
}

function write(storage: Pick<Storage, 'setItem'>, name: string): void {
  try {
    storage.setItem(storageKey, name);
  } catch {
    // Without storage the name is new after a reload, and the old one's text is a closed window's.
  }
}
