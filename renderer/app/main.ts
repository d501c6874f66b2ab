/**
 * The page's entry: prepares the ground, then loads everything else.
 *
 * Two steps, because a bundler may run shared modules before the entry's own imports, and Zod
 * decides when a schema is made whether it may generate code.
 */
import './boot.ts';

await import('./start.tsx');
