/** Builds `dist/`: the renderer, everything for Node, and the preload. `--if-needed` skips a build that is current. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtStamp, sourceStamp } from './build-stamp.ts';
import { projectRoot } from './tool.ts';

const configurations = ['vite.node.config.ts', 'vite.preload.config.ts', 'vite.renderer.config.ts'];

/**
 * Builds into a folder beside, then swaps it in, so that a program that starts meanwhile never sees
 * half a build. Resolves to whether anything had to be built.
 */
export async function buildIfNeeded(options: { readonly force: boolean; readonly quiet: boolean }): Promise<boolean> {
  const stamp = sourceStamp(projectRoot);
  if (!options.force && builtStamp(projectRoot) === stamp) return false;
  const scratch = path.join(projectRoot, 'node_modules', '.cache', 'verso', `build-${process.pid}`);
  const next = path.join(scratch, 'next');
  mkdirSync(next, { recursive: true });
  const environment = { VERSO_BUILD_FOLDER: process.env['VERSO_BUILD_FOLDER'], NODE_ENV: process.env['NODE_ENV'] };
  process.env['VERSO_BUILD_FOLDER'] = next;
  // Test runners set another value, and React would be built for development.
  process.env['NODE_ENV'] = 'production';
  try {
    const { build } = await import('vite');
    for (const configFile of configurations) {
      await build({ configFile: path.join(projectRoot, configFile), logLevel: options.quiet ? 'error' : 'warn' });
    }
    writeFileSync(path.join(next, 'stamp'), `${stamp}\n`);
    const current = path.join(projectRoot, 'dist');
    try {
      renameSync(current, path.join(scratch, 'previous'));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    renameSync(next, current);
  } finally {
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(scratch, { recursive: true, force: true });
  }
  return true;
}

if (import.meta.main) {
  const built = await buildIfNeeded({ force: !process.argv.includes('--if-needed'), quiet: false });
  console.log(built ? 'Built into dist/.' : 'dist/ is current.');
}
