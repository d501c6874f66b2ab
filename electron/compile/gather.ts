/** Reads what a compile starts from: rules, prompts, sources, and which of their blocks are new. */
import { isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { SkipReason } from '#shared/model/compile.ts';
import { readAddressBook, type AddressBook } from './address-book.ts';
import { isBulk } from './bulk-mail.ts';
import type { CompileDeps } from './compile-deps.ts';
import { planCalls, type ExtractionCall } from './extraction.ts';
import { fingerprint } from './fingerprint.ts';
import { readSchemaRules, type SchemaRules } from './schema-rules.ts';
import { readSource, type SourceBlock, type SourceNote } from './source-note.ts';

export interface Instructions {
  readonly rules: SchemaRules;
  readonly extractSystem: string;
  readonly sectionSystem: string;
  /** Changes when a block must be read again: with the prompt or the rules. */
  readonly reader: string;
}

export interface GatheredSource {
  readonly source: SourceNote;
  readonly textHash: string;
  /** Not read by any run under these instructions. */
  readonly changed: readonly SourceBlock[];
}

export interface Gathered {
  readonly instructions: Instructions;
  readonly book: AddressBook;
  readonly total: number;
  readonly blocks: number;
  /** Sources that differ from the last run, also those with nothing left to send. */
  readonly sources: readonly GatheredSource[];
  readonly skipped: readonly { readonly path: VaultPath; readonly reason: SkipReason; readonly sourceId: string; readonly textHash: string }[];
  readonly calls: readonly ExtractionCall[];
  /** Ids of sources that were read once and are not there now. */
  readonly missing: readonly string[];
}

export async function readInstructions(deps: CompileDeps): Promise<Instructions> {
  const override = async (path: string, bundled: string): Promise<string> => {
    const parsed = parseVaultPath(path);
    return (parsed === null ? null : await deps.vault.read(parsed))?.text ?? bundled;
  };
  const rules = readSchemaRules(await override('schema/schema.md', deps.bundled.schema));
  const extract = await override('schema/prompts/compile-extract.md', deps.bundled.extractPrompt);
  const section = await override('schema/prompts/compile-section.md', deps.bundled.sectionPrompt);
  const withRules = (prompt: string): string => `${prompt.trim()}\n\n# The owner's rules for this wiki\n\n${rules.text}`;
  return {
    rules,
    extractSystem: withRules(extract),
    sectionSystem: withRules(section),
    reader: fingerprint(extract.replace(/\r\n/gu, '\n').trim(), rules.version),
  };
}

/** The key under which a block's extraction is remembered, whoever was the model. */
export function extractionKey(source: SourceNote, block: SourceBlock, reader: string): string {
  return `x:${fingerprint(source.id, block.hash, block.speakerId ?? block.speaker ?? '', reader)}`;
}

export async function gather(deps: CompileDeps, signal: AbortSignal, onSource: (done: number, total: number) => void): Promise<Gathered> {
  const { ledger, vault } = deps;
  const instructions = await readInstructions(deps);
  const book = readAddressBook(await vault.readRecords('people'));
  const paths = await sourcePaths(deps);
  const known = new Map(ledger.blocks.all().flatMap((block) => (block.kind === 'source' ? [[block.path, block] as const] : [])));
  const sources: GatheredSource[] = [];
  const skipped: Gathered['skipped'][number][] = [];
  const present = new Set<string>();
  let blocks = 0;
  for (const [index, path] of paths.entries()) {
    signal.throwIfAborted();
    onSource(index, paths.length);
    const file = await vault.read(path);
    if (file === null) {
      skipped.push({ path, reason: 'unreadable', sourceId: path, textHash: '' });
      continue;
    }
    const textHash = fingerprint(file.text);
    const before = known.get(path);
    if (before !== undefined && before.textHash === textHash && before.reader === instructions.reader) {
      present.add(before.sourceId);
      blocks += before.blocks;
      if (before.skipped !== null) skipped.push({ path, reason: before.skipped, sourceId: before.sourceId, textHash });
      continue;
    }
    const source = readSource(path, file.text);
    present.add(source.id);
    blocks += source.blocks.length;
    const reason = source.blocks.length === 0 ? 'no-text' : instructions.rules.skipBulk && isBulk(source) ? 'bulk' : null;
    if (reason !== null) {
      skipped.push({ path, reason, sourceId: source.id, textHash });
      continue;
    }
    sources.push({ source, textHash, changed: unread(deps, source, instructions.reader) });
  }
  return {
    instructions,
    book,
    total: paths.length,
    blocks,
    sources,
    skipped,
    calls: sources.flatMap(({ source, changed }) => planCalls(source, changed, book.ownerNames)),
    missing: [...new Set([...known.values()].map((record) => record.sourceId))].filter((id) => !present.has(id)),
  };
}

/** Blocks that no run has read; of several alike, the first stands for all. */
function unread(deps: CompileDeps, source: SourceNote, reader: string): readonly SourceBlock[] {
  const seen = new Set<string>();
  return source.blocks.filter((block) => {
    const key = extractionKey(source, block, reader);
    if (seen.has(key) || deps.ledger.blocks.get(key) !== undefined) return false;
    seen.add(key);
    return true;
  });
}

/** `raw/` and the chosen folders; never the wiki itself, nor what Verso writes beside it. */
async function sourcePaths(deps: CompileDeps): Promise<readonly VaultPath[]> {
  const folders = ['raw', ...(await deps.sourceFolders())].map((folder) => folder.replace(/\/+$/u, ''));
  const found = new Set<VaultPath>();
  for (const folder of folders) {
    for (const path of await deps.vault.listNotes(folder)) {
      if (isNotePath(path) && !/^(?:wiki|schema|chats|templates|raw\/assets)\//u.test(path)) found.add(path);
    }
  }
  return [...found].toSorted();
}
