/** Structural gates over a compiled wiki: what must hold of every page, whatever the model said. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { scanNote } from '#shared/markdown/outline.ts';
import { noteNameOf, vaultPathSchema } from '#shared/model/note-path.ts';
import { parseWikilink } from '#shared/markdown/wikilink.ts';
import { findQuote } from '../../electron/compile/plain-text.ts';
import { readSource } from '../../electron/compile/source-note.ts';
import { claimReferences } from '../../electron/compile/wiki-page.ts';

export interface WikiReport {
  readonly pages: number;
  readonly footnotes: number;
  readonly problems: readonly string[];
}

async function notesUnder(root: string): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const relative = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
    if (entry.isFile() && relative.endsWith('.md') && !relative.startsWith('.')) notes.set(relative, await readFile(path.join(root, relative), 'utf8'));
  }
  return notes;
}

/** Reads the wiki from disk as any other tool would, and holds it against its sources. */
export async function checkWiki(root: string): Promise<WikiReport> {
  const notes = await notesUnder(root);
  const byName = Map.groupBy(notes.keys(), (notePath) => noteNameOf(notePath).toLowerCase());
  const resolve = (target: string): string | null => {
    if (notes.has(`${target}.md`)) return `${target}.md`;
    const named = byName.get(target.toLowerCase()) ?? [];
    return named.length === 1 ? (named[0] ?? null) : null;
  };
  const problems: string[] = [];
  let pages = 0;
  let footnotes = 0;
  for (const [page, text] of notes) {
    if (!page.startsWith('wiki/')) continue;
    pages += 1;
    const scan = scanNote(text);
    for (const link of scan.links) {
      if (link.external || link.embed || link.kind !== 'wikilink') problems.push(`${page}: a link that code did not make: ${link.raw}`);
      else if (resolve(link.target) === null) problems.push(`${page}: broken link ${link.raw}`);
    }
    if (/https?:\/\/|<[a-z!/]/iu.test(scan.plainText.replace(/"[^\n]*"/gu, ''))) problems.push(`${page}: an address or markup in the text`);
    const defined = new Map(scan.footnotes.map((footnote) => [footnote.label, text.slice(footnote.start, footnote.end)]));
    for (const id of claimReferences(text)) {
      footnotes += 1;
      const definition = defined.get(id);
      const problem = definition === undefined ? 'is not defined' : footnoteProblem(definition, scan.footnotes.find((footnote) => footnote.label === id)?.text ?? '', notes, resolve);
      if (problem !== null) problems.push(`${page}: footnote ${id} ${problem}`);
    }
  }
  return { pages, footnotes, problems };
}

function footnoteProblem(definition: string, plain: string, notes: ReadonlyMap<string, string>, resolve: (target: string) => string | null): string | null {
  const inner = /^\[\^c-[0-9a-f]{12}\]: \[\[([^[\]]+)\]\] ".+"$/u.exec(definition)?.[1];
  if (inner === undefined) return `has another form: ${definition}`;
  const link = parseWikilink(inner);
  const file = resolve(link.target);
  if (file === null) return `names no note: ${inner}`;
  const quote = /^[^"]*"([\s\S]*)"$/u.exec(plain)?.[1] ?? '';
  const source = readSource(vaultPathSchema.parse(file), notes.get(file) ?? '');
  const blocks = source.blocks.filter((block) => {
    if (link.block !== undefined) return block.anchor.kind === 'block' && block.anchor.id === link.block;
    return link.heading === undefined || (block.anchor.kind === 'heading' && block.anchor.heading === link.heading);
  });
  if (blocks.length === 0) return `names no block: ${inner}`;
  return blocks.some((block) => findQuote(quote, block.text) !== null) ? null : `quotes what does not stand there: ${quote}`;
}
