import { describe, expect, it } from 'vitest';
import { readVaultFiles } from '../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import type { Node } from '@tiptap/pm/model';
import { childrenOf } from './canonical.ts';
import { loadInParts, loadMarkdown, type LoadedNote } from './load-markdown.ts';
import { saveMarkdown } from './save-markdown.ts';
import { createDocumentSchema } from './schema.ts';

const schema = createDocumentSchema();

function load(text: string, partLength: number): { readonly note: LoadedNote; readonly yielded: readonly Node[]; readonly parts: number } {
  const loading = loadInParts(text, schema, { partLength });
  const yielded: Node[] = [];
  let parts = 0;
  for (;;) {
    const step = loading.next();
    if (step.done === true) return { note: step.value, yielded, parts };
    expect(step.value.blocks.length).toBe(step.value.nodes.length);
    yielded.push(...step.value.nodes);
    parts += 1;
  }
}

/** Everything but the cache of forms. */
function contents({ canonical: _canonical, doc, ...rest }: LoadedNote): unknown {
  return { ...rest, doc: doc.toJSON() as unknown };
}

describe('a note loaded in parts', () => {
  it.each([
    ['nothing', ''],
    ['frontmatter only', '---\na: 1\n---\n'],
    ['a list over many parts', Array.from({ length: 60 }, (_, index) => `- item ${index}\n`).join('')],
    ['links to definitions further down', `[a] and [b][]\n\n${'word word\n\n'.repeat(20)}[a]: x "t"\n[b]: y\n[a]: z\n`],
    ['a footnote further down', `x[^1]\n\n${'word word\n\n'.repeat(20)}[^1]: text\n`],
    ['what only looks like a definition', `[a] and [^b]\n\n${'word word\n\n'.repeat(20)}\`\`\`\n[a]: x\n[^b]: y\n\`\`\`\n`],
    ['Windows line ends and a BOM', `\ufeff${'one\r\ntwo\r\n\r\n- a\r\n'.repeat(20)}`],
  ])('is the note that is loaded whole: %s', (_name, text) => {
    const { note } = load(text, 32);
    expect(contents(note)).toEqual(contents(load(text, 1_000_000).note));
    expect(saveMarkdown(note, note.doc).text).toBe(text);
  });

  it('keeps the very nodes that were shown, but for those that a later definition changed', () => {
    const text = `plain\n\n[a] here\n\n${'word word\n\n'.repeat(20)}[a]: x\n`;
    const { note, yielded, parts } = load(text, 32);
    expect(parts).toBeGreaterThan(3);
    const changed = childrenOf(note.doc).flatMap((node, index) => (node === yielded[index] ? [] : [index]));
    expect(changed).toEqual([1]);
    expect(note.doc.child(1).firstChild?.marks[0]?.attrs['href']).toBe('x');
  });

  const folder = fixturesPath('vaults');
  it.skipIf(folder === null)('is the note that is loaded whole, over the vaults', { timeout: 300_000 }, () => {
    if (folder === null) return;
    const files = readVaultFiles(folder, 12, 3).files.filter(({ text }) => text.length < 40_000);
    expect(files.length).toBeGreaterThan(60);
    for (const { name, text } of files) {
      const { note, yielded } = load(text, 400);
      const whole = loadMarkdown(text, schema);
      expect(contents(note), name).toEqual(contents(whole));
      for (const [index, node] of childrenOf(note.doc).entries()) {
        const shown = yielded[index];
        if (node !== shown && shown !== undefined && note.doc.childCount === yielded.length) expect(node.eq(shown), name).toBe(false);
      }
    }
  });
});
