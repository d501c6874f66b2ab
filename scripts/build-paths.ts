/** Where builds go, and the import alias that every bundler configuration shares. */
import path from 'node:path';

const projectRoot = path.resolve(import.meta.dirname, '..');

export const sharedAlias: Record<string, string> = { '#shared/': `${projectRoot}/shared/` };

/** The folder to build into: `dist`, or the place from which `build.ts` moves a whole build there. */
export function outputFolder(): string {
  return process.env['VERSO_BUILD_FOLDER'] ?? path.join(projectRoot, 'dist');
}
