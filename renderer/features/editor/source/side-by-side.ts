/** Two texts beside each other with their differences marked, to be read only. */
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

interface Side {
  readonly text: string;
  readonly label: string;
}

export function showSideBySide(parent: HTMLElement, left: Side, right: Side): { destroy(): void } {
  return new MergeView({
    parent,
    a: { doc: left.text, extensions: readOnly(left.label) },
    b: { doc: right.text, extensions: readOnly(right.label) },
    collapseUnchanged: { margin: 2, minSize: 6 },
    gutter: false,
  });
}

function readOnly(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
  ];
}
