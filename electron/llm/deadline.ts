/** Reads a stream under deadlines: a first item in time, then no long silence, and stop at once. */
import { ProviderFailure } from './failure.ts';

export interface Deadlines {
  /** Until the first item. Models on this machine may read a long prompt for minutes. */
  readonly firstMs: number;
  /** Between two items. */
  readonly silenceMs: number;
}

/** A promise that rejects when the signal aborts or the time is over, and what clears it. */
function watch(signal: AbortSignal, timeoutMs: number): { readonly lost: Promise<never>; clear(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new ProviderFailure('cancelled'));
  const timer = setTimeout(() => reject(new ProviderFailure('timeout')), timeoutMs);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    lost: promise,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

/** Settles as `work` does, or rejects with `cancelled` or `timeout` first. */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<T> {
  const controller = new AbortController();
  const guard = watch(signal, timeoutMs);
  try {
    return await Promise.race([work(AbortSignal.any([signal, controller.signal])), guard.lost]);
  } finally {
    guard.clear();
    controller.abort();
  }
}

/**
 * Yields what `open` yields. An abort or a missed deadline throws at once, without waiting for
 * the source to notice; the source is aborted and closed behind the scenes.
 */
export async function* underDeadlines<T>(
  open: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
  signal: AbortSignal,
  deadlines: Deadlines,
): AsyncGenerator<T, void, undefined> {
  const controller = new AbortController();
  const source = open(AbortSignal.any([signal, controller.signal]));
  let timeoutMs = deadlines.firstMs;
  try {
    while (true) {
      const guard = watch(signal, timeoutMs);
      try {
        const next = await Promise.race([source.next(), guard.lost]);
        if (next.done) return;
        yield next.value;
      } finally {
        guard.clear();
      }
      timeoutMs = deadlines.silenceMs;
    }
  } finally {
    controller.abort();
    // Not awaited: a source that hangs must not hold the caller; its failure was reported above.
    source.return().catch(() => undefined);
  }
}
