/** Ties TipTap's suggestion plug-in to the completion list: one extension for each kind of completion. */
import { Extension, type Editor, type Range } from '@tiptap/core';
import type { ResolvedPos } from '@tiptap/pm/model';
import type { PluginKey } from '@tiptap/pm/state';
import { Suggestion, type SuggestionProps } from '@tiptap/suggestion';
import type { CompletionItem, CompletionStore } from './completion-store.ts';

export interface SuggestionExtensionOptions {
  readonly name: string;
  readonly key: PluginKey;
  readonly store: CompletionStore;
  readonly label: string;
  readonly emptyText: string;
  /** Where the text to complete begins, and that text; null where there is none. */
  readonly find: ($position: ResolvedPos) => { readonly from: number; readonly query: string } | null;
  /** `range` tells where that text is at the moment of choosing. */
  readonly items: (query: string, editor: Editor, range: () => Range) => Promise<readonly CompletionItem[]> | readonly CompletionItem[];
}

export function suggestionExtension(options: SuggestionExtensionOptions) {
  const { store } = options;
  return Extension.create({
    name: options.name,
    // While the list is open Enter and Tab are its own, in items and cells too.
    priority: 1100,
    addProseMirrorPlugins() {
      let range: Range = { from: 0, to: 0 };
      const show = (props: SuggestionProps<CompletionItem>): void => {
        ({ range } = props);
        const rect = props.clientRect?.() ?? null;
        // Answers of the core may come after the caret has left.
        if (rect === null || !props.editor.view.hasFocus()) return;
        if (props.items.length === 0 && props.query.length < 3) store.hide();
        else store.show({ label: options.label, emptyText: options.emptyText, items: props.items, rect });
      };
      return [
        Suggestion<CompletionItem>({
          editor: this.editor,
          pluginKey: options.key,
          findSuggestionMatch: ({ $position }) => {
            if ($position.parent.type.spec.code === true || $position.marks().some((mark) => mark.type.name === 'code')) return null;
            const found = options.find($position);
            return found === null ? null : { range: { from: found.from, to: $position.pos }, query: found.query, text: found.query };
          },
          shouldShow: ({ editor }) => editor.isEditable && !editor.view.composing,
          items: async ({ query, editor }) => [...(await options.items(query, editor, () => range))],
          render: () => ({
            onStart: show,
            onUpdate: show,
            onExit: () => store.hide(),
            onKeyDown: ({ event }) => store.handleKey(event),
          }),
        }),
      ];
    },
  });
}

/** The text of the block before a position, atoms as U+FFFC. */
export function textBefore($position: ResolvedPos): string {
  let text = '';
  $position.parent.nodesBetween(0, $position.parentOffset, (node, offset) => {
    text += node.isText ? (node.text ?? '').slice(0, $position.parentOffset - offset) : '\ufffc'.repeat(node.nodeSize);
    return false;
  });
  return text;
}
