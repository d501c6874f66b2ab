/** `/` offers the blocks that can stand here. */
import type { Editor } from '@tiptap/core';
import { lift } from '@tiptap/pm/commands';
import { PluginKey, type Command } from '@tiptap/pm/state';
import { format } from 'date-fns';
import { insertCallout, insertDivider } from '../rich/insert-block.ts';
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

/** The types of callouts that the dialect knows, one name each; any other word is one too. */
const calloutKinds = ['note', 'abstract', 'info', 'todo', 'tip', 'success', 'question', 'warning', 'failure', 'danger', 'bug', 'example', 'quote'] as const;

const choices: readonly BlockChoice[] = [
  ...[1, 2, 3, 4, 5, 6].map((level) => ({ id: `heading${level}`, hint: '#'.repeat(level), command: setBlock('heading', { level }) })),
  { id: 'bulletList', hint: '-', command: toggleList('bulletList') },
  { id: 'orderedList', hint: '1.', command: toggleList('orderedList') },
  { id: 'taskList', hint: '- [ ]', command: toggleTaskList },
  { id: 'table', hint: '', command: insertTable(3, 3) },
  { id: 'codeBlock', hint: '```', command: setBlock('codeBlock') },
  { id: 'mermaid', hint: '```mermaid', command: setBlock('codeBlock', { language: 'mermaid' }) },
  { id: 'quote', hint: '>', command: wrapInQuote },
  { id: 'math', hint: '$$', command: setBlock('mathBlock') },
  { id: 'divider', hint: '---', command: insertDivider },
  { id: 'paragraph', hint: '', command: (state, dispatch, view) => setBlock('paragraph')(state, dispatch, view) || lift(state, dispatch) },
  { id: 'link', hint: '[[', command: insertText('[[') },
  { id: 'embed', hint: '![[', command: insertText('![[') },
  { id: 'date', hint: '', command: (state, dispatch) => insertText(format(new Date(), 'yyyy-MM-dd'))(state, dispatch) },
  { id: 'time', hint: '', command: (state, dispatch) => insertText(format(new Date(), 'HH:mm'))(state, dispatch) },
  ...calloutKinds.map((kind) => ({ id: `callout.${kind}`, hint: `> [!${kind}]`, command: insertCallout(kind) })),
];

function insertText(text: string): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.insertText(text).scrollIntoView());
    return true;
  };
}

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
        .filter(({ choice, title }) => title.toLowerCase().includes(wanted) || choice.id.toLowerCase().startsWith(wanted) || (wanted !== '' && choice.hint.toLowerCase().includes(`[!${wanted}`)))
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
