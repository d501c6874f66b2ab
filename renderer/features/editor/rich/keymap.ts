/** The editor's keys. What they do elsewhere in Verso is in the window's commands. */
import { Extension } from '@tiptap/core';
import { chainCommands, exitCode, setBlockType, toggleMark, wrapIn } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import {
  cellBelow,
  indentCode,
  insertBreak,
  leaveSourceBlock,
  nextCell,
  splitCalloutTitle,
  unmarkHeading,
  unwrapCallout,
} from './block-commands.ts';
import { liftItem, moveBlock, sinkItem, splitItem, toggleList, toggleTask, toggleTaskList, unmarkItem } from './list-commands.ts';
import { reopenAtom } from './reopen-atom.ts';

export interface KeymapOptions {
  readonly editLink: () => void;
}

function mark(name: string): Command {
  return (state, dispatch, view) => {
    const type = state.schema.marks[name];
    return type !== undefined && toggleMark(type)(state, dispatch, view);
  };
}

function block(name: string, attrs: Readonly<Record<string, unknown>> | null = null): Command {
  return (state, dispatch, view) => {
    const type = state.schema.nodes[name];
    return type !== undefined && setBlockType(type, attrs)(state, dispatch, view);
  };
}

const quote: Command = (state, dispatch, view) => {
  const type = state.schema.nodes['blockquote'];
  return type !== undefined && wrapIn(type)(state, dispatch, view);
};

export function editorKeymap(options: KeymapOptions) {
  const commands: Readonly<Record<string, Command>> = {
    'Mod-b': mark('bold'),
    'Mod-i': mark('italic'),
    'Mod-Shift-x': mark('strike'),
    'Mod-Shift-h': mark('highlight'),
    'Mod-`': mark('code'),
    'Mod-k': () => {
      options.editLink();
      return true;
    },
    'Mod-Shift-7': toggleList('orderedList'),
    'Mod-Shift-8': toggleList('bulletList'),
    'Mod-Shift-9': toggleTaskList,
    'Mod-Shift-.': quote,
    'Mod-Alt-0': block('paragraph'),
    'Mod-Alt-1': block('heading', { level: 1 }),
    'Mod-Alt-2': block('heading', { level: 2 }),
    'Mod-Alt-3': block('heading', { level: 3 }),
    'Mod-Alt-4': block('heading', { level: 4 }),
    'Mod-Alt-5': block('heading', { level: 5 }),
    'Mod-Alt-6': block('heading', { level: 6 }),
    'Mod-Alt-c': block('codeBlock'),
    'Mod-Enter': chainCommands(toggleTask, exitCode),
    Enter: chainCommands(reopenAtom, splitCalloutTitle, cellBelow, splitItem),
    'Shift-Enter': insertBreak,
    Tab: chainCommands(indentCode, nextCell(1), sinkItem),
    'Shift-Tab': chainCommands(nextCell(-1), liftItem),
    Backspace: chainCommands(unwrapCallout, unmarkItem, unmarkHeading),
    ArrowDown: leaveSourceBlock,
    'Alt-ArrowUp': moveBlock(-1),
    'Alt-ArrowDown': moveBlock(1),
  };
  return Extension.create({
    name: 'versoKeymap',
    priority: 1000,
    addKeyboardShortcuts() {
      return Object.fromEntries(
        Object.entries(commands).map(([keys, command]) => [
          keys,
          () => command(this.editor.state, this.editor.view.dispatch.bind(this.editor.view), this.editor.view),
        ]),
      );
    },
  });
}
