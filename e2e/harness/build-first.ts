/** Playwright's global setup: the tests drive the build of the sources as they are. */
import { buildIfNeeded } from '../../scripts/build.ts';

// Playwright calls a setup file's default export.
export default async function buildFirst(): Promise<void> {
  await buildIfNeeded({ force: false, quiet: true });
}
