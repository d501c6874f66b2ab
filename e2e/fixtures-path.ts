/** Finds the shared test fixtures, which are never part of the project. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The absolute path of a fixture, or `null` where fixtures are absent, so that a test can skip
 * itself visibly. With `CI` set their absence is a failure, never a silent skip.
 * @throws where `CI` is set and the fixture does not exist.
 */
export function fixturesPath(...parts: readonly string[]): string | null {
  const base = path.resolve(projectRoot, process.env['VERSO_FIXTURES'] ?? '../shared/fixtures');
  const found = path.join(base, ...parts);
  if (existsSync(found)) return found;
  if (process.env['CI']) throw new Error(`Fixtures are missing: ${found}. Set VERSO_FIXTURES to their folder.`);
  return null;
}
