/** The worker thread that looks for what is replaced: it may be ended at any moment, an expression may never come back. */
import { parentPort, workerData } from 'node:worker_threads';
import { findReplacements, type Replacement, type ReplaceRule } from '#shared/search/replacement.ts';
import type { TextPart } from './replace-thread.ts';

const port = parentPort;
if (port === null) throw new Error('The replace worker is a worker thread.');
// Our own thread is the only one that starts this file.
const rule = workerData as ReplaceRule;

port.on('message', (parts: readonly TextPart[]) => {
  const found: readonly (readonly Replacement[])[] = parts.map(({ text, from, most }) => findReplacements(text, rule, { from, most }));
  port.postMessage(found);
});
