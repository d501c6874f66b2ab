import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVaultFiles } from '../../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../../e2e/fixtures-path.ts';
import { parseMarkdown } from './parse.ts';
import type { SourceBlock } from './source-tree.ts';

/** Blocks as `type(children)` or `type"text"`, marks as `<mark>` lists, atoms as `{type}`. */
function outline(text: string): string {
  return parseMarkdown(text).blocks.map(show).join(' ');
}

function show(block: SourceBlock): string {
  const checked = block.attrs['checked'];
  const name = typeof checked === 'string' ? `task[${checked}]` : block.type;
  if (block.inline === null) return `${name}(${block.children.map(show).join(' ')})`;
  const { inline } = block;
  const shown = [...inline.text].map((char, index) => (inline.atoms.has(index) ? `{${inline.atoms.get(index)?.type ?? ''}}` : char)).join('');
  const marks = inline.spans.map((span) => `${span.type}:${inline.text.slice(span.from, span.to)}`);
  return `${name}"${shown}"${marks.length > 0 ? `<${marks.join(',')}>` : ''}`;
}

describe('the dialect', () => {
  it.each([
    ['[[N#H|t]] ![[i.png|100]]', 'paragraph"{wikilink} {embed}"'],
    ['[[a [[b]]', 'paragraph"[[a {wikilink}"'],
    ['[[[b]]](u)', 'paragraph"{wikilink}"<link:\ufffc>'],
    ['`[[a]]` ==h *i*== %%c%%', 'paragraph"[[a]] h i {comment}"<code:[[a]],italic:i,highlight:h i>'],
    ['$5 and $6, $x$ $$y$$ \\$z', 'paragraph"$5 and $6, {mathInline} {mathInline} $z"'],
    ['$a$1', 'paragraph"$a$1"'],
    ['x^[note [a]] y', 'paragraph"x{inlineFootnote} y"'],
    ['a #tag/b #1 \\#no x#y ^id', 'paragraph"a #tag/b #1 #no x#y ^id"<tag:#tag/b,blockId:^id>'],
    ['Key:: v and [k:: w]', 'paragraph"Key:: v and [k:: w]"<inlineField:Key::,inlineField:k::>'],
    ['- [?] a\n- [ ]\n- [x](u)\n- [xx] b', 'bulletList(task[?](paragraph"a") task[ ](paragraph"") listItem(paragraph"x"<link:x>) listItem(paragraph"[xx] b"))'],
    ['> [!note]- T *b*\n> body\n> > [!x]', 'callout(calloutTitle"T b"<italic:b> paragraph"body" callout(calloutTitle""))'],
    ['> [!note]T', 'blockquote(paragraph"[!note]T")'],
    ['$$\na\n\nb\n$$\nx', 'mathBlock"a\n\nb" paragraph"x"'],
    ['$$x$$ text', 'paragraph"{mathInline} text"'],
    ['%%\na\n\nb\n%%\nx', 'rawBlock"%%\na\n\nb\n%%" paragraph"x"'],
    ['[^1]: a\n\n    b\n\nx[^1] [^2]', 'footnoteDefinition(paragraph"a" paragraph"b") paragraph"x{footnoteRef} [^2]"'],
    ['a  \nb\\\nc\nd', 'paragraph"a{hardBreak}b{hardBreak}c{softBreak}d"'],
    ['A\nB\n===', 'heading"A B"'],
    ['---\n\na\n- b\n> c', 'horizontalRule() paragraph"a" bulletList(listItem(paragraph"b")) blockquote(paragraph"c")'],
    ['---\na: 1\n---\n\n---', 'frontmatter"a: 1" horizontalRule()'],
    ['| a |\n|---|\n| `x\\|y` [[a\\|b]] |', 'table(tableRow(tableHeader"a") tableRow(tableCell"x|y {wikilink}"<code:x|y>))'],
    ['[t][r] [r] [z]\n\n[r]: u', 'paragraph"t r [z]"<link:t,link:r> rawBlock"[r]: u"'],
    ['`` a ` b `` &amp; <b>c</b> www.x.y', 'paragraph"a ` b & {rawInline}c{rawInline} www.x.y"<code:a ` b,link:www.x.y>'],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });
});

