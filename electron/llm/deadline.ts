/** Reads a stream under deadlines: first bytes in time, then no long silence, and stop at once. */
import { ProviderFailure } from './failure.ts';

export interface Deadlines {
  /** Until the first bytes. Models on this machine may read a long prompt for minutes. */
  readonly firstMs: number;
  /** Between two arrivals of bytes. */
  readonly silenceMs: number;
}

/** A promise that rejects when the signal aborts or the time is over; `extend` begins a new time. */
function watch(
  signal: AbortSignal,
  timeoutMs: number,
): { readonly lost: Promise<never>; extend(timeoutMs: number): void; clear(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new ProviderFailure('cancelled'));
  const onTimeout = () => reject(new ProviderFailure('timeout'));
  let timer = setTimeout(onTimeout, timeoutMs);
  let cleared = false;
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    lost: promise,
    extend(nextTimeoutMs) {
      if (cleared) return;
      clearTimeout(timer);
      timer = setTimeout(onTimeout, nextTimeoutMs);
    },
    clear() {
      cleared = true;
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
  open: (signal: AbortSignal, onBytes: () => void) => AsyncGenerator<T, void, undefined>,
  signal: AbortSignal,
  deadlines: Deadlines,
): AsyncGenerator<T, void, undefined> {
  const controller = new AbortController();
  let guard = watch(signal, deadlines.firstMs);
  const source = open(AbortSignal.any([signal, controller.signal]), () => guard.extend(deadlines.silenceMs));
  try {
    while (true) {
      const next = await Promise.race([source.next(), guard.lost]);
      guard.clear();
      if (next.done) return;
      // No time runs while the reader is busy with the item.
      yield next.value;
      guard = watch(signal, deadlines.silenceMs);
    }
  } finally {
    guard.clear();
    controller.abort();
    // Not awaited: a source that hangs must not hold the caller; its failure was reported above.
    source.return().catch(() => undefined);
  }
}
