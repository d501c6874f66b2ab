/** Reads the fixture vaults for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface VaultFile {
  /** Relative to the vaults' folder. */
  readonly name: string;
  readonly text: string;
}

/** Every `every`-th Markdown file, starting at the `from`-th in order of name; those not UTF-8 are counted apart. */
export function readVaultFiles(folder: string, every = 1, from = 0): { readonly files: readonly VaultFile[]; readonly notUtf8: readonly string[] } {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort();
  const files: VaultFile[] = [];
  const notUtf8: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (const [index, name] of names.entries()) {
    if (index % every !== from) continue;
    try {
      files.push({ name, text: decoder.decode(readFileSync(path.join(folder, name))) });
    } catch {
      notUtf8.push(name);
    }
  }
  return { files, notUtf8 };
}

/** The same note as other machines write it. */
export function variantsOf(text: string): Readonly<Record<'crlf' | 'bom' | 'mixed' | 'noFinalNewline' | 'trailingBlank', string>> {
  const plain = text.replace(/^\ufeff/u, '').replace(/\r\n/gu, '\n');
  let lines = 0;
  return {
    crlf: plain.replace(/\n/gu, '\r\n'),
    bom: `\ufeff${plain}`,
    mixed: plain.replace(/\n/gu, () => ((lines += 1) % 3 === 0 ? '\r\n' : '\n')),
    noFinalNewline: plain.replace(/\n+$/u, ''),
    trailingBlank: `${plain}\n\n  \n`,
  };
}
