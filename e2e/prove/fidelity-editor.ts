/**
 * The rich editor without a page: its schema, keys, input rules, undo and plug-ins over a state,
 * for proofs that press keys in thousands of notes.
 *
 * Left out is what only draws (node views, decorations, completion menus). The view is a stand-in
 * with what commands ask a view for.
 */
import { Editor, Extension } from '@tiptap/core';
import { UndoRedo } from '@tiptap/extensions';
import type { Node, Schema } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Command, type Plugin, type Transaction } from '@tiptap/pm/state';
import { tableEditing } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';
import { footnotesPlugin } from '../../renderer/features/editor/rich/footnotes.ts';
import { markdownInputRules } from '../../renderer/features/editor/rich/input-rules.ts';
import { editorKeymap } from '../../renderer/features/editor/rich/keymap.ts';
import { meaningfulTextPlugin } from '../../renderer/features/editor/rich/meaningful-text.ts';
import { applyLink } from '../../renderer/features/editor/rich/link-editing.ts';
import { plainLineEndsPlugin } from '../../renderer/features/editor/rich/plain-line-ends.ts';
import { openSourcePlugin } from '../../renderer/features/editor/rich/reopen-atom.ts';
import { richCommands, type RichCommandOptions } from '../../renderer/features/editor/rich/rich-commands.ts';
import { schemaExtensions } from '../../renderer/features/editor/rich/schema-extensions.ts';

/** What commands and plug-ins ask of a view. */
class ViewWithoutPage {
  state: EditorState;
  readonly composing = false;
  readonly dragging = null;
  readonly editable = true;
  readonly isDestroyed = false;

  constructor(state: EditorState) {
    this.state = state;
  }

  readonly dispatch = (tr: Transaction): void => {
    this.state = this.state.applyTransaction(tr).state;
  };

  updateState(state: EditorState): void {
    this.state = state;
  }

  endOfTextblock(direction: string, state = this.state): boolean {
    const { $head } = state.selection;
    const isBackward = direction === 'backward' || direction === 'left' || direction === 'up';
    return $head.parentOffset === (isBackward ? 0 : $head.parent.content.size);
  }

  hasFocus(): boolean {
    return true;
  }

  focus(): void {}
}

export class EditorWithoutPage {
  readonly schema: Schema;
  readonly #editor: Editor;
  readonly #plugins: readonly Plugin[];
  readonly #view: ViewWithoutPage;
  readonly #commands: ReturnType<typeof richCommands>;

  constructor() {
    this.#editor = new Editor({
      element: null,
      content: { type: 'doc', content: [{ type: 'paragraph' }] },
      injectCSS: false,
      enablePasteRules: false,
      extensions: [
        ...schemaExtensions(),
        editorKeymap(),
        markdownInputRules,
        UndoRedo.configure({ depth: 500, newGroupDelay: 500 }),
        Extension.create({
          name: 'versoPlugins',
          addProseMirrorPlugins: () => [footnotesPlugin(), openSourcePlugin(), plainLineEndsPlugin(), meaningfulTextPlugin(), tableEditing()],
        }),
      ],
    });
    this.schema = this.#editor.schema;
    this.#plugins = this.#editor.extensionManager.plugins;
    this.#view = new ViewWithoutPage(EditorState.create({ schema: this.schema, plugins: [...this.#plugins] }));
    // TipTap asks its editor for the view; without a page it would refuse most of what is asked.
    Reflect.set(this.#editor, 'editorView', this.#view);
    this.#commands = richCommands(() => this.#asView(), nothingToAsk());
  }

  /** The named commands, as the palette and the menus have them. */
  get commandIds(): readonly string[] {
    return this.#commands.ids;
  }

  get state(): EditorState {
    return this.#view.state;
  }

  get doc(): Node {
    return this.#view.state.doc;
  }

  /** Starts anew with a document: nothing to undo, the caret at its start. */
  open(doc: Node): void {
    this.#view.updateState(EditorState.create({ doc, plugins: [...this.#plugins] }));
  }

  select(from: number, to = from): void {
    const { tr, doc } = this.state;
    this.#view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))));
  }

  dispatch(tr: Transaction): void {
    this.#view.dispatch(tr);
  }

  run(command: Command): boolean {
    return command(this.state, this.#view.dispatch, this.#asView());
  }

  /** Runs a named command where it is enabled. */
  runNamed(name: string): boolean {
    const id = this.#commands.ids.find((each) => each === name);
    if (id === undefined || !this.#commands.enabled(id)) return false;
    this.#commands.run(id);
    return true;
  }

  link(href: string): void {
    applyLink(this.#asView(), href);
  }

  /** Presses a key, written as in a keymap: `Mod-Shift-7`. True if something answered it. */
  press(keys: string): boolean {
    const parts = keys.split('-');
    const key = parts.pop() ?? '';
    const event = {
      key: key === 'Space' ? ' ' : key,
      keyCode: /^[a-z0-9]$/u.test(key) ? key.toUpperCase().charCodeAt(0) : 0,
      ctrlKey: parts.includes('Mod') || parts.includes('Ctrl'),
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
      metaKey: false,
      preventDefault: () => undefined,
    };
    return this.#ask('handleKeyDown', event);
  }

  /** Types text letter by letter, so that input rules see it. */
  type(text: string): void {
    for (const char of text) {
      const { from, to } = this.state.selection;
      const insert = (): Transaction => this.state.tr.insertText(char, from, to);
      if (!this.#ask('handleTextInput', from, to, char, insert)) this.#view.dispatch(insert());
    }
  }

  /** It has what commands ask for, and throws where they ask for more. */
  #asView(): EditorView {
    return this.#view as unknown as EditorView;
  }

  #ask(name: 'handleKeyDown' | 'handleTextInput', ...args: readonly unknown[]): boolean {
    return this.#plugins.some((plugin) => {
      const answer: unknown = plugin.props[name];
      return typeof answer === 'function' && Reflect.apply(answer, plugin, [this.#view, ...args]) === true;
    });
  }
}

/** Whatever commands ask of a window is done by doing nothing: those are left out of the proof. */
function nothingToAsk(): RichCommandOptions {
  return new Proxy({}, { get: () => () => undefined }) as RichCommandOptions; // a new option needs no word here
}
