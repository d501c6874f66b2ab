/** Vim's keys. A file of its own, so that they load only for those who switched them on. */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { CodeMirror, Vim, vim } from '@replit/codemirror-vim';
import { sourceSteps } from './source-steps.ts';

export function vimKeys(): Extension {
  // They are the same for every editor: which one is meant is asked when a key is pressed.
  CodeMirror.commands['undo'] = (editor: CodeMirror) => stepsOf(editor)?.undo();
  CodeMirror.commands['redo'] = (editor: CodeMirror) => stepsOf(editor)?.redo();
  Vim.defineEx('write', 'w', (editor: CodeMirror) => stepsOf(editor)?.save());
  return [vim({ status: true }), EditorView.editorAttributes.of({ class: 'cm-vim' })];
}

function stepsOf(editor: CodeMirror) {
  const view: unknown = editor.cm6;
  return view instanceof EditorView ? view.state.facet(sourceSteps) : null;
}
