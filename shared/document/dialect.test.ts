/**
 * The dialect, construct by construct, in the order in which the design lists it: what each is shown
 * as, and that its bytes stay when nothing is edited, when something beside it is, and (in a line)
 * when its own paragraph is.
 */
import type { Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from './load-markdown.ts';
import { saveMarkdown } from './save-markdown.ts';
import { createDocumentSchema } from './schema.ts';

const schema = createDocumentSchema();

/** `type attr=value(children)`, text as it is with its marks behind it, defaults left out. */
function shown(node: Node): string {
  if (node.isText) {
    const marks = node.marks.map((mark) => attributed(mark.type.name, mark.attrs, mark.type.spec.attrs));
    return marks.length === 0 ? JSON.stringify(node.text) : `${marks.join('+')}:${JSON.stringify(node.text)}`;
  }
  const name = attributed(node.type.name, node.attrs, node.type.spec.attrs);
  const children: string[] = [];
  node.forEach((child) => children.push(shown(child)));
  return children.length === 0 ? name : `${name}(${children.join(' ')})`;
}

function attributed(name: string, attrs: Readonly<Record<string, unknown>>, specs: Readonly<Record<string, { readonly default?: unknown }>> | null | undefined): string {
  const written = Object.entries(attrs).flatMap(([key, value]) => (value === specs?.[key]?.default ? [] : [`${key}=${String(value)}`]));
  return [name, ...written].join(' ');
}

/** The note's blocks as they are shown. */
function blocksOf(text: string): string {
  const blocks: string[] = [];
  loadMarkdown(text, schema).doc.forEach((node) => blocks.push(shown(node)));
  return blocks.join(' ');
}

function afterTyping(text: string, anchor: string, added: string): string {
  const loaded = loadMarkdown(text, schema);
  const state = EditorState.create({ doc: loaded.doc });
  let at = -1;
  loaded.doc.descendants((node, position) => {
    const index = node.isText ? (node.text ?? '').indexOf(anchor) : -1;
    if (index !== -1) at = position + index + anchor.length;
  });
  if (at === -1) throw new Error(`no "${anchor}"`);
  const saved = saveMarkdown(loaded, state.tr.insertText(added, at).doc);
  expect(saved.verified).toBe(true);
  return saved.text;
}

describe('in a line', () => {
  it.each([
    // Links
    ['[[N]]', 'wikilink target=N'],
    ['[[N.md]]', 'wikilink target=N.md'],
    ['[[Dir/N]]', 'wikilink target=Dir/N'],
    ['[[N#H]]', 'wikilink target=N#H'],
    ['[[N#H1#H2]]', 'wikilink target=N#H1#H2'],
    ['[[#H]]', 'wikilink target=#H'],
    ['[[N#^id]]', 'wikilink target=N#^id'],
    ['[[N#H|text]]', 'wikilink target=N#H alias=text'],
    ['[[a]b]]', 'wikilink target=a]b'],
    ['[[https://example.org]]', 'wikilink target=https://example.org'],
    ['[t](My%20Note.md)', 'link href=My%20Note.md:"t"'],
    ['[t](<My Note.md>)', 'link href=My Note.md:"t"'],
    ['[t](./Missing "Title")', 'link href=./Missing title=Title:"t"'],
    ['https://example.org/a', 'link href=https://example.org/a kind=literal:"https://example.org/a"'],
    ['<https://example.org>', 'link href=https://example.org kind=autolink:"https://example.org"'],
    // Embeds
    ['![[N]]', 'embed target=N'],
    ['![[N#H]]', 'embed target=N#H'],
    ['![[N#^id]]', 'embed target=N#^id'],
    ['![[i.png|100]]', 'embed target=i.png alias=100'],
    ['![[i.png|100x145]]', 'embed target=i.png alias=100x145'],
    ['![alt|100x145](i.png)', 'image src=i.png alt=alt|100x145'],
    ['![250](https://example.org/i.png)', 'image src=https://example.org/i.png alt=250'],
    ['![[f.pdf#page=3]]', 'embed target=f.pdf#page=3'],
    ['![[f.pdf#height=400]]', 'embed target=f.pdf#height=400'],
    ['![[talk.mp3]]', 'embed target=talk.mp3'],
    ['![[film.mp4]]', 'embed target=film.mp4'],
    ['![[Board.canvas]]', 'embed target=Board.canvas'],
    ['![[Books.base]]', 'embed target=Books.base'],
    // Inline
    ['**b** and *i* and _i_', 'bold:"b" " and " italic:"i" " and " italic:"i"'],
    ['==x==', 'highlight:"x"'],
    ['~~x~~', 'strike:"x"'],
    ['`a [[b]] c`', 'code:"a [[b]] c"'],
    ['%%x%%', 'comment text=x'],
    ['a %%over\nlines%%', '"a " comment text=over\nlines'],
    ['$x^2$', 'mathInline tex=x^2'],
    ['$5 and $6', '"$5 and $6"'],
    ['a $$x$$', '"a " mathInline tex=x display=true'],
    ['^[in the line]', 'inlineFootnote text=in the line'],
    ['#a/b', 'tag:"#a/b"'],
    ['#Größe', 'tag:"#Größe"'],
    ['#日記', 'tag:"#日記"'],
    ['#🎉', 'tag:"#🎉"'],
    ['#1984', '"#1984"'],
    ['#y1984', 'tag:"#y1984"'],
    ['[k:: v]', '"[" inlineField:"k::" " v]"'],
    ['(k:: v)', '"(" inlineField:"k::" " v)"'],
    ['<kbd>Ctrl</kbd>', 'rawInline source=<kbd> "Ctrl" rawInline source=</kbd>'],
    ['two  \nlines', '"two" hardBreak "lines"'],
    ['two\\\nlines', '"two" hardBreak "lines"'],
    ['two\nlines', '"two" softBreak "lines"'],
    // Logseq
    ['((5f0b2f3e-1c2d))', '"((5f0b2f3e-1c2d))"'],
    ['{{embed ((5f0b2f3e))}}', '"{{embed ((5f0b2f3e))}}"'],
  ])('%j is %s, and stays as it is written', (source, node) => {
    expect(blocksOf(`${source}\n`)).toBe(`paragraph(${node})`);
    const text = `Before ${source} after\n\nLast\n`;
    const loaded = loadMarkdown(text, schema);
    expect(saveMarkdown(loaded, loaded.doc).text).toBe(text);
    expect(afterTyping(text, 'Last', ' word')).toBe(text.replace('Last', 'Last word'));
    expect(afterTyping(text, ' after', ' word')).toBe(text.replace(' after', ' after word'));
    expect(afterTyping(text, 'Before', ' word')).toBe(text.replace('Before', 'Before word'));
  });
});

describe('as blocks', () => {
  it.each([
    // Block ids
    ['paragraph with an id', 'text ^id-1', 'paragraph("text " blockId:"^id-1")'],
    ['list with an id', '- a\n- b\n\n^id', 'bulletList(listItem(paragraph("a")) listItem(paragraph("b"))) paragraph(blockId:"^id")'],
    ['item with an id', '- a ^id\n- b', 'bulletList(listItem(paragraph("a " blockId:"^id")) listItem(paragraph("b")))'],
    ['quote with an id', '> q\n\n^id', 'blockquote(paragraph("q")) paragraph(blockId:"^id")'],
    ['callout with an id', '> [!note] T\n> b\n\n^id', 'callout(calloutTitle("T") paragraph("b")) paragraph(blockId:"^id")'],
    ['table with an id', '| a |\n| --- |\n| b |\n\n^id', 'table(tableRow(tableHeader(paragraph("a"))) tableRow(tableCell(paragraph("b")))) paragraph(blockId:"^id")'],
    // In a table a bar is written with a backslash
    ['links in a table', '| [[N\\|t]] | ![[i.png\\|100]] |\n| --- | :-: |\n| `a\\|b` | c |', 'table(tableRow(tableHeader(paragraph(wikilink target=N alias=t)) tableHeader align=center(paragraph(embed target=i.png alias=100))) tableRow(tableCell(paragraph(code:"a|b")) tableCell align=center(paragraph("c"))))'],
    // Headings
    ['headings', '# a\n\n###### b ##\n\nc\n===', 'heading("a") heading level=6("b") heading("c")'],
    ['second underlined heading', 'd\n---', 'heading level=2("d")'],
    // Comments, formulas, footnotes, fields
    ['comment over blocks', '%%\na\n\nb\n%%', 'rawBlock("%%\\na\\n\\nb\\n%%")'],
    ['formula', '$$\nx^2\n\ny\n$$', 'mathBlock("x^2\\n\\ny")'],
    ['footnote with more than a line', 'x[^1]\n\n[^1]: a\n    b\n\n    c', 'paragraph("x" footnoteRef label=1) footnoteDefinition(paragraph("a" softBreak "b") paragraph("c"))'],
    ['footnote with a name', 'x[^n]\n\n[^n]: a', 'paragraph("x" footnoteRef label=n) footnoteDefinition label=n(paragraph("a"))'],
    ['footnote that nothing is written under', 'x[^1]', 'paragraph("x[^1]")'],
    ['field of a line', 'Key:: v', 'paragraph(inlineField:"Key::" " v")'],
    ['link by reference', '[t][r]\n\n[r]: https://example.org "T"', 'paragraph(link href=https://example.org title=T reference=r:"t") rawBlock("[r]: https://example.org \\"T\\"")'],
    // Code
    ['fence', '```js title="x"\na\n```', 'codeBlock language=js meta=title="x"("a")'],
    ['long fence', '`````\n```\na\n```\n`````', 'codeBlock("```\\na\\n```")'],
    ['fence of tildes', '~~~~ py\na\n~~~~', 'codeBlock language=py("a")'],
    ['fence without an end', '```js\na', 'codeBlock language=js("a")'],
    ['indented code', '    a\n\n    b', 'codeBlock("a\\n\\nb")'],
    ['diagram', '```mermaid\ngraph LR\n```', 'codeBlock language=mermaid("graph LR")'],
    ['query', '```query\ntag:#a\n```', 'codeBlock language=query("tag:#a")'],
    // Lists and tasks
    ['lists of every bullet', '- a\n\n* b\n\n+ c', 'bulletList(listItem(paragraph("a"))) bulletList(listItem(paragraph("b"))) bulletList(listItem(paragraph("c")))'],
    ['numbers', '1. a\n2. b', 'orderedList(listItem(paragraph("a")) listItem(paragraph("b")))'],
    ['numbers with a bracket', '3) a\n4) b', 'orderedList start=3(listItem(paragraph("a")) listItem(paragraph("b")))'],
    ['tasks of any mark', '- [ ] a\n- [x] b\n* [X] c\n* [/] d\n* [-] e\n* [?] f\n* [é] g', 'bulletList(listItem checked= (paragraph("a")) listItem checked=x(paragraph("b"))) bulletList(listItem checked=X(paragraph("c")) listItem checked=/(paragraph("d")) listItem checked=-(paragraph("e")) listItem checked=?(paragraph("f")) listItem checked=é(paragraph("g")))'],
    ['numbered task', '1. [x] a', 'orderedList(listItem checked=x(paragraph("a")))'],
    ['empty task', '- [ ]', 'bulletList(listItem checked= (paragraph))'],
    // Rules
    ['rule of stars', '***', 'horizontalRule'],
    ['rule of dashes', '- - -', 'horizontalRule'],
    ['rule of underscores', '___', 'horizontalRule'],
    // HTML
    ['HTML, in which Markdown is not read', '<div>\n**a** [[b]]\n</div>', 'rawBlock("<div>\\n**a** [[b]]\\n</div>")'],
    ['HTML comment', '<!-- a\n\nb -->', 'rawBlock("<!-- a\\n\\nb -->")'],
    // Callouts
    ['callout', '> [!note] Title\n> body', 'callout(calloutTitle("Title") paragraph("body"))'],
    ['callout of a title only', '> [!tip] Title', 'callout kind=tip(calloutTitle("Title"))'],
    ['callout without a title', '> [!WARNING]\n> body', 'callout kind=WARNING(calloutTitle paragraph("body"))'],
    ['callout that is folded', '> [!faq]- Title\n> body', 'callout kind=faq fold=-(calloutTitle("Title") paragraph("body"))'],
    ['callout that can be folded', '> [!faq]+ Title\n> body', 'callout kind=faq fold=+(calloutTitle("Title") paragraph("body"))'],
    ['callout of a kind that nobody knows', '> [!oddly|wide] Title', 'callout kind=oddly|wide(calloutTitle("Title"))'],
    ['callouts within each other', '> [!a] A\n> > [!b] B\n> > > [!c] C', 'callout kind=a(calloutTitle("A") callout kind=b(calloutTitle("B") callout kind=c(calloutTitle("C"))))'],
    ['lazy quote', '> a\nb', 'blockquote(paragraph("a" softBreak "b"))'],
    // Logseq
    ['properties of a block', '- a\n  id:: 5f0b\n  key:: v', 'bulletList(listItem(paragraph("a" softBreak inlineField:"id::" " 5f0b" softBreak inlineField:"key::" " v")))'],
    ['properties of a page', 'title:: A\ntags:: b', 'paragraph(inlineField:"title::" " A" softBreak inlineField:"tags::" " b")'],
  ])('%s: shown as what it is, and stays as it is written', (_name, source, blocks) => {
    expect(blocksOf(`${source}\n`)).toBe(blocks);
    // Behind it a comment, which nothing goes on into but a fence without an end.
    const isOpen = /^```\w*\n[^`]*$/u.test(source);
    const text = isOpen ? `First\n\n${source}\n` : `First\n\n${source}\n\n<!-- x -->\n\nLast\n`;
    for (const variant of [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`, text.trimEnd()]) {
      const loaded = loadMarkdown(variant, schema);
      expect(saveMarkdown(loaded, loaded.doc).text).toBe(variant);
      expect(afterTyping(variant, 'First', ' word')).toBe(variant.replace('First', 'First word'));
      if (!isOpen) expect(afterTyping(variant, 'Last', ' word')).toBe(variant.replace('Last', 'Last word'));
    }
  });
});

describe('properties', () => {
  it('are shown as the YAML that they are, whatever they hold, and every byte of it stays', () => {
    const yaml = "title: 'A b' # why\nrating: 4.50\ndone: true\ndate: 2024-03-05\nat: 2024-03-05T10:00\ntags: [a, b/c]\naliases:\n  - One\n  -   Two\nlink: \"[[N]]\"\nnested:\n  deep: {x: 1}\n";
    const text = `---\n${yaml}---\n\n# A\n`;
    expect(blocksOf(text)).toBe(`frontmatter(${JSON.stringify(yaml.trimEnd())}) heading("A")`);
    expect(afterTyping(text, 'A', 'b')).toBe(text.replace('# A', '# Ab'));
  });
});
