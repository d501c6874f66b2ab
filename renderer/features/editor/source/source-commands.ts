/** The named commands of source mode: the same as the rich editor's, so that keys and menus mean the same. */
import { indentLess, indentMore, moveLineDown, moveLineUp } from '@codemirror/commands';
import { selectNextOccurrence } from '@codemirror/search';
import type { EditorView } from '@codemirror/view';
import type { ViewCommandId } from '#shared/model/command.ts';
import type { EditorCommands } from '../editor-commands.ts';
import { fenceLines, insertBlock, makeLink, setHeading, toggleFence, toggleList, toggleQuote, toggleTask, type SourceFormat } from './format-source.ts';

type Run = (view: EditorView) => boolean;

function format(change: SourceFormat): Run {
  return (view) => {
    const spec = change(view.state);
    if (spec === null) return false;
    view.dispatch({ scrollIntoView: true, userEvent: 'input.format' }, spec);
    return true;
  };
}

const table: Partial<Readonly<Record<ViewCommandId, Run>>> = {
  'format.bold': format(toggleFence('**')),
  'format.italic': format(toggleFence('*')),
  'format.strike': format(toggleFence('~~')),
  'format.highlight': format(toggleFence('==')),
  'format.code': format(toggleFence('`')),
  'format.link': format(makeLink),
  'format.paragraph': format(setHeading(0)),
  'format.heading1': format(setHeading(1)),
  'format.heading2': format(setHeading(2)),
  'format.heading3': format(setHeading(3)),
  'format.heading4': format(setHeading(4)),
  'format.heading5': format(setHeading(5)),
  'format.heading6': format(setHeading(6)),
  'format.bulletList': format(toggleList('bullet')),
  'format.orderedList': format(toggleList('ordered')),
  'format.taskList': format(toggleList('task')),
  'format.toggleTask': format(toggleTask),
  'format.indent': indentMore,
  'format.outdent': indentLess,
  'format.quote': format(toggleQuote),
  'format.codeBlock': format(fenceLines),
  'insert.table': format(insertBlock('| ¦ |  |\n| --- | --- |\n|  |  |')),
  'insert.callout': format(insertBlock('> [!note] ¦')),
  'insert.math': format(insertBlock('$$\n¦\n$$')),
  'insert.divider': format(insertBlock('---\n¦')),
  'source.selectNext': selectNextOccurrence,
  'block.moveUp': moveLineUp,
  'block.moveDown': moveLineDown,
};

export function sourceCommands(view: () => EditorView): EditorCommands {
  return {
    // The table's keys are what its type says.
    ids: Object.keys(table) as ViewCommandId[],
    element: () => view().contentDOM,
    enabled: () => !view().state.readOnly,
    run(id) {
      view().focus();
      table[id]?.(view());
    },
  };
}
