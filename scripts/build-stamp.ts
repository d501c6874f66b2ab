/** Tells whether `dist/` was built from the sources as they are now. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const inputs = [
  'shared/**/*.{ts,json}',
  'electron/**/*.{ts,json,sql}',
  'renderer/**/*',
  'scripts/build*.ts',
  'vite.*.config.ts',
  'package.json',
  'package-lock.json',
];

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** SHA-256 over the names and bytes of everything that goes into a build. */
export function sourceStamp(root: string): string {
  const hash = createHash('sha256');
  const files = new Set<string>();
  for (const pattern of inputs) {
    for (const entry of globSync(pattern, { cwd: root, withFileTypes: true })) {
      if (entry.isFile()) files.add(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  for (const file of [...files].filter((name) => !isTest(name)).sort()) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file))).update('\0');
  }
  return hash.digest('hex');
}

/** The stamp that the last whole build left in `dist/`, or null. */
export function builtStamp(root: string): string | null {
  const file = path.join(root, 'dist', 'stamp');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
