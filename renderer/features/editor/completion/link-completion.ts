/** `[[` offers notes by title, alias and heading, and a note that does not exist yet. */
import type { Editor, Range } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import type { QuickHit } from '#shared/model/search.ts';
import { headingForLink } from '#shared/markdown/wikilink.ts';
import { noteNameFrom } from '#shared/markdown/note-name.ts';
import type { CompletionItem, CompletionStore } from './completion-store.ts';
import { suggestionExtension, textBefore } from './suggestion-extension.ts';

export interface LinkCompletionOptions {
  readonly store: CompletionStore;
  readonly search: (text: string) => Promise<readonly QuickHit[]>;
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
}

interface Written {
  readonly embed: boolean;
  readonly name: string;
  /** Behind a bar that was typed already: the link's text. */
  readonly alias: string | null;
}

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
    async items(query, editor, range) {
      const written = readQuery(query);
      const hits = await options.search(written.name);
      const items = hits.map((hit, index) => hitItem(hit, index, written, editor, range));
      const name = noteNameFrom(written.name.split('#')[0] ?? '', '');
      const known = hits.some((hit) => hit.title.toLowerCase() === name.toLowerCase() || hit.linkText.toLowerCase() === name.toLowerCase());
      if (name !== '' && !known) {
        items.push({
          id: 'create',
          title: written.name.trim(),
          detail: options.say('completion.create'),
          icon: 'create',
          choose: () => insertLink(editor, range(), written.embed, written.name.trim(), written.alias),
        });
      }
      return items;
    },
  });
}

function readQuery(query: string): Written {
  const embed = query.startsWith('!');
  const inner = query.slice(embed ? 3 : 2);
  const bar = inner.indexOf('|');
  return { embed, name: bar === -1 ? inner : inner.slice(0, bar), alias: bar === -1 ? null : inner.slice(bar + 1) };
}

function hitItem(hit: QuickHit, index: number, written: Written, editor: Editor, range: () => Range): CompletionItem {
  const { match } = hit;
  const heading = match.kind === 'heading' && !hit.linkText.includes('#') ? `#${headingForLink(match.text)}` : '';
  const [target = hit.linkText, ownAlias] = hit.linkText.split('|');
  const alias = written.alias ?? ownAlias ?? (match.kind === 'alias' ? match.text : null);
  return {
    id: `${hit.path} ${match.kind} ${match.text} ${index}`,
    title: match.kind === 'title' ? hit.title : match.text,
    detail: match.kind === 'title' ? hit.folder : hit.title,
    icon: match.kind === 'title' ? 'note' : match.kind,
    choose: () => insertLink(editor, range(), written.embed, target + heading, alias === '' ? null : alias),
  };
}

function insertLink(editor: Editor, range: Range, embed: boolean, target: string, alias: string | null): void {
  const type = editor.schema.nodes[embed ? 'embed' : 'wikilink'];
  if (type === undefined) return;
  const { state, view } = editor;
  // Brackets that were closed by hand or by a habit of pairing belong to the link.
  const closing = state.doc.textBetween(range.to, Math.min(range.to + 2, state.doc.resolve(range.to).end())) === ']]' ? 2 : 0;
  view.dispatch(state.tr.replaceWith(range.from, range.to + closing, type.create({ target, alias })).scrollIntoView());
  view.focus();
}
