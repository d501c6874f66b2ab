/** Frontmatter: YAML as source, folded to one line until it is wanted. */
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';
import type { EditorContext } from '../editor-context.ts';

export function frontmatterView(node: Node, context: EditorContext): NodeView {
  const dom = document.createElement('div');
  dom.className = 'frontmatter';
  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.contentEditable = 'false';
  toggle.className = 'frontmatter-toggle';
  const source = document.createElement('pre');
  source.spellcheck = false;
  const contentDOM = document.createElement('code');
  source.append(contentDOM);
  dom.append(toggle, source);

  let open = false;
  const show = (shown: Node): void => {
    dom.dataset.open = String(open);
    toggle.setAttribute('aria-expanded', String(open));
    const names = [...shown.textContent.matchAll(/^([^\s#:-][^:\n]*):/gmu)].map((match) => match[1] ?? '');
    toggle.textContent = names.length === 0 ? context.say('properties.none') : context.say('properties.some', { names: names.join(', ') });
  };
  let current = node;
  toggle.addEventListener('mousedown', (event) => event.preventDefault());
  toggle.addEventListener('click', () => {
    open = !open;
    show(current);
  });
  show(node);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      current = next;
      show(next);
      return true;
    },
    stopEvent: (event) => event.target === toggle,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
}
