/** `[[` offers notes by title and alias, headings after `#`, blocks after `^`, files for an embed, and a note that does not exist yet. */
import type { Editor, Range } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import type { QuickHit } from '#shared/model/search.ts';
import { headingForLink } from '#shared/markdown/wikilink.ts';
import { noteNameFrom } from '#shared/markdown/note-name.ts';
import { linkableBlock, newBlockId } from '../rich/block-link.ts';
import type { CompletionItem, CompletionStore } from './completion-store.ts';
import { readLinkQuery, type LinkQuery } from './link-query.ts';
import { matching, type NotePlaces, type PlacedBlock } from './note-places.ts';
import { suggestionExtension, textBefore } from './suggestion-extension.ts';

export interface LinkCompletionOptions {
  readonly store: CompletionStore;
  readonly search: (text: string) => Promise<readonly QuickHit[]>;
  readonly places: NotePlaces;
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  /** Says that something did not work. */
  readonly fail: (text: string) => void;
}

const maximumPlaces = 40;

export function linkCompletion(options: LinkCompletionOptions) {
  return suggestionExtension({
    name: 'linkCompletion',
    key: new PluginKey('linkCompletion'),
    store: options.store,
    label: options.say('completion.links'),
    emptyText: options.say('completion.noNote'),
    find($position) {
      const text = textBefore($position);
      const open = text.lastIndexOf('[[');
      if (open === -1) return null;
      const inner = text.slice(open + 2);
      if (/[\]\n\ufffc]|\[\[/u.test(inner)) return null;
      const start = text[open - 1] === '!' ? open - 1 : open;
      return { from: $position.pos - (text.length - start), query: text.slice(start) };
    },
    items(query, editor, range) {
      const written = readLinkQuery(query);
      const insert = (target: string, ownAlias: string | null): void => insertLink(editor, range(), written, target, written.alias ?? ownAlias);
      switch (written.kind) {
        case 'note':
          return noteItems(options, written, insert);
        case 'heading':
          return headingItems(options, written, insert);
        case 'anyHeading':
          return anyHeadingItems(options, written, insert);
        default:
          return blockItems(options, written, editor, range);
      }
    },
  });
}

type Insert = (target: string, ownAlias: string | null) => void;

async function noteItems({ search, places, say }: LinkCompletionOptions, written: LinkQuery, insert: Insert): Promise<readonly CompletionItem[]> {
  const [hits, files] = await Promise.all([search(written.words), written.embed ? places.attachments(written.words) : []]);
  const items = hits.map((hit, index) => hitItem(hit, index, insert));
  items.push(...files.map((file): CompletionItem => ({ id: `file ${file.path}`, title: file.name, detail: file.folder, icon: 'file', choose: () => insert(file.linkText, null) })));
  const name = noteNameFrom(written.words, '');
  const known = hits.some((hit) => hit.title.toLowerCase() === name.toLowerCase() || hit.linkText.toLowerCase() === name.toLowerCase());
  if (name !== '' && !known) {
    items.push({ id: 'create', title: written.words.trim(), detail: say('completion.create'), icon: 'create', choose: () => insert(written.words.trim(), null) });
  }
  return items;
}

function hitItem(hit: QuickHit, index: number, insert: Insert): CompletionItem {
  const { match } = hit;
  const heading = match.kind === 'heading' && !hit.linkText.includes('#') ? `#${headingForLink(match.text)}` : '';
  const [target = hit.linkText, ownAlias] = hit.linkText.split('|');
  return {
    id: `${hit.path} ${match.kind} ${match.text} ${index}`,
    title: match.kind === 'title' ? hit.title : match.text,
    detail: match.kind === 'title' ? hit.folder : hit.title,
    icon: match.kind === 'title' ? 'note' : match.kind,
    choose: () => insert(target + heading, ownAlias ?? (match.kind === 'alias' ? match.text : null)),
  };
}

async function headingItems({ places }: LinkCompletionOptions, written: LinkQuery, insert: Insert): Promise<readonly CompletionItem[]> {
  // `Note#One#Two` names a heading below another: the last one is being typed.
  const headings = matching(await places.headings(written.note), written.words.split('#').at(-1) ?? '');
  return headings.slice(0, maximumPlaces).map((heading, index) => ({
    id: `heading ${index} ${heading.fragment}`,
    title: heading.text,
    detail: '#'.repeat(heading.level),
    icon: 'heading',
    choose: () => insert(`${written.note.trim()}#${heading.fragment}`, null),
  }));
}

async function anyHeadingItems({ places }: LinkCompletionOptions, written: LinkQuery, insert: Insert): Promise<readonly CompletionItem[]> {
  const hits = await places.allHeadings(written.words);
  return hits.map((hit, index) => ({
    id: `heading ${index} ${hit.path} ${hit.line}`,
    title: hit.text,
    detail: hit.title,
    icon: 'heading',
    choose: () => insert(`${hit.linkText}#${headingForLink(hit.text)}`, null),
  }));
}

async function blockItems(options: LinkCompletionOptions, written: LinkQuery, editor: Editor, range: () => Range): Promise<readonly CompletionItem[]> {
  const { places } = options;
  if (written.kind === 'block' && written.note.trim() === '') return ownBlockItems(editor, range, written);
  const blocks = written.kind === 'block' ? matching(await places.blocks(written.note), written.words) : await places.allBlocks(written.words);
  return blocks.slice(0, maximumPlaces).map((block, index) => ({
    id: `block ${index} ${block.path} ${block.text}`,
    title: block.text,
    detail: block.id === null ? (written.kind === 'block' ? '' : block.linkText) : `^${block.id}`,
    icon: 'block',
    choose: () => void linkToBlock(block, options, written, editor, range()),
  }));
}

/** The id is written first: a link to nothing would be worse than none. */
async function linkToBlock(block: PlacedBlock, { places, store, say, fail }: LinkCompletionOptions, written: LinkQuery, editor: Editor, range: Range): Promise<void> {
  store.hide();
  const query = editor.state.doc.textBetween(range.from, range.to);
  const id = block.id ?? (await places.nameBlock(block, newBlockId()));
  if (editor.isDestroyed) return;
  if (id === null) {
    fail(say('completion.blockNotNamed'));
    return;
  }
  // What was typed while the id was being written may have moved the place.
  if (editor.state.doc.textBetween(range.from, Math.min(range.to, editor.state.doc.content.size)) !== query) return;
  insertLink(editor, range, written, `${block.linkText}#^${id}`, written.alias);
}

/** Blocks of this very note: the id and the link are one step of its history. */
function ownBlockItems(editor: Editor, range: () => Range, written: LinkQuery): readonly CompletionItem[] {
  const here = range().from;
  const blocks: { readonly text: string; readonly position: number }[] = [];
  editor.state.doc.descendants((node, position, parent) => {
    const isUnit = parent?.type.name === 'doc' || node.type.name === 'listItem';
    const isList = node.type.name === 'bulletList' || node.type.name === 'orderedList';
    if (isUnit && !isList && node.type.name !== 'heading' && node.type.name !== 'frontmatter') {
      const line = node.type.name === 'listItem' ? (node.firstChild ?? node) : node;
      const holdsCaret = here > position && here < position + 1 + line.nodeSize;
      const text = line.textBetween(0, line.content.size, ' ', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '').trim();
      if (text !== '' && !holdsCaret) blocks.push({ text, position });
    }
    return isList || node.type.name === 'listItem';
  });
  return matching(blocks, written.words)
    .slice(0, maximumPlaces)
    .map(({ text, position }, index) => ({
      id: `block ${index} ${text}`,
      title: text,
      detail: '',
      icon: 'block',
      choose: () => {
        const { state, view } = editor;
        const block = linkableBlock(state, position, newBlockId());
        const type = state.schema.nodes[written.embed ? 'embed' : 'wikilink'];
        if (block === null || type === undefined) return;
        const { from, to } = range();
        const tr = block.transaction ?? state.tr;
        const [start, end] = [tr.mapping.map(from), tr.mapping.map(to)];
        tr.replaceWith(start, end + closingAfter(editor, to), type.create({ target: block.fragment, alias: written.alias === '' ? null : written.alias }));
        view.dispatch(tr.scrollIntoView());
        view.focus();
      },
    }));
}

/** Brackets that were closed by hand or by a habit of pairing belong to the link. */
function closingAfter(editor: Editor, at: number): number {
  const { doc } = editor.state;
  return doc.textBetween(at, Math.min(at + 2, doc.resolve(at).end())) === ']]' ? 2 : 0;
}

function insertLink(editor: Editor, range: Range, written: LinkQuery, target: string, alias: string | null): void {
  const type = editor.schema.nodes[written.embed ? 'embed' : 'wikilink'];
  if (type === undefined) return;
  const { state, view } = editor;
  view.dispatch(state.tr.replaceWith(range.from, range.to + closingAfter(editor, range.to), type.create({ target, alias: alias === '' ? null : alias })).scrollIntoView());
  view.focus();
}
