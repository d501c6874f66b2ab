/** `#` offers the tags of the vault. */
import { PluginKey } from '@tiptap/pm/state';
import type { TagCount } from '#shared/model/search.ts';
import type { CompletionStore } from './completion-store.ts';
import { suggestionExtension, textBefore } from './suggestion-extension.ts';

export interface TagCompletionOptions {
  readonly store: CompletionStore;
  readonly tags: () => Promise<readonly TagCount[]>;
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
}

const maximumItems = 12;

export function tagCompletion(options: TagCompletionOptions) {
  return suggestionExtension({
    name: 'tagCompletion',
    key: new PluginKey('tagCompletion'),
    store: options.store,
    label: options.say('completion.tags'),
    emptyText: '',
    find($position) {
      // One letter at least: `#` alone may become a heading or a number.
      const found = /(?:^|[\s\ufffc])#([^\s#\ufffc!-,.:-@[-^`{-~]+)$/u.exec(textBefore($position));
      const query = found?.[1];
      return query === undefined ? null : { from: $position.pos - query.length - 1, query };
    },
    async items(query, editor, range) {
      const wanted = query.toLowerCase();
      const tags = await options.tags();
      const matching = tags.filter((tag) => tag.name.toLowerCase().includes(wanted) && tag.name.toLowerCase() !== wanted);
      const rank = (tag: TagCount): number => (tag.name.toLowerCase().startsWith(wanted) ? 0 : 1);
      return matching
        .toSorted((a, b) => rank(a) - rank(b) || b.count - a.count)
        .slice(0, maximumItems)
        .map((tag) => ({
          id: tag.name,
          title: tag.name,
          detail: options.say('completion.tagCount', { count: String(tag.count) }),
          icon: 'tag' as const,
          choose: () => {
            const { state, view } = editor;
            const { from, to } = range();
            view.dispatch(state.tr.insertText(`#${tag.name} `, from, to).scrollIntoView());
          },
        }));
    },
  });
}
