/** Pasted text as blocks: as the Markdown that it mostly is, or as the plain lines that were asked for. */
import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';

export function markdownSlice(text: string, schema: Schema): Slice {
  const blocks: Node[] = [];
  loadMarkdown(text.replace(/\r\n?/gu, '\n'), schema).doc.forEach((block) => {
    const code = schema.nodes['codeBlock'];
    // Frontmatter belongs at the top of a file, not where one pastes.
    if (block.type.name === 'frontmatter' && code !== undefined) blocks.push(code.create({ language: 'yaml' }, block.content));
    else blocks.push(block);
  });
  const first = blocks[0];
  // Within a line the spaces at the edges are between words.
  if (blocks.length === 1 && first?.type.name === 'paragraph' && !text.includes('\n')) {
    const [before = '', after = ''] = [/^[ \t]+/u.exec(text)?.[0], /[ \t]+$/u.exec(text)?.[0]];
    const space = (spaces: string): Fragment => (spaces === '' ? Fragment.empty : Fragment.from(schema.text(' ')));
    blocks[0] = first.copy(space(before).append(first.content).append(space(after)));
  }
  const content = Fragment.fromArray(blocks);
  // Open at paragraphs only, so that pasted words join the line and pasted blocks stay blocks.
  const open = (block: Node | null): number => (block?.type.name === 'paragraph' ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

export function plainSlice(text: string, schema: Schema): Slice {
  const paragraph = schema.nodes['paragraph'];
  if (paragraph === undefined) return Slice.empty;
  const lines = text.split(/(?:\r\n?|\n)+/u);
  return new Slice(Fragment.fromArray(lines.map((line) => paragraph.create(null, line === '' ? null : schema.text(line)))), 1, 1);
}

/** Several lines of code as a block of it; one line stays in the line. */
export function codeSlice(text: string, language: string, schema: Schema): Slice | null {
  const code = schema.nodes['codeBlock'];
  const source = text.replace(/\r\n?/gu, '\n').replace(/\n$/u, '');
  if (code === undefined || !source.includes('\n')) return null;
  return new Slice(Fragment.from(code.create({ language: language === '' ? null : language }, schema.text(source))), 0, 0);
}

/** Whether text was written as Markdown; what is only prose says the same either way. */
export function looksLikeMarkdown(text: string): boolean {
  return /^(?:#{1,6} \S|[-*+] \S|\d{1,9}[.)] \S|> ?\S|```|~~~|\|.*\|$|- \[.\] )/mu.test(text) || /\[\[[^\]\n]+\]\]|\[[^\]\n]+\]\([^)\s]+\)|\*\*[^*\n]+\*\*|`[^`\n]+`|==[^=\n]+==/u.test(text);
}
