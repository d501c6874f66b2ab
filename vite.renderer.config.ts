/** Builds the one renderer that both shells serve. */
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { outputFolder, sharedAlias } from './scripts/build-paths.ts';

export default defineConfig({
  root: `${import.meta.dirname}/renderer`,
  base: '/',
  publicDir: false,
  plugins: [react(), tailwindcss()],
  resolve: { alias: sharedAlias },
  worker: { format: 'es' },
  build: {
    outDir: `${outputFolder()}/renderer`,
    emptyOutDir: true,
    target: 'chrome140',
    // The content policy allows neither inline scripts nor `data:` fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 2000,
  },
});
