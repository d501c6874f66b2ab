/** Paste and copy: text is Markdown in both directions, HTML goes through the schema, pictures are kept as files. */
import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import DOMPurify from 'dompurify';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { linkTarget } from '../links/link-target.ts';

export interface ClipboardOptions {
  /** Keeps a file beside the note; null where that failed (and was said). */
  readonly attach: (file: File) => Promise<VaultPath | null>;
}

export function clipboardPlugin(options: ClipboardOptions): Plugin {
  return new Plugin({
    props: {
      clipboardTextParser(text, $context, plain, view) {
        const { schema } = view.state;
        if ($context.parent.type.spec.code === true) return new Slice(Fragment.from(schema.text(text.replace(/\r\n?/gu, '\n'))), 0, 0);
        return plain ? plainSlice(text, schema) : markdownSlice(text, schema);
      },
      // The schema drops what it does not know; this keeps it from being parsed as a page at all.
      transformPastedHTML: (html) => DOMPurify.sanitize(html, { FORBID_TAGS: ['style', 'svg', 'math', 'form', 'video', 'audio'] }),
      clipboardTextSerializer: (slice, view) => sliceToMarkdown(slice, view.state.schema),
      transformPasted: (slice, view) => new Slice(withoutBlockedLinks(slice.content, view.state.schema), slice.openStart, slice.openEnd),
      handlePaste(view, event) {
        const { clipboardData } = event;
        if (clipboardData === null) return false;
        const files = [...clipboardData.files];
        // A copied table or text also carries a picture of itself: the text is what is meant.
        if (files.length > 0 && !clipboardData.types.includes('text/plain')) {
          void insertFiles(view, files, options, view.state.selection.from);
          return true;
        }
        return linkSelection(view, clipboardData.getData('text/plain'));
      },
      handleDrop(view, event) {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return false;
        const position = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.from;
        void insertFiles(view, files, options, position);
        event.preventDefault();
        return true;
      },
    },
  });
}

/** An address pasted over selected words links them. */
function linkSelection(view: EditorView, text: string): boolean {
  const { selection, schema, tr } = view.state;
  const link = schema.marks['link'];
  const address = text.trim();
  if (selection.empty || link === undefined || !/^https?:\/\/\S+$/iu.test(address)) return false;
  const { $from, $to } = selection;
  if (!$from.sameParent($to) || !$from.parent.type.allowsMarkType(link)) return false;
  view.dispatch(tr.addMark(selection.from, selection.to, link.create({ href: address })));
  return true;
}

async function insertFiles(view: EditorView, files: readonly File[], options: ClipboardOptions, position: number): Promise<void> {
  let at = position;
  for (const file of files) {
    const size = view.state.doc.content.size;
    const path = await options.attach(file);
    if (view.isDestroyed) return;
    // What was typed while the file was being kept moved the place, at most to the end.
    at = Math.min(at + Math.max(0, view.state.doc.content.size - size), view.state.doc.content.size);
    const embed = view.state.schema.nodes['embed'];
    if (path === null || embed === undefined) continue;
    const { tr } = view.state;
    tr.replaceRangeWith(at, at, embed.create({ target: path }));
    at = tr.mapping.map(at);
    view.dispatch(tr.scrollIntoView());
  }
}

function markdownSlice(text: string, schema: Schema): Slice {
  const blocks: Node[] = [];
  loadMarkdown(text.replace(/\r\n?/gu, '\n'), schema).doc.forEach((block) => {
    const code = schema.nodes['codeBlock'];
    // Frontmatter belongs at the top of a file, not where one pastes.
    if (block.type.name === 'frontmatter' && code !== undefined) blocks.push(code.create({ language: 'yaml' }, block.content));
    else blocks.push(block);
  });
  const content = Fragment.fromArray(blocks);
  // Open at paragraphs only, so that pasted words join the line and pasted blocks stay blocks.
  const open = (block: Node | null): number => (block?.type.name === 'paragraph' ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

function plainSlice(text: string, schema: Schema): Slice {
  const paragraph = schema.nodes['paragraph'];
  if (paragraph === undefined) return Slice.empty;
  const lines = text.split(/(?:\r\n?|\n)+/u);
  return new Slice(Fragment.fromArray(lines.map((line) => paragraph.create(null, line === '' ? null : schema.text(line)))), 1, 1);
}

export function sliceToMarkdown(slice: Slice, schema: Schema): string {
  const fallback = (): string => slice.content.textBetween(0, slice.content.size, '\n\n');
  const [doc, paragraph] = [schema.nodes['doc'], schema.nodes['paragraph']];
  if (doc === undefined || paragraph === undefined) return fallback();
  const content = slice.content.firstChild?.isInline === true ? Fragment.from(paragraph.create(null, slice.content)) : slice.content;
  const single = content.childCount === 1 && content.firstChild?.isTextblock === true;
  // Part of one line is its words, without the heading or fence that they stand in.
  const whole = single && slice.openStart > 0 && content.firstChild?.type.spec.code !== true ? Fragment.from(paragraph.create(null, content.firstChild?.content)) : content;
  if (content.firstChild?.type.spec.code === true && single && slice.openStart > 0) return fallback();
  if (!doc.validContent(whole)) return fallback();
  return saveMarkdown(loadMarkdown('', schema), doc.create(null, whole)).text.replace(/\n$/u, '');
}

function withoutBlockedLinks(fragment: Fragment, schema: Schema): Fragment {
  const link = schema.marks['link'];
  const nodes: Node[] = [];
  fragment.forEach((node) => {
    const inner = node.isText ? node : node.copy(withoutBlockedLinks(node.content, schema));
    const mark = link === undefined ? undefined : link.isInSet(inner.marks);
    const blocked = mark !== undefined && linkTarget(String(mark.attrs['href'])).kind === 'blocked';
    nodes.push(blocked && mark !== undefined ? inner.mark(mark.removeFromSet(inner.marks)) : inner);
  });
  return Fragment.fromArray(nodes);
}
