/** Vim's keys. A file of its own, so that they load only for those who switched them on. */
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import { CodeMirror, getCM, Vim, vim } from '@replit/codemirror-vim';
import { sourceSteps } from './source-steps.ts';

export function vimKeys(): Extension {
  // They are the same for every editor: which one is meant is asked when a key is pressed.
  CodeMirror.commands['undo'] = (editor: CodeMirror) => stepsOf(editor)?.undo();
  CodeMirror.commands['redo'] = (editor: CodeMirror) => stepsOf(editor)?.redo();
  Vim.defineEx('write', 'w', (editor: CodeMirror) => stepsOf(editor)?.save());
  return [vim({ status: true }), controlKeys, EditorView.editorAttributes.of({ class: 'cm-vim' })];
}

/** Where one moves rather than writes, Ctrl and a letter are Vim's before they are the window's. */
const controlKeys = ViewPlugin.fromClass(
  class {
    readonly #editor: CodeMirror | null;
    readonly #dom: HTMLElement;
    readonly #onMode = ({ mode }: { readonly mode: string }): void => this.#claim(mode !== 'insert' && mode !== 'replace');

    constructor(view: EditorView) {
      this.#dom = view.dom;
      this.#editor = getCM(view);
      this.#editor?.on('vim-mode-change', this.#onMode);
      this.#claim(true);
    }

    #claim(claimed: boolean): void {
      if (claimed) this.#dom.dataset['controlKeys'] = '';
      else delete this.#dom.dataset['controlKeys'];
    }

    destroy(): void {
      this.#editor?.off('vim-mode-change', this.#onMode);
      this.#claim(false);
    }
  },
);

function stepsOf(editor: CodeMirror) {
  const view: unknown = editor.cm6;
  return view instanceof EditorView ? view.state.facet(sourceSteps) : null;
}