describe('places', () => {
  function check(text: string, blocks: readonly SourceBlock[], from: number, to: number): void {
    let at = from;
    for (const block of blocks) {
      expect(block.start).toBeGreaterThanOrEqual(at);
      expect(block.end).toBeGreaterThanOrEqual(block.start);
      expect(block.end).toBeLessThanOrEqual(to);
      check(text, block.children, block.start, block.end);
      const { inline } = block;
      if (inline !== null) {
        expect(inline.starts.length).toBe(inline.text.length);
        let last = block.start;
        for (let unit = 0; unit < inline.text.length; unit += 1) {
          const start = inline.starts[unit] ?? -1;
          expect(start).toBeGreaterThanOrEqual(start === inline.starts[unit - 1] ? start : last);
          last = inline.ends[unit] ?? -1;
          // A unit of one character is that character, but for line ends.
          if (last - start === 1 && !inline.atoms.has(unit) && !/\s/u.test(inline.text.charAt(unit))) expect(inline.text.charAt(unit)).toBe(text.charAt(start));
        }
      }
      at = block.end;
    }
  }

  const fragment = fc.constantFrom('a', ' ', '\n', '\n\n', '\r\n', '> ', '- ', '1. ', '* ', '# ', '    ', '\t', '```', '$$', '$', '%%', '==', '**', '_', '[[x]]', '[a](b)', '[^1]', '[^1]: ', '[r]: u', '[r]', '| a | b |\n|---|---|\n', '|', '`', '~~', '&amp;', '\\', '<b>', '<div>', '[!x] ', '---', '===', '^[', ']', '😀', '\u0000', '- [ ] ');

  it('nest, follow each other, and are of the characters they stand for', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        check(text, parseMarkdown(text).blocks, 0, text.length);
      }),
      { numRuns: 600 },
    );
  });

  it('do not depend on how much is parsed at a time', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        expect(parseMarkdown(text, { chunkLength: 16 })).toEqual(parseMarkdown(text));
      }),
      { numRuns: 400 },
    );
  });

  const folder = fixturesPath('vaults');
  it.skipIf(folder === null)('are the same in chunks over long notes of the vaults', { timeout: 300_000 }, () => {
    if (folder === null) return;
    const long = readVaultFiles(folder, 7, 2).files.filter(({ text }) => text.length > 12_000 && text.length < 60_000).slice(0, 15);
    expect(long.length).toBeGreaterThan(5);
    for (const { name, text } of long) {
      expect(parseMarkdown(text, { chunkLength: 1000 }), name).toEqual(parseMarkdown(text, { chunkLength: 1_000_000 }));
    }
  });
});

describe('hostile text', () => {
  it.each([
    ['brackets', `${'['.repeat(8000)}${']'.repeat(8000)}`],
    ['emphasis', 'a**b'.repeat(5000)],
    ['columns', `${'|a'.repeat(2000)}\n${'|-'.repeat(2000)}`],
    ['lazy lines', `> a\n${'b\n'.repeat(5000)}`],
  ])('is shown as source: %s', (_name, text) => {
    expect(new Set(parseMarkdown(text).blocks.map((block) => block.type))).toEqual(new Set(['rawBlock']));
  });
  it('does not hide its neighbours', () => {
    const tree = parseMarkdown(`# One\n\n${'a**b'.repeat(5000)}\n\nlast`);
    expect(tree.blocks.map((block) => block.type)).toEqual(['heading', 'rawBlock', 'paragraph']);
  });
  it.each([
    ['quotes', '>'.repeat(1500)],
    ['items', '- '.repeat(400)],
    ['dollars', '$a '.repeat(5000)],
    ['comments', '%%a'.repeat(5001)],
    ['footnotes', '^[a'.repeat(5000)],
    ['wikilinks', '[[a '.repeat(4000)],
  ])('ends: %s', (_name, text) => {
    expect(parseMarkdown(text).blocks.length).toBeGreaterThan(0);
  });
});
