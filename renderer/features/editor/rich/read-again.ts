/**
 * Shows what the text says by now, where source that a person edited means something else than what is
 * shown: a definition that went leaves links behind, and raw source may have become a paragraph. While
 * the caret is in source, it may mean anything for a while.
 */
import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';

export interface ReadAgainOptions {
  readonly state: () => EditorState;
  /** Whether somebody is writing in it now, and where a text may not be shown under the caret. */
  readonly isBusy: () => boolean;
  readonly hasFocus: () => boolean;
  /** Whether a block stands as it was read: nobody is editing it. */
  readonly isAsRead: (block: Node) => boolean;
  readonly show: (text: string) => void;
}

export interface ReadAgain {
  /** `text` is all that `doc` came to, and reads differently. */
  want(doc: Node, text: string): void;
  /** To be called where the caret may have left what it was in. */
  check(): void;
}

export function createReadAgain({ state, isBusy, hasFocus, isAsRead, show }: ReadAgainOptions): ReadAgain {
  let wanted: { readonly doc: Node; readonly text: string } | null = null;
  const isInSource = (): boolean => {
    const { parent } = state().selection.$head;
    return hasFocus() && parent.type.name === 'rawBlock' && !isAsRead(parent);
  };

  function check(): void {
    if (wanted === null || isBusy() || isInSource()) return;
    // Not while the editor is within a change of its own.
    setTimeout(() => {
      if (wanted === null || isBusy() || isInSource()) return;
      const { doc, text } = wanted;
      wanted = null;
      if (doc === state().doc) show(text);
    }, 0);
  }

  return {
    want(doc, text) {
      wanted = { doc, text };
      check();
    },
    check,
  };
}
