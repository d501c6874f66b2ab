/** Inline syntax that is kept as source or stands for something elsewhere: HTML, comments, footnotes. */
import type { Node } from '@tiptap/pm/model';
import type { Decoration, NodeView } from '@tiptap/pm/view';
import type { EditorContext } from '../editor-context.ts';
import { footnoteNumber } from '../footnotes.ts';

export function sourceChipView(node: Node, decorations: readonly Decoration[], context: EditorContext): NodeView {
  const type = node.type.name;
  const dom = document.createElement(type === 'footnoteRef' ? 'sup' : 'span');
  dom.className = `chip chip-${type}`;
  const show = (shown: Node, decorated: readonly Decoration[]): void => {
    const attribute = (name: string): string => (typeof shown.attrs[name] === 'string' ? shown.attrs[name] : '');
    switch (type) {
      case 'footnoteRef':
        dom.textContent = footnoteNumber(decorated) ?? attribute('label');
        dom.dataset.footnote = attribute('label');
        return;
      case 'inlineFootnote':
        dom.textContent = attribute('text');
        dom.title = context.say('footnote.inline');
        return;
      case 'comment':
        dom.textContent = attribute('text');
        dom.title = context.say('comment');
        return;
      default:
        dom.textContent = attribute('source');
        dom.title = context.say('source');
    }
  };
  show(node, decorations);
  return {
    dom,
    update(next, decorated) {
      if (next.type !== node.type) return false;
      show(next, decorated);
      return true;
    },
    ignoreMutation: () => true,
  };
}
