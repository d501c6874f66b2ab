import { readFileSync } from 'node:fs';
import { Transform } from '@tiptap/pm/transform';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Canonicalizer, childrenOf } from './canonical.ts';
import { checkFidelity } from './fidelity.ts';
import { loadMarkdown } from './load-markdown.ts';
import { saveMarkdown } from './save-markdown.ts';
import { createDocumentSchema } from './schema.ts';

const schema = createDocumentSchema();
const exampleSchema = z.tuple([z.number(), z.string(), z.string()]);

function readExamples(name: string): readonly { readonly name: string; readonly markdown: string }[] {
  const file = new URL(`../../e2e/spec-examples/${name}.json`, import.meta.url);
  return z
    .array(exampleSchema)
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(([number, section, markdown]) => ({ name: `${name} ${number}, ${section}`, markdown }));
}

/** Most of GFM's are CommonMark's: each text once. */
const examples = [...new Map([...readExamples('gfm'), ...readExamples('commonmark')].map((example) => [example.markdown, example])).values()];

describe('every example of the CommonMark and GFM specifications', { timeout: 120_000 }, () => {
  it('is there', () => {
    expect(readExamples('commonmark')).toHaveLength(652);
    expect(readExamples('gfm')).toHaveLength(677);
  });

  it('opens and saves byte for byte, with each kind of line end', () => {
    const differing = examples.flatMap(({ name, markdown }) =>
      [markdown, markdown.replaceAll('\n', '\r\n'), markdown.trimEnd(), `\ufeff${markdown}`].flatMap((text) => (checkFidelity(text, schema).identical ? [] : [`${name}: ${JSON.stringify(text)}`])),
    );
    expect(differing).toEqual([]);
  });

  it.each(['before', 'after'])('keeps its bytes when the paragraph %s it is edited', (edited) => {
    const differing: string[] = [];
    let edits = 0;
    for (const { name, markdown } of examples) {
      const text = `before\n\n${markdown}\nafter\n`;
      const loaded = loadMarkdown(text, schema);
      const { doc } = loaded;
      const node = edited === 'before' ? doc.firstChild : doc.lastChild;
      // An example may hold what stands beside it: an open fence, a list without an end.
      if (node === null || node.type.name !== 'paragraph' || node.textContent !== edited) continue;
      const at = edited === 'before' ? node.nodeSize - 1 : doc.content.size - 1;
      const saved = saveMarkdown(loaded, new Transform(doc).insert(at, schema.text('!')).doc);
      edits += 1;
      const expected = edited === 'before' ? `before!${text.slice('before'.length)}` : `${text.slice(0, -1)}!\n`;
      if (saved.text !== expected || !saved.verified) differing.push(`${name}: ${JSON.stringify(saved.text)}`);
    }
    expect(edits).toBeGreaterThan(500);
    expect(differing).toEqual([]);
  });

  it('takes a word typed into any of its text blocks, and says nothing else than before', () => {
    const differing: string[] = [];
    for (const { name, markdown } of examples) {
      const loaded = loadMarkdown(markdown, schema);
      const ends: number[] = [];
      loaded.doc.descendants((node, pos) => {
        if (node.isTextblock && node.type.spec.code !== true && node.content.size > 0) ends.push(pos + 1 + node.content.size);
        return !node.isTextblock;
      });
      for (const at of ends) {
        const { doc } = new Transform(loaded.doc).insert(at, schema.text(' word'));
        const saved = saveMarkdown(loaded, doc);
        const again = loadMarkdown(saved.text, schema);
        const canonical = new Canonicalizer(schema, again);
        if (!saved.verified || canonical.formOf(childrenOf(again.doc)) !== canonical.formOf(childrenOf(doc))) differing.push(`${name}: ${JSON.stringify(markdown)} became ${JSON.stringify(saved.text)}`);
      }
    }
    expect(differing).toEqual([]);
  });
});
