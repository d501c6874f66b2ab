/** The text of a footnote, with the way back to where it is referred to. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import type { EditorContext } from '../editor-context.ts';
import { goToReference } from '../footnote-commands.ts';
import { createButton, createElement } from './dom-parts.ts';

export function footnoteView(node: Node, view: EditorView, context: EditorContext): NodeView {
  const dom = createElement('div', '');
  dom.dataset.type = 'footnote';
  const contentDOM = createElement('div', 'footnote-content');
  let label = '';
  const back = createButton('footnote-back', context.say('footnote.back'), () => goToReference(view, label), 'corner-left-up');
  dom.append(contentDOM, back);
  const show = (shown: Node): void => {
    label = String(shown.attrs['label']);
    dom.dataset.label = label;
  };
  show(node);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      show(next);
      return true;
    },
    stopEvent: (event) => event.target instanceof globalThis.Node && back.contains(event.target),
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
}
