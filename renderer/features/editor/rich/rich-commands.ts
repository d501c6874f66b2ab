/**
 * The named commands of the rich editor: each is in the palette, in the menus, and has keys that a
 * person can change. What keys mean by where the caret stands (Enter, Tab, arrows) is in `keymap.ts`.
 */
import { chainCommands, toggleMark } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { ViewCommandId } from '#shared/model/command.ts';
import type { EditorCommands } from '../editor-commands.ts';
import { addProperty } from './add-property.ts';
import { toggleCallout } from './block-kind.ts';
import { deleteBlocks, duplicateBlocks, setBlock, wrapInQuote } from './block-commands.ts';
import { foldAll, toggleFold, unfoldAll } from './folding.ts';
import { insertCallout, insertDivider } from './insert-block.ts';
import { insertFootnote, renumberFootnotes } from './footnote-commands.ts';
import { insertTable } from './insert-table.ts';
import { liftItems, moveBlock, sinkItems, toggleList, toggleTask, toggleTaskList } from './list-commands.ts';
import {
  addColumn,
  addRow,
  alignColumns,
  deleteColumns,
  deleteRows,
  deleteTable,
  leaveTable,
  moveColumn,
  moveRow,
  selectColumn,
  selectRow,
  selectTable,
} from './table-commands.ts';

export interface RichCommandOptions {
  /** Offers the kinds that the block at the caret can have. */
  readonly changeKind: Command;
  readonly editLink: () => void;
  readonly openBlockMenu: () => void;
}

function mark(name: string): Command {
  return (state, dispatch, view) => {
    const type = state.schema.marks[name];
    return type !== undefined && toggleMark(type)(state, dispatch, view);
  };
}

/** Takes every mark of meaning off the selection; links stay. */
const clearFormat: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  if (empty) return false;
  const tr = state.tr;
  for (const name of ['bold', 'italic', 'strike', 'highlight', 'code']) {
    const type = state.schema.marks[name];
    if (type !== undefined) tr.removeMark(from, to, type);
  }
  dispatch?.(tr);
  return true;
};

/** The table of them: a new command is a line here and a line in `#shared/model/command.ts`. */
function commandTable({ changeKind, editLink, openBlockMenu }: RichCommandOptions) {
  return {
    'format.bold': mark('bold'),
    'format.italic': mark('italic'),
    'format.strike': mark('strike'),
    'format.highlight': mark('highlight'),
    'format.code': mark('code'),
    'format.clear': clearFormat,
    'format.link': (_state, dispatch) => {
      if (dispatch !== undefined) editLink();
      return true;
    },
    'format.paragraph': setBlock('paragraph'),
    'format.heading1': setBlock('heading', { level: 1 }),
    'format.heading2': setBlock('heading', { level: 2 }),
    'format.heading3': setBlock('heading', { level: 3 }),
    'format.heading4': setBlock('heading', { level: 4 }),
    'format.heading5': setBlock('heading', { level: 5 }),
    'format.heading6': setBlock('heading', { level: 6 }),
    'format.bulletList': toggleList('bulletList'),
    'format.orderedList': toggleList('orderedList'),
    'format.taskList': toggleTaskList,
    'format.toggleTask': toggleTask,
    'format.indent': sinkItems,
    'format.outdent': liftItems,
    'format.quote': wrapInQuote,
    'format.codeBlock': setBlock('codeBlock'),
    'properties.add': addProperty,
    'insert.table': insertTable(3, 3),
    'insert.callout': insertCallout('note'),
    'insert.math': setBlock('mathBlock'),
    'insert.divider': insertDivider,
    'insert.footnote': insertFootnote,
    'footnote.renumber': renumberFootnotes,
    'block.changeKind': changeKind,
    // In a table the row moves, not the table.
    'block.moveUp': chainCommands(moveRow(-1), moveBlock(-1)),
    'block.moveDown': chainCommands(moveRow(1), moveBlock(1)),
    'block.duplicate': duplicateBlocks,
    'block.delete': deleteBlocks,
    'block.menu': (_state, dispatch) => {
      if (dispatch !== undefined) openBlockMenu();
      return true;
    },
    'fold.toggle': chainCommands(toggleCallout, toggleFold),
    'fold.all': foldAll,
    'fold.none': unfoldAll,
    'table.rowAbove': addRow(-1),
    'table.rowBelow': addRow(1),
    'table.columnBefore': addColumn(-1),
    'table.columnAfter': addColumn(1),
    'table.rowUp': moveRow(-1),
    'table.rowDown': moveRow(1),
    'table.columnLeft': moveColumn(-1),
    'table.columnRight': moveColumn(1),
    'table.alignLeft': alignColumns('left'),
    'table.alignCenter': alignColumns('center'),
    'table.alignRight': alignColumns('right'),
    'table.selectRow': selectRow,
    'table.selectColumn': selectColumn,
    'table.selectAll': selectTable,
    'table.deleteRow': deleteRows,
    'table.deleteColumn': deleteColumns,
    'table.delete': deleteTable,
    'table.leave': leaveTable,
  } satisfies Partial<Readonly<Record<ViewCommandId, Command>>>;
}

export function richCommands(view: () => EditorView, options: RichCommandOptions): EditorCommands {
  const table: Partial<Readonly<Record<ViewCommandId, Command>>> = commandTable(options);
  return {
    // The table's keys are what `satisfies` checked them to be.
    ids: Object.keys(table) as ViewCommandId[],
    element: () => view().dom,
    enabled: (id) => view().editable && table[id]?.(view().state, undefined, view()) === true,
    run(id) {
      const here = view();
      here.focus();
      table[id]?.(here.state, here.dispatch.bind(here), here);
    },
  };
}
