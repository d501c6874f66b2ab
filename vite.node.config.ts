/**
 * Builds everything that runs in Node: both shells' main programs, the command line and every
 * worker thread. One build, so that they share chunks; chunk names are flat, so that code finds its
 * worker as `./<name>.js` beside itself wherever it was bundled.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import { outputFolder, sharedAlias } from './scripts/build-paths.ts';

const root = import.meta.dirname;

/** Programs by the name of their file in `dist/node`; workers are found by their file name. */
function entries(): Record<string, string> {
  const workers = globSync('electron/**/*-worker.ts', { cwd: root }).map((file): [string, string] => [path.basename(file, '.ts'), path.join(root, file)]);
  return {
    serve: `${root}/electron/server/main.ts`,
    cli: `${root}/electron/cli/main.ts`,
    main: `${root}/electron/shell/main.ts`,
    ...Object.fromEntries(workers),
  };
}

export default defineConfig({
  root,
  publicDir: false,
  resolve: { alias: sharedAlias },
  ssr: {
    target: 'node',
    noExternal: true,
    // Native modules stay in node_modules; Electron brings its own module.
    external: ['better-sqlite3', '@parcel/watcher', 'electron'],
  },
  build: {
    ssr: true,
    outDir: outputFolder(),
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: entries(),
      output: {
        format: 'es',
        entryFileNames: (chunk) => (chunk.name === 'main' ? 'electron/main.js' : 'node/[name].js'),
        chunkFileNames: 'node/chunk-[name]-[hash].js',
      },
    },
  },
});
