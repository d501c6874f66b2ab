/** `verso doctor --fidelity`: loads every note of a folder into the editor's document, saves it in memory, compares bytes. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkFidelity } from '#shared/document/fidelity.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { isNotePath } from '#shared/model/note-path.ts';
import { decodeText, encodeText } from '../../vault/note-text.ts';
import { failedWith, stringOption, type LooseCommand } from '../command.ts';

export interface FidelityCounts {
  readonly folder: string;
  /** Notes that were loaded and saved. */
  readonly files: number;
  readonly identical: number;
  readonly differing: readonly { readonly path: string; readonly line: number }[];
  /** Notes that open read-only because they are not UTF-8: never saved, so never compared. */
  readonly notUtf8: readonly string[];
  readonly unreadable: readonly string[];
}

export const fidelityCommand: LooseCommand = {
  name: 'doctor',
  usage: '--fidelity <folder>',
  summary: 'Load and save every note of a folder in memory; fails when a byte differs',
  options: { fidelity: { type: 'string' } },
  positionals: { minimum: 0, maximum: 0 },
  needs: 'nothing',
  async run(args, { cwd, signal, progress }) {
    const folder = path.resolve(cwd, stringOption(args, 'fidelity') ?? '.');
    const names = await listNotes(folder);
    if (names === null) return failedWith('not-found', `"${folder}" is no folder that can be read.`);
    const counts = await compareAll(folder, names, { signal, progress });
    const text = [
      `${counts.files} files, ${counts.identical} identical, ${counts.differing.length} differing, ${counts.notUtf8.length} not UTF-8 (open read-only)${counts.unreadable.length === 0 ? '' : `, ${counts.unreadable.length} unreadable`}.`,
      ...counts.differing.map(({ path: name, line }) => `  differs at line ${line}: ${name}`),
      ...counts.notUtf8.map((name) => `  not UTF-8: ${name}`),
      ...counts.unreadable.map((name) => `  unreadable: ${name}`),
    ].join('\n');
    return { json: counts, text, exitCode: counts.differing.length === 0 && counts.unreadable.length === 0 ? 0 : 1 };
  },
};

/** Every Markdown file below a folder, also in hidden ones: no byte of any may change. Links are not followed. */
async function listNotes(folder: string): Promise<readonly string[] | null> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && isNotePath(entry.name))
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();
  } catch {
    return null;
  }
}

async function compareAll(
  folder: string,
  names: readonly string[],
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (line: string) => void },
): Promise<FidelityCounts> {
  const schema = createDocumentSchema();
  const differing: { path: string; line: number }[] = [];
  const notUtf8: string[] = [];
  const unreadable: string[] = [];
  let files = 0;
  for (const [at, name] of names.entries()) {
    if (signal.aborted) break;
    progress(`${at + 1} of ${names.length}`);
    const bytes = await readFile(path.join(folder, name)).catch(() => null);
    if (bytes === null) {
      unreadable.push(name);
      continue;
    }
    const decoded = decodeText(bytes);
    if (!decoded.isUtf8) {
      notUtf8.push(name);
      continue;
    }
    files += 1;
    const report = checkFidelity(decoded.text, schema);
    // Decoding must be as faithful as the document: a mark or a lone byte may not get lost either.
    const bytesKept = encodeText(decoded.text, decoded.hasBom).equals(bytes);
    if (!report.identical || !bytesKept) differing.push({ path: name, line: report.difference?.line ?? 1 });
  }
  return { folder, files, identical: files - differing.length, differing, notUtf8, unreadable };
}
