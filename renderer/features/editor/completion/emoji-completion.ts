/** `:` and two letters offer emoji; the character itself is written. */
import { PluginKey } from '@tiptap/pm/state';
import type { CompletionStore } from './completion-store.ts';
import { suggestionExtension, textBefore } from './suggestion-extension.ts';

export interface EmojiCompletionOptions {
  readonly store: CompletionStore;
  readonly say: (key: string) => string;
}

const maximumItems = 12;

export function emojiCompletion(options: EmojiCompletionOptions) {
  return suggestionExtension({
    name: 'emojiCompletion',
    key: new PluginKey('emojiCompletion'),
    store: options.store,
    label: options.say('completion.emoji'),
    emptyText: '',
    find($position) {
      // A time, an inline field and an address have colons too.
      const query = /(?:^|[\s(\ufffc]):([a-z][\w+-]+)$/iu.exec(textBefore($position))?.[1];
      return query === undefined ? null : { from: $position.pos - query.length - 1, query };
    },
    async items(query, editor, range) {
      const { findEmoji } = await import('./emoji-data.ts');
      return findEmoji(query, maximumItems).map((emoji) => ({
        id: emoji.character,
        title: `${emoji.character} ${emoji.label}`,
        detail: `:${emoji.codes[0] ?? ''}:`,
        icon: 'emoji' as const,
        choose: () => {
          const { from, to } = range();
          editor.view.dispatch(editor.state.tr.insertText(emoji.character, from, to).scrollIntoView());
          editor.view.focus();
        },
      }));
    },
  });
}
