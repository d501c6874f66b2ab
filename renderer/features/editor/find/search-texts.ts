/** Looks for a query in texts: words at once, patterns in a worker with a deadline. */
import { matchTexts, patternOf, type FindQuery, type TextMatch } from './match-text.ts';

export type SearchOutcome = { readonly matches: readonly TextMatch[] } | { readonly problem: 'bad-pattern' | 'too-slow' };

/** A pattern that needs longer would need longer with every key. */
const deadlineMs = 1000;

/** Rejects only when aborted. */
export async function searchTexts(texts: readonly string[], query: FindQuery, signal: AbortSignal): Promise<SearchOutcome> {
  const pattern = patternOf(query);
  if (pattern === null) return { problem: 'bad-pattern' };
  // Escaped text takes no longer than the text is long.
  if (!query.regex) return { matches: matchTexts(texts, pattern) };
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), { type: 'module', name: 'find' });
  try {
    return await new Promise<SearchOutcome>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ problem: 'too-slow' }), deadlineMs);
      signal.addEventListener('abort', () => reject(new DOMException('The search was replaced by another.', 'AbortError')), { once: true });
      worker.addEventListener('message', (event: MessageEvent<readonly TextMatch[]>) => {
        clearTimeout(timer);
        resolve({ matches: event.data });
      });
      worker.addEventListener('error', () => resolve({ problem: 'bad-pattern' }));
      worker.postMessage({ texts, source: pattern.source, flags: pattern.flags });
    });
  } finally {
    worker.terminate();
  }
}
