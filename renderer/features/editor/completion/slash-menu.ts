/** `/` offers the blocks that can stand here. */
import type { Editor } from '@tiptap/core';
import { lift } from '@tiptap/pm/commands';
import { Fragment, type Node, type Schema } from '@tiptap/pm/model';
import { PluginKey, TextSelection, type Command } from '@tiptap/pm/state';
import { insertTable } from '../rich/insert-table.ts';
import { setBlock, wrapInQuote } from '../rich/block-commands.ts';
import { toggleList, toggleTaskList } from '../rich/list-commands.ts';
import type { CompletionStore } from './completion-store.ts';
import { suggestionExtension, textBefore } from './suggestion-extension.ts';

export interface SlashMenuOptions {
  readonly store: CompletionStore;
  readonly say: (key: string) => string;
}

interface BlockChoice {
  readonly id: string;
  readonly hint: string;
  readonly command: Command;
}

const choices: readonly BlockChoice[] = [
  ...[1, 2, 3].map((level) => ({ id: `heading${level}`, hint: '#'.repeat(level), command: setBlock('heading', { level }) })),
  { id: 'bulletList', hint: '-', command: toggleList('bulletList') },
  { id: 'orderedList', hint: '1.', command: toggleList('orderedList') },
  { id: 'taskList', hint: '- [ ]', command: toggleTaskList },
  { id: 'table', hint: '', command: insertTable(3, 3) },
  { id: 'codeBlock', hint: '```', command: setBlock('codeBlock') },
  { id: 'quote', hint: '>', command: wrapInQuote },
  { id: 'callout', hint: '> [!note]', command: insertCallout },
  { id: 'math', hint: '$$', command: setBlock('mathBlock') },
  { id: 'divider', hint: '---', command: insertDivider },
  { id: 'paragraph', hint: '', command: (state, dispatch, view) => setBlock('paragraph')(state, dispatch, view) || lift(state, dispatch) },
];

export function slashMenu(options: SlashMenuOptions) {
  return suggestionExtension({
    name: 'slashMenu',
    key: new PluginKey('slashMenu'),
    store: options.store,
    label: options.say('completion.blocks'),
    emptyText: '',
    find($position) {
      if ($position.parent.type.name !== 'paragraph') return null;
      const found = /(?:^|\s)\/(\p{L}*)$/u.exec(textBefore($position));
      const query = found?.[1];
      return query === undefined ? null : { from: $position.pos - query.length - 1, query };
    },
    items(query, editor, range) {
      const wanted = query.toLowerCase();
      return choices
        .map((choice) => ({ choice, title: options.say(`block.${choice.id}`) }))
        .filter(({ choice, title }) => title.toLowerCase().includes(wanted) || choice.id.toLowerCase().startsWith(wanted))
        .map(({ choice, title }) => ({
          id: choice.id,
          title,
          detail: choice.hint,
          icon: 'block' as const,
          choose: () => {
            const { from, to } = range();
            editor.view.dispatch(editor.state.tr.delete(from, to));
            run(editor, choice.command);
          },
        }));
    },
  });
}

function run(editor: Editor, command: Command): void {
  command(editor.state, (tr) => editor.view.dispatch(tr), editor.view);
  editor.view.focus();
}

/** Replaces the paragraph with the caret if it is empty, else stands behind it; `caret` counts from the block's start. */
function insertBlock(make: (schema: Schema) => Node | null, caret: number): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const block = make(state.schema);
    if (block === null || $from.depth === 0) return false;
    const isEmpty = $from.parent.content.size === 0;
    const start = isEmpty ? $from.before() : $from.after();
    const index = $from.index(-1) + (isEmpty ? 0 : 1);
    if (!$from.node(-1).canReplaceWith(index, $from.index(-1) + 1, block.type)) return false;
    const tr = state.tr.replaceWith(start, $from.after(), block);
    tr.setSelection(TextSelection.near(tr.doc.resolve(start + caret)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

export function insertCallout(...parameters: Parameters<Command>): boolean {
  return insertBlock((schema) => {
    const { callout, calloutTitle, paragraph } = schema.nodes;
    if (!callout || !calloutTitle || !paragraph) return null;
    return callout.create({ kind: 'note' }, Fragment.from([calloutTitle.create(), paragraph.create()]));
  }, 2)(...parameters);
}

export function insertDivider(...parameters: Parameters<Command>): boolean {
  const [state, dispatch] = parameters;
  const { horizontalRule, paragraph } = state.schema.nodes;
  const { $from } = state.selection;
  if (!horizontalRule || !paragraph || $from.parent.type !== paragraph) return false;
  const isEmpty = $from.parent.content.size === 0;
  const start = isEmpty ? $from.before() : $from.after();
  const tr = state.tr.replaceWith(start, $from.after(), [horizontalRule.create(), paragraph.create()]);
  tr.setSelection(TextSelection.create(tr.doc, start + 2));
  dispatch?.(tr.scrollIntoView());
  return true;
}
