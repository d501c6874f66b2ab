/**
 * Keys whose meaning is the place of the caret: Enter, Tab, Backspace, arrows. They are not for a
 * person to change; what has a name and keys of one's choice is in `rich-commands.ts`.
 */
import { Extension } from '@tiptap/core';
import { chainCommands, exitCode } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import { indentCode, insertBreak, leaveSourceBlock, splitCalloutTitle, unmarkHeading, unwrapCallout } from './block-commands.ts';
import { liftItems, sinkItems, splitItem, unmarkItem } from './list-commands.ts';
import { reopenAtom } from './reopen-atom.ts';
import { breakInCell, cellBelow, leaveTable, leaveTableBelow, nextCell } from './table-commands.ts';

export function editorKeymap() {
  const commands: Readonly<Record<string, Command>> = {
    'Mod-Enter': chainCommands(leaveTable, exitCode),
    Enter: chainCommands(reopenAtom, splitCalloutTitle, cellBelow, splitItem),
    'Shift-Enter': chainCommands(breakInCell, insertBreak),
    Tab: chainCommands(indentCode, nextCell(1), sinkItems),
    'Shift-Tab': chainCommands(nextCell(-1), liftItems),
    Backspace: chainCommands(unwrapCallout, unmarkItem, unmarkHeading),
    ArrowDown: chainCommands(leaveSourceBlock, leaveTableBelow),
  };
  return Extension.create({
    name: 'versoKeymap',
    priority: 1000,
    addKeyboardShortcuts() {
      // What was typed a moment ago turned into structure: the first Backspace gives the typed text back.
      const first: Readonly<Record<string, () => boolean>> = { Backspace: () => this.editor.commands.undoInputRule() };
      return Object.fromEntries(
        Object.entries(commands).map(([keys, command]) => [
          keys,
          () => first[keys]?.() === true || command(this.editor.state, this.editor.view.dispatch.bind(this.editor.view), this.editor.view),
        ]),
      );
    },
  });
}
