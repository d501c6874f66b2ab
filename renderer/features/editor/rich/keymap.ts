/**
 * Keys whose meaning is the place of the caret: Enter, Tab, Backspace, arrows. They are not for a
 * person to change; what has a name and keys of one's choice is in `rich-commands.ts`.
 */
import { Extension } from '@tiptap/core';
import { chainCommands, exitCode } from '@tiptap/pm/commands';
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
import { liftItem, sinkItem, splitItem, unmarkItem } from './list-commands.ts';
import { reopenAtom } from './reopen-atom.ts';

export function editorKeymap() {
  const commands: Readonly<Record<string, Command>> = {
    'Mod-Enter': exitCode,
    Enter: chainCommands(reopenAtom, splitCalloutTitle, cellBelow, splitItem),
    'Shift-Enter': insertBreak,
    Tab: chainCommands(indentCode, nextCell(1), sinkItem),
    'Shift-Tab': chainCommands(nextCell(-1), liftItem),
    Backspace: chainCommands(unwrapCallout, unmarkItem, unmarkHeading),
    ArrowDown: leaveSourceBlock,
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
