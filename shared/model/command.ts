/**
 * Every command of Verso: its id, where a menu lists it, and the keys that it has until a person changes them.
 *
 * The palette, the shortcuts, the settings and the native menus all read this one list. Titles are
 * `commands.<id>` in the words of the window; who runs a command registers a handler for its id.
 */

/** The menus, in their order; the settings group by them too. */
export const commandGroups = ['file', 'edit', 'view', 'go', 'format', 'table', 'window', 'help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface CommandEntry {
  readonly group: CommandGroup;
  /** Shortcuts such as `Mod+Shift+F`; the first is the one that menus and tooltips show. */
  readonly keys: readonly string[];
  /** Instead of `keys` on Apple systems, where those type or select text. */
  readonly appleKeys?: readonly string[];
  /** Beside `keys` in a browser, which keeps some for its own tabs and windows (`keptByBrowsers`). */
  readonly browserKeys?: readonly string[];
  /** `view`: there only while a view that has a handler for it is shown. Absent: the window always has one. */
  readonly scope?: 'view';
  /** Its keys mean it in a text, whatever the window has under them elsewhere. */
  readonly inText?: true;
  /** Begins a new section of its menu. */
  readonly rule?: true;
}

const catalogue = {
  'note.create': { group: 'file', keys: ['Mod+N'], browserKeys: ['Alt+N'] },
  'note.fromTemplate': { group: 'file', keys: [] },
  'note.capture': { group: 'file', keys: ['Mod+Shift+Space'] },
  'note.openWindow': { group: 'file', keys: [] },
  'note.rename': { group: 'file', keys: ['F2'], rule: true },
  'note.move': { group: 'file', keys: [] },
  'note.merge': { group: 'file', keys: [] },
  'note.split': { group: 'file', keys: [] },
  'note.delete': { group: 'file', keys: [] },
  'note.history': { group: 'file', keys: [] },
  'history.deleted': { group: 'file', keys: [] },
  'note.reveal': { group: 'file', keys: [] },
  'note.print': { group: 'file', keys: [], rule: true },
  'note.exportPdf': { group: 'file', keys: [] },
  'note.exportHtml': { group: 'file', keys: [] },
  'view.import': { group: 'file', keys: [], rule: true },
  'vault.open': { group: 'file', keys: [], rule: true },
  'vault.reindex': { group: 'file', keys: [] },
  'git.show': { group: 'file', keys: [], rule: true },
  'git.sync': { group: 'file', keys: [] },
  'git.commit': { group: 'file', keys: [] },
  'view.settings': { group: 'file', keys: ['Mod+,'], rule: true },

  'edit.undo': { group: 'edit', keys: [] },
  'edit.redo': { group: 'edit', keys: [] },
  'copy.markdown': { group: 'edit', keys: [], scope: 'view', rule: true },
  'copy.rich': { group: 'edit', keys: [], scope: 'view' },
  'editor.extract': { group: 'edit', keys: [], scope: 'view', rule: true },
  'editor.renameHeading': { group: 'edit', keys: [], scope: 'view' },
  'editor.updateHeadingLinks': { group: 'edit', keys: [], scope: 'view' },
  'refactor.undo': { group: 'edit', keys: [] },
  'editor.find': { group: 'edit', keys: ['Mod+F'], scope: 'view', rule: true },
  'editor.replace': { group: 'edit', keys: ['Mod+H'], appleKeys: ['Mod+Alt+F'], scope: 'view' },
  'source.selectNext': { group: 'edit', keys: ['Mod+D'], scope: 'view', inText: true },
  'search.open': { group: 'edit', keys: ['Mod+Shift+F'] },
  'search.replace': { group: 'edit', keys: ['Mod+Shift+H'] },

  'palette.open': { group: 'view', keys: ['Mod+P'] },
  'editor.toggleMode': { group: 'view', keys: ['Mod+E'], scope: 'view', rule: true },
  'mode.editing': { group: 'view', keys: [], scope: 'view' },
  'mode.reading': { group: 'view', keys: [], scope: 'view' },
  'mode.source': { group: 'view', keys: [], scope: 'view' },
  'layout.sidebar': { group: 'view', keys: ['Mod+\\'], rule: true },
  'layout.right': { group: 'view', keys: ['Mod+Shift+\\'] },
  'section.chat': { group: 'view', keys: [], rule: true },
  'section.links': { group: 'view', keys: [] },
  'section.outline': { group: 'view', keys: [] },
  'section.properties': { group: 'view', keys: [] },
  'section.graph': { group: 'view', keys: [] },
  'view.focusMode': { group: 'view', keys: ['Mod+Alt+Z'], rule: true },
  'view.typewriter': { group: 'view', keys: [] },
  'theme.toggle': { group: 'view', keys: [], rule: true },

  'switcher.open': { group: 'go', keys: ['Mod+O'] },
  'note.recent': { group: 'go', keys: [] },
  'note.random': { group: 'go', keys: [] },
  'bookmark.toggle': { group: 'go', keys: ['Mod+Alt+B'] },
  'bookmark.focus': { group: 'go', keys: [] },
  'history.back': { group: 'go', keys: ['Alt+ArrowLeft', 'Mod+['], appleKeys: ['Mod+['], rule: true },
  'history.forward': { group: 'go', keys: ['Alt+ArrowRight', 'Mod+]'], appleKeys: ['Mod+]'] },
  'daily.today': { group: 'go', keys: ['Mod+D'], rule: true },
  'daily.previous': { group: 'go', keys: ['Alt+Shift+ArrowLeft'], appleKeys: ['Ctrl+Alt+ArrowLeft'] },
  'daily.next': { group: 'go', keys: ['Alt+Shift+ArrowRight'], appleKeys: ['Ctrl+Alt+ArrowRight'] },
  'daily.week': { group: 'go', keys: ['Mod+Shift+D'] },
  'calendar.focus': { group: 'go', keys: [] },
  'link.preview': { group: 'go', keys: ['Mod+Alt+P'], scope: 'view', rule: true },
  'view.graph': { group: 'go', keys: ['Mod+G'], rule: true },
  'view.chat': { group: 'go', keys: ['Mod+Shift+L'] },
  'view.review': { group: 'go', keys: [] },
  'view.tasks': { group: 'go', keys: [] },
  'focus.files': { group: 'go', keys: ['Mod+Shift+E'], rule: true },

  'format.bold': { group: 'format', keys: ['Mod+B'], scope: 'view' },
  'format.italic': { group: 'format', keys: ['Mod+I'], scope: 'view' },
  'format.strike': { group: 'format', keys: ['Mod+Shift+X'], scope: 'view' },
  'format.highlight': { group: 'format', keys: ['Mod+Shift+H'], scope: 'view', inText: true },
  'format.code': { group: 'format', keys: ['Mod+`'], scope: 'view' },
  'format.clear': { group: 'format', keys: [], scope: 'view' },
  'format.link': { group: 'format', keys: ['Mod+K'], scope: 'view' },
  'format.paragraph': { group: 'format', keys: ['Mod+Alt+0'], scope: 'view', rule: true },
  'format.heading1': { group: 'format', keys: ['Mod+Alt+1'], scope: 'view' },
  'format.heading2': { group: 'format', keys: ['Mod+Alt+2'], scope: 'view' },
  'format.heading3': { group: 'format', keys: ['Mod+Alt+3'], scope: 'view' },
  'format.heading4': { group: 'format', keys: ['Mod+Alt+4'], scope: 'view' },
  'format.heading5': { group: 'format', keys: ['Mod+Alt+5'], scope: 'view' },
  'format.heading6': { group: 'format', keys: ['Mod+Alt+6'], scope: 'view' },
  'format.bulletList': { group: 'format', keys: ['Mod+Shift+8'], scope: 'view', rule: true },
  'format.orderedList': { group: 'format', keys: ['Mod+Shift+7'], scope: 'view' },
  'format.taskList': { group: 'format', keys: ['Mod+Shift+9'], scope: 'view' },
  'format.toggleTask': { group: 'format', keys: ['Mod+Enter'], scope: 'view' },
  'format.indent': { group: 'format', keys: [], scope: 'view' },
  'format.outdent': { group: 'format', keys: [], scope: 'view' },
  'format.quote': { group: 'format', keys: ['Mod+Shift+.'], scope: 'view', rule: true },
  'format.codeBlock': { group: 'format', keys: ['Mod+Alt+C'], scope: 'view' },
  'properties.add': { group: 'format', keys: ['Mod+;'], scope: 'view', rule: true },
  'insert.table': { group: 'format', keys: [], scope: 'view' },
  'insert.callout': { group: 'format', keys: [], scope: 'view' },
  'insert.math': { group: 'format', keys: [], scope: 'view' },
  'insert.divider': { group: 'format', keys: [], scope: 'view' },
  'insert.template': { group: 'format', keys: [], scope: 'view' },
  'insert.footnote': { group: 'format', keys: [], scope: 'view' },
  'footnote.renumber': { group: 'format', keys: [], scope: 'view' },
  'block.changeKind': { group: 'format', keys: ['Mod+.'], scope: 'view', rule: true },
  'block.moveUp': { group: 'format', keys: ['Alt+ArrowUp'], scope: 'view', rule: true },
  'block.moveDown': { group: 'format', keys: ['Alt+ArrowDown'], scope: 'view' },
  'block.duplicate': { group: 'format', keys: ['Alt+Shift+ArrowDown'], scope: 'view' },
  'block.delete': { group: 'format', keys: ['Mod+Shift+K'], scope: 'view' },
  'block.menu': { group: 'format', keys: ['Mod+Alt+M'], scope: 'view' },
  'fold.toggle': { group: 'format', keys: ['Mod+Alt+K'], scope: 'view', rule: true },
  'fold.all': { group: 'format', keys: [], scope: 'view' },
  'fold.none': { group: 'format', keys: [], scope: 'view' },
  'table.rowAbove': { group: 'table', keys: ['Mod+Alt+ArrowUp'], scope: 'view', rule: true },
  'table.rowBelow': { group: 'table', keys: ['Mod+Alt+ArrowDown'], scope: 'view' },
  'table.columnBefore': { group: 'table', keys: ['Mod+Alt+ArrowLeft'], scope: 'view' },
  'table.columnAfter': { group: 'table', keys: ['Mod+Alt+ArrowRight'], scope: 'view' },
  'table.rowUp': { group: 'table', keys: [], scope: 'view' },
  'table.rowDown': { group: 'table', keys: [], scope: 'view' },
  'table.columnLeft': { group: 'table', keys: ['Mod+Alt+Shift+ArrowLeft'], scope: 'view' },
  'table.columnRight': { group: 'table', keys: ['Mod+Alt+Shift+ArrowRight'], scope: 'view' },
  'table.alignLeft': { group: 'table', keys: ['Mod+Alt+L'], scope: 'view' },
  'table.alignCenter': { group: 'table', keys: ['Mod+Alt+E'], scope: 'view' },
  'table.alignRight': { group: 'table', keys: ['Mod+Alt+R'], scope: 'view' },
  'table.selectRow': { group: 'table', keys: [], scope: 'view' },
  'table.selectColumn': { group: 'table', keys: [], scope: 'view' },
  'table.selectAll': { group: 'table', keys: [], scope: 'view' },
  'table.deleteRow': { group: 'table', keys: ['Mod+Shift+Backspace'], scope: 'view' },
  'table.deleteColumn': { group: 'table', keys: ['Mod+Alt+Backspace'], scope: 'view' },
  'table.delete': { group: 'table', keys: [], scope: 'view' },
  'table.leave': { group: 'table', keys: [], scope: 'view' },

  'tab.new': { group: 'window', keys: ['Mod+T'], browserKeys: ['Alt+T'] },
  'tab.close': { group: 'window', keys: ['Mod+W'], browserKeys: ['Alt+W'] },
  'tab.reopen': { group: 'window', keys: ['Mod+Shift+T'], browserKeys: ['Alt+Shift+T'] },
  'tab.next': { group: 'window', keys: ['Mod+PageDown'], browserKeys: ['Alt+PageDown'], rule: true },
  'tab.previous': { group: 'window', keys: ['Mod+PageUp'], browserKeys: ['Alt+PageUp'] },
  'tab.moveLeft': { group: 'window', keys: ['Mod+Shift+PageUp'], browserKeys: ['Alt+Shift+PageUp'], rule: true },
  'tab.moveRight': { group: 'window', keys: ['Mod+Shift+PageDown'], browserKeys: ['Alt+Shift+PageDown'] },
  'tab.pin': { group: 'window', keys: [] },
  'pane.splitRight': { group: 'window', keys: ['Mod+Alt+\\'], rule: true },
  'pane.splitDown': { group: 'window', keys: ['Mod+Alt+Shift+\\'] },
  'pane.next': { group: 'window', keys: ['F6'] },
  'pane.previous': { group: 'window', keys: ['Shift+F6'] },
  'tab.moveToPane': { group: 'window', keys: ['Mod+Alt+PageDown'] },
  'pane.close': { group: 'window', keys: [] },

  'help.shortcuts': { group: 'help', keys: ['Mod+/'] },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandId = keyof typeof catalogue;

/** Those that a view has, and not the window. */
export type ViewCommandId = { [Id in CommandId]: (typeof catalogue)[Id] extends { readonly scope: 'view' } ? Id : never }[CommandId];
export type WindowCommandId = Exclude<CommandId, ViewCommandId>;

export const commandCatalogue: Readonly<Record<CommandId, CommandEntry>> = catalogue;

export const commandIds = Object.keys(catalogue) as readonly CommandId[];

export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(catalogue, id);
}
