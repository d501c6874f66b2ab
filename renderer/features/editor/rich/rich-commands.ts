/**
 * The named commands of the rich editor: each is in the palette, in the menus, and has keys that a
 * person can change. What keys mean by where the caret stands (Enter, Tab, arrows) is in `keymap.ts`.
 */
import { setBlockType, toggleMark, wrapIn } from '@tiptap/pm/commands';
import type { Command } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { ViewCommandId } from '#shared/model/command.ts';
import { insertCallout, insertDivider, insertTable } from '../completion/slash-menu.ts';
import type { EditorCommands } from '../editor-commands.ts';
import { liftItem, moveBlock, sinkItem, toggleList, toggleTask, toggleTaskList } from './list-commands.ts';

export interface RichCommandOptions {
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

/** The table of them: a new command is a line here and a line in `#shared/model/command.ts`. */
function commandTable({ editLink }: RichCommandOptions) {
  return {
    'format.bold': mark('bold'),
    'format.italic': mark('italic'),
    'format.strike': mark('strike'),
    'format.highlight': mark('highlight'),
    'format.code': mark('code'),
    'format.link': (_state, dispatch) => {
      if (dispatch !== undefined) editLink();
      return true;
    },
    'format.paragraph': block('paragraph'),
    'format.heading1': block('heading', { level: 1 }),
    'format.heading2': block('heading', { level: 2 }),
    'format.heading3': block('heading', { level: 3 }),
    'format.heading4': block('heading', { level: 4 }),
    'format.heading5': block('heading', { level: 5 }),
    'format.heading6': block('heading', { level: 6 }),
    'format.bulletList': toggleList('bulletList'),
    'format.orderedList': toggleList('orderedList'),
    'format.taskList': toggleTaskList,
    'format.toggleTask': toggleTask,
    'format.indent': sinkItem,
    'format.outdent': liftItem,
    'format.quote': quote,
    'format.codeBlock': block('codeBlock'),
    'insert.table': insertTable,
    'insert.callout': insertCallout,
    'insert.math': block('mathBlock'),
    'insert.divider': insertDivider,
    'block.moveUp': moveBlock(-1),
    'block.moveDown': moveBlock(1),
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
