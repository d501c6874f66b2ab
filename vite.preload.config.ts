/** Builds the preload: CommonJS in one file, because a sandboxed preload can be nothing else. */
import { defineConfig } from 'vite';
import { outputFolder, sharedAlias } from './scripts/build-paths.ts';

const root = import.meta.dirname;

export default defineConfig({
  root,
  publicDir: false,
  resolve: { alias: sharedAlias },
  ssr: { target: 'node', noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: `${outputFolder()}/electron`,
    emptyOutDir: false,
    target: 'chrome140',
    minify: false,
    rolldownOptions: {
      input: { preload: `${root}/electron/shell/preload/preload.ts` },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
