/** Long reading on the thread that answers: in slices, with other work in between, and with an end. */

export interface Pace {
  /** To be asked between two slices: whether to go on. False once time is over or nobody waits any more. */
  goOn(): Promise<boolean>;
  /** Whether it was ended before everything was read. */
  ended(): boolean;
}

export interface PaceOptions {
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
}

/** Others get their turn after this long. */
const sliceMs = 12;

export function createPace({ limitMs, signal, now = () => performance.now() }: PaceOptions): Pace {
  const startMs = now();
  let sliceStartMs = startMs;
  let ended = false;
  return {
    async goOn() {
      if (now() - sliceStartMs >= sliceMs) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceStartMs = now();
      }
      ended ||= signal?.aborted === true || now() - startMs > limitMs;
      return !ended;
    },
    ended: () => ended,
  };
}
