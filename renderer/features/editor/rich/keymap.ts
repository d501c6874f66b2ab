/**
 * Keys whose meaning is the place of the caret: Enter, Tab, Backspace, arrows. They are not for a
 * person to change; what has a name and keys of one's choice is in `rich-commands.ts`.
 */
import { Extension } from '@tiptap/core';
import { chainCommands, exitCode } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import { indentCode, insertBreak, leaveSourceBlock, spansTextblocks, splitCalloutTitle, unmarkHeading, unwrapCallout } from './block-commands.ts';
import { continueTitle, enterTable, joinIntoQuote, joinIntoTitle, joinNextItem, unquote } from './join-blocks.ts';
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
    Backspace: chainCommands(unwrapCallout, unmarkItem, unmarkHeading, joinIntoTitle, unquote, joinIntoQuote, enterTable(-1)),
    Delete: chainCommands(continueTitle, joinNextItem, enterTable(1)),
    ArrowDown: chainCommands(leaveSourceBlock, leaveTableBelow),
  };
  return Extension.create({
    name: 'versoKeymap',
    priority: 1000,
    addKeyboardShortcuts() {
      const first: Readonly<Record<string, () => boolean>> = {
        // What was typed a moment ago turned into structure: the first Backspace gives the typed text back.
        Backspace: () => this.editor.commands.undoInputRule(),
        // Splitting knows only a caret, or what is selected within one block.
        Enter: () => {
          if (spansTextblocks(this.editor.state)) this.editor.view.dispatch(this.editor.state.tr.deleteSelection());
          return false;
        },
      };
      return Object.fromEntries(
        Object.entries(commands).map(([keys, command]) => [
          keys,
          () => first[keys]?.() === true || command(this.editor.state, this.editor.view.dispatch.bind(this.editor.view), this.editor.view),
        ]),
      );
    },
  });
}
