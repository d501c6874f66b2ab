/** A document shown to be read, inside another note or on a card: the editor's own views, without editing. */
import type { Node } from '@tiptap/pm/model';
import { EditorState, type Plugin } from '@tiptap/pm/state';
import { EditorView } from '@tiptap/pm/view';

export interface NotePane {
  readonly dom: HTMLElement;
  /** Shows another document of the same schema. */
  update(doc: Node): void;
  destroy(): void;
}

export function notePane(doc: Node, plugins: readonly Plugin[]): NotePane {
  const dom = document.createElement('div');
  const view = new EditorView(
    { mount: dom },
    {
      state: EditorState.create({ doc, plugins }),
      editable: () => false,
      attributes: { class: 'note-document note-pane' },
    },
  );
  return {
    dom,
    update(next) {
      if (!next.eq(view.state.doc)) view.updateState(EditorState.create({ doc: next, plugins: view.state.plugins }));
    },
    destroy: () => view.destroy(),
  };
}
