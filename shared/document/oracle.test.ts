/** A second opinion: markdown-it reads what we saved, so that our parser does not judge itself. */
import { Transform } from '@tiptap/pm/transform';
import type { Node } from '@tiptap/pm/model';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { readVaultFiles } from '../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import { findFrontmatter } from '../markdown/frontmatter-extent.ts';
import { loadMarkdown } from './load-markdown.ts';
import { saveMarkdown } from './save-markdown.ts';
import { createDocumentSchema } from './schema.ts';
import { applyRandomEdit, seededDraw } from './testing/random-edit.ts';

const schema = createDocumentSchema();
const oracle = new MarkdownIt({ html: true });
const folder = fixturesPath('vaults');

/** Block structure and text as markdown-it sees them. */
function seenBy(text: string): string {
  const body = text.slice(findFrontmatter(text)?.bodyStart ?? 0);
  const seen: string[] = [];
  for (const token of oracle.parse(body, {})) {
    if (token.type === 'inline') seen.push((token.children ?? []).map((child) => `${child.type}${child.content}`).join('|'));
    else seen.push(`${token.type}${token.tag}${token.content}`);
  }
  return seen.join('\n');
}

describe('an independent parser', () => {
  it.skipIf(folder === null)('sees the typed word in its block, and nothing else changed', { timeout: 300_000 }, () => {
    if (folder === null) return;
    const differing: string[] = [];
    let edits = 0;
    for (const [index, { name, text }] of readVaultFiles(folder, 25, 4).files.entries()) {
      if (text.length > 40_000) continue;
      const loaded = loadMarkdown(text, schema);
      const ends = endsOfText(loaded.doc);
      const at = ends[seededDraw(index)(ends.length)];
      if (at === undefined) continue;
      const saved = saveMarkdown(loaded, new Transform(loaded.doc).insert(at, schema.text('zebra')).doc);
      edits += 1;
      if (seenBy(saved.text).replace('zebra', '') !== seenBy(text)) differing.push(`${name}: ${JSON.stringify(saved.edits)}`);
    }
    expect(edits).toBeGreaterThan(100);
    expect(differing).toEqual([]);
  });

  it('counts the blocks that the document has, after any edits', () => {
    const text = '# One\n\nText *a* b.\n\n- x\n- y\n\n  more\n  1. n\n\n> quote\n> > deep\n\n```js\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd.\n';
    const differing: string[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const loaded = loadMarkdown(text, schema);
      const transform = new Transform(loaded.doc);
      applyRandomEdit(transform, seededDraw(seed));
      applyRandomEdit(transform, seededDraw(seed + 1000));
      if (!isValid(transform.doc) || usesDialect(transform.doc)) continue;
      const saved = saveMarkdown(loaded, transform.doc);
      const wanted = blocksOf(transform.doc);
      const found = blocksIn(saved.text);
      if (wanted !== found) differing.push(`${seed}: ${wanted} but ${found} in ${JSON.stringify(saved.text)}`);
    }
    expect(differing).toEqual([]);
  });
});

/** Behind the last letter of text blocks that end in a plain word. */
function endsOfText(doc: Node): number[] {
  const ends: number[] = [];
  doc.descendants((node, pos) => {
    const last = node.lastChild;
    if (node.isTextblock && node.type.spec.code !== true && last?.isText === true && last.marks.length === 0 && /[a-z]$/u.test(last.text ?? '')) ends.push(pos + 1 + node.content.size);
    return !node.isTextblock;
  });
  return ends;
}

function isValid(doc: Node): boolean {
  try {
    doc.check();
    return true;
  } catch {
    return false;
  }
}

/** markdown-it knows nothing of these. */
function usesDialect(doc: Node): boolean {
  let uses = false;
  doc.descendants((node) => {
    if (['mathBlock', 'callout', 'footnoteDefinition', 'rawBlock', 'frontmatter'].includes(node.type.name)) uses = true;
    if (/[[\]]/u.test(node.text ?? '')) uses = true;
  });
  return uses;
}

const COUNTED: Readonly<Record<string, string>> = {
  heading: 'heading_open',
  blockquote: 'blockquote_open',
  listItem: 'list_item_open',
  codeBlock: 'fence',
  horizontalRule: 'hr',
  table: 'table_open',
  tableRow: 'tr_open',
};

function blocksOf(doc: Node): string {
  const counts = new Map<string, number>();
  doc.descendants((node) => {
    const name = COUNTED[node.type.name];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return written(counts);
}

function blocksIn(text: string): string {
  const counts = new Map<string, number>();
  for (const { type } of oracle.parse(text, {})) {
    const name = type === 'code_block' ? 'fence' : type;
    if (Object.values(COUNTED).includes(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return written(counts);
}

function written(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort().map(([name, count]) => `${name} ${count}`).join(', ');
}
