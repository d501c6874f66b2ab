import { describe, expect, it } from 'vitest';
import { readVaultFiles } from '../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import { scanNote } from './outline.ts';
import { parseMarkdown } from './tree/parse.ts';
import type { SourceBlock } from './tree/source-tree.ts';

describe('scanNote', () => {
  it('reads links, tags, tasks and block ids with their places', () => {
    const text = [
      '---', 'tags: [a, b/c]', 'up: "[[X#h|y]]"', '---',
      '# Hi **there** ^top', '',
      '- [x] do [[A\\|b]] #t/x', '  more `[[no]]`', '- [ ]',
      '', 'See [text](My%20Note.md#Head) and ![[pic.png|100]].', '',
      '| a |', '|---|', '| [[x\\|y]] |', '', '^tb', '',
      '[^1]: note with [[F]]',
    ].join('\n');
    const scan = scanNote(text);
    expect(scan.title).toBe('Hi there');
    expect(scan.links.map((link) => [link.kind, link.embed, link.target, link.heading, link.alias, link.line])).toEqual([
      ['wikilink', false, 'X', 'h', 'y', 3],
      ['wikilink', false, 'A', undefined, 'b', 7],
      ['markdown', false, 'My Note.md', 'Head', 'text', 11],
      ['wikilink', true, 'pic.png', undefined, '100', 11],
      ['wikilink', false, 'x', undefined, 'y', 15],
      ['wikilink', false, 'F', undefined, undefined, 19],
    ]);
    for (const link of scan.links) expect(text.slice(link.start, link.end)).toBe(link.raw);
    expect(scan.tags.map((tag) => [tag.name, tag.line])).toEqual([['a', 2], ['b/c', 2], ['t/x', 7]]);
    expect(scan.tasks.map((task) => [task.mark, task.text, task.line])).toEqual([['x', 'do b #t/x\nmore [[no]]', 7], [' ', '', 9]]);
    expect(scan.blockIds.map((id) => [id.id, id.line, text.slice(id.blockStart, id.blockEnd).slice(0, 5)])).toEqual([['top', 5, '# Hi '], ['tb', 17, '| a |']]);
    expect(scan.footnotes).toMatchObject([{ label: '1', text: 'note with F', line: 19 }]);
    expect(scan.headings).toMatchObject([{ level: 1, text: 'Hi there', slug: 'hi-there' }]);
  });
  it('sees nothing in code, comments, math and HTML', () => {
    const scan = scanNote('`[[a]]` %%[[b]] #x%% $[[c]]$ <!-- [[d]] -->\n\n```\n[[e]] #y\n```\n\n    [[f]]\n\n%%\n[[g]]\n%%\n\n$$\n[[h]]\n$$\n\n<div>\n[[i]]\n</div>\n');
    expect(scan.links).toEqual([]);
    expect(scan.tags).toEqual([]);
  });
  it('resolves links by reference, wherever they are defined', () => {
    const scan = scanNote('[one][ref] and [ref] and [gone]\n\n[ref]: <./Some note.md> "t"\n');
    expect(scan.links.map((link) => [link.target, link.alias])).toEqual([['./Some note.md', 'one'], ['./Some note.md', 'ref']]);
    expect(scan.blocks.map((block) => block.type)).toEqual(['paragraph', 'definition']);
  });
  it('takes money for money', () => {
    expect(scanNote('$5 and $6 #tag').tags).toHaveLength(1);
  });
  it('cuts passages of 800 to 1500 characters under their headings', () => {
    const paragraph = 'Some words of text. '.repeat(20).trim();
    const scan = scanNote(`# A\n\n${`${paragraph}\n\n`.repeat(5)}## B\n\n${paragraph.repeat(10)}\n`);
    expect(scan.passages.every((passage) => passage.text.length <= 1500)).toBe(true);
    expect(scan.passages[0]).toMatchObject({ headingPath: ['A'], line: 1 });
    expect(scan.passages.at(-1)?.headingPath).toEqual(['A', 'B']);
  });
  it('reads any text without failing', () => {
    for (const text of ['', '\ufeff', '---', '---\n', '[[', '[[]]', '![[', '](', '> > >', '- - -', '\u0000', '#', '$', '%%', '```']) expect(() => scanNote(text)).not.toThrow();
  });
});

describe('the scanner and the editor’s parser', () => {
  const folder = fixturesPath('vaults');
  it.skipIf(folder === null)('agree on headings, links and tasks of the fixture vaults', { timeout: 300_000 }, () => {
    if (folder === null) return;
    const { files } = readVaultFiles(folder, 20, 3);
    let facts = 0;
    const differing: string[] = [];
    for (const { name, text } of files) {
      if (text.length > 60_000) continue;
      const expected = factsOf(text.replace(/^\ufeff/u, ''));
      const found = scannedFacts(text.replace(/^\ufeff/u, ''));
      facts += expected.length;
      if (expected.join('\n') !== found.join('\n')) differing.push(`${name}: ${firstDifference(expected, found)}`);
    }
    expect(facts).toBeGreaterThan(1500);
    expect(differing).toEqual([]);
  });
});

function firstDifference(expected: readonly string[], found: readonly string[]): string {
  const at = expected.findIndex((fact, index) => fact !== found[index]);
  const place = at === -1 ? expected.length : at;
  return `parser ${expected[place] ?? 'nothing'}, scanner ${found[place] ?? 'nothing'}`;
}

function scannedFacts(text: string): string[] {
  const scan = scanNote(text);
  return [
    ...scan.headings.map((heading) => [heading.start, `heading ${heading.level}`] as const),
    ...scan.links.filter((link) => link.kind === 'wikilink' && link.start >= (scan.frontmatter?.bodyStart ?? 0)).map((link) => [link.start, `link ${link.raw}`] as const),
    ...scan.links.filter((link) => link.kind === 'markdown').map((link) => [link.start, 'mdlink'] as const),
    ...scan.tasks.map((task) => [task.start, `task ${task.mark}`] as const),
  ].sort((left, right) => left[0] - right[0]).map(([start, fact]) => `${start} ${fact}`);
}

function factsOf(text: string): string[] {
  const facts: (readonly [number, string])[] = [];
  const visit = (block: SourceBlock): void => {
    if (block.type === 'heading') facts.push([block.start, `heading ${String(block.attrs['level'])}`]);
    if (block.markup.check !== undefined) facts.push([block.markup.check.start - 1, `task ${String(block.attrs['checked'])}`]);
    for (const [index, atom] of block.inline?.atoms ?? []) {
      const start = block.inline?.starts[index] ?? 0;
      if (atom.type === 'wikilink' || atom.type === 'embed') facts.push([start, `link ${text.slice(start, block.inline?.ends[index])}`]);
      if (atom.type === 'image') facts.push([start, 'mdlink']);
      if (atom.type === 'rawInline' && String(atom.attrs['source']).startsWith('[')) facts.push([start, 'mdlink']);
    }
    for (const span of block.inline?.spans ?? []) {
      if (span.type === 'link' && span.attrs['kind'] === null) facts.push([span.start, 'mdlink']);
    }
    block.children.forEach(visit);
  };
  parseMarkdown(text).blocks.forEach(visit);
  return facts.sort((left, right) => left[0] - right[0]).map(([start, fact]) => `${start} ${fact}`);
}
