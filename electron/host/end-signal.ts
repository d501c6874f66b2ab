/** Ctrl+C and its like: the first asks for an orderly end, a later one insists. */

export interface EndSignal {
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  dispose(): void;
}

/**
 * A terminal sends Ctrl+C to every process of the group, and launchers such as npm pass it on as
 * well: signals so close together are one wish.
 */
const sameWishMs = 1_000;

export const interruptedExitCode = 130;

export function listenForEnd(): EndSignal {
  const controller = new AbortController();
  let firstMs = 0;
  const listen = (): void => {
    const nowMs = performance.now();
    if (!controller.signal.aborted) {
      firstMs = nowMs;
      controller.abort();
    } else if (nowMs - firstMs > sameWishMs) {
      process.exit(interruptedExitCode);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listen);
  return {
    signal: controller.signal,
    dispose() {
      for (const signal of signals) process.off(signal, listen);
    },
  };
}
