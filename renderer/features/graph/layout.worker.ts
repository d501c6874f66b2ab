/** Runs the layout off the main thread; a new request replaces the one under way. */
import type { LayoutRequest } from './layout-protocol.ts';
import { runLayout } from './layout-run.ts';

let current = 0;

self.addEventListener('message', (event: MessageEvent<LayoutRequest>) => {
  current += 1;
  const mine = current;
  const steps = runLayout(event.data);
  const advance = (): void => {
    if (mine !== current) return;
    const next = steps.next();
    if (next.done === true) return;
    self.postMessage(next.value, { transfer: [next.value.positions.buffer] });
    // A task of its own for each step, so that a newer request is heard.
    setTimeout(advance, 0);
  };
  advance();
});
