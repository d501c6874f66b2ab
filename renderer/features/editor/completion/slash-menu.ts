/** `/` offers the blocks that can stand here. */
import type { Editor } from '@tiptap/core';
import { lift } from '@tiptap/pm/commands';
import { PluginKey, type Command } from '@tiptap/pm/state';
import { format } from 'date-fns';
import type { VaultPath } from '#shared/model/note-path.ts';
import { insertCallout, insertDivider } from '../rich/insert-block.ts';
import { insertTable } from '../rich/insert-table.ts';
import { versoLanguage } from '../queries/verso-block.ts';
import { setBlock, wrapInQuote } from '../rich/block-commands.ts';
import { toggleList, toggleTaskList } from '../rich/list-commands.ts';
import type { CompletionStore } from './completion-store.ts';
import { suggestionExtension, textBefore } from './suggestion-extension.ts';

export interface SlashMenuOptions {
  readonly store: CompletionStore;
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly templates: {
    readonly list: () => Promise<readonly { readonly path: VaultPath; readonly name: string }[]>;
    /** Asks what the template asks, and puts it where the caret is. */
    readonly insert: (path: VaultPath) => void;
  };
}

interface BlockChoice {
  readonly id: string;
  readonly hint: string;
  readonly command: Command;
}

const longestWaitMs = 150;

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
  { id: 'query', hint: '```query', command: setBlock('codeBlock', { language: 'query' }) },
  { id: 'quote', hint: '>', command: wrapInQuote },
  { id: 'math', hint: '$$', command: setBlock('mathBlock') },
  { id: 'divider', hint: '---', command: insertDivider },
  { id: 'verso', hint: '```verso', command: setBlock('codeBlock', { language: versoLanguage }) },
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
  let known: Awaited<ReturnType<SlashMenuOptions['templates']['list']>> = [];
  /** Asked for each time the menu opens; the blocks do not wait long for it. */
  let asked: Promise<unknown> = Promise.resolve();
  const ask = async (): Promise<void> => {
    known = await options.templates.list();
  };
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
    async items(query, editor, range) {
      const wanted = query.toLowerCase();
      if (query === '') asked = Promise.race([ask(), new Promise((resolve) => setTimeout(resolve, longestWaitMs))]);
      await asked;
      const takeQuery = (): void => {
        const { from, to } = range();
        editor.view.dispatch(editor.state.tr.delete(from, to));
      };
      const blocks = choices
        .map((choice) => ({ choice, title: options.say(`block.${choice.id}`) }))
        .filter(({ choice, title }) => title.toLowerCase().includes(wanted) || choice.id.toLowerCase().startsWith(wanted) || (wanted !== '' && choice.hint.toLowerCase().includes(`[!${wanted}`)))
        .map(({ choice, title }) => ({
          id: choice.id,
          title,
          detail: choice.hint,
          icon: 'block' as const,
          choose: () => {
            takeQuery();
            run(editor, choice.command);
          },
        }));
      const own = known
        .map(({ path, name }) => ({ path, title: options.say('block.template', { name }) }))
        .filter(({ title }) => title.toLowerCase().includes(wanted))
        .map(({ path, title }) => ({
          id: `template ${path}`,
          title,
          detail: path,
          icon: 'note' as const,
          choose: () => {
            takeQuery();
            options.templates.insert(path);
          },
        }));
      return [...blocks, ...own];
    },
  });
}

function run(editor: Editor, command: Command): void {
  command(editor.state, (tr) => editor.view.dispatch(tr), editor.view);
  editor.view.focus();
}
