/** Lets writes to different files run side by side, and anything that touches folders run alone. */

export interface PathLocks {
  /** Runs `work` while nothing else writes the path. */
  withPath<T>(path: string, work: () => Promise<T>): Promise<T>;
  /** Runs `work` while nothing else writes anything. */
  withAll<T>(work: () => Promise<T>): Promise<T>;
}

export function createPathLocks(): PathLocks {
  const tails = new Map<string, Promise<unknown>>();
  let barrier: Promise<unknown> = Promise.resolve();

  return {
    withPath(path, work) {
      // Two spellings of one file on a case-insensitive disk must wait for each other.
      const key = path.normalize('NFC').toLowerCase();
      const previous = Promise.all([barrier, tails.get(key)]);
      const run = previous.then(work);
      const tail = run.catch(() => undefined).then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      tails.set(key, tail);
      return run;
    },
    withAll(work) {
      const run = Promise.all([barrier, ...tails.values()]).then(work);
      barrier = run.catch(() => undefined);
      return run;
    },
  };
}
