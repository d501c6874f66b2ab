/** Math in a line: its TeX in a chip until KaTeX, loaded when the first one is seen, has set it. */
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';

export function mathView(node: Node): NodeView {
  const dom = document.createElement('span');
  dom.className = 'math-chip';
  let shown = '';
  const show = (tex: string, display: boolean): void => {
    const key = `${display} ${tex}`;
    if (shown === key) return;
    shown = key;
    dom.textContent = tex;
    dom.title = tex;
    dom.classList.remove('math-set', 'math-wrong');
    void import('./set-math.ts').then(({ setMath }) => {
      if (shown !== key) return;
      const rendered = setMath(tex, display);
      if (rendered.kind === 'problem') {
        // The TeX stays in sight, with what is wrong about it.
        dom.classList.add('math-wrong');
        dom.title = rendered.text;
        return;
      }
      dom.classList.add('math-set');
      dom.replaceChildren(rendered.element);
    });
  };
  show(String(node.attrs['tex']), node.attrs['display'] === true);
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      show(String(next.attrs['tex']), next.attrs['display'] === true);
      return true;
    },
    ignoreMutation: () => true,
  };
}

/** The formula of half-written source, dollars included; what is wrong with it, in words. */
export function mathPreview(source: string): HTMLElement {
  const dom = document.createElement('span');
  dom.className = 'open-preview';
  dom.contentEditable = 'false';
  const display = source.startsWith('$$');
  const tex = source.replace(/^\$\$?|\$\$?$/gu, '');
  void import('./set-math.ts').then(({ setMath }) => {
    const rendered = setMath(tex, display);
    dom.classList.toggle('source-problem', rendered.kind === 'problem');
    if (rendered.kind === 'shown') dom.replaceChildren(rendered.element);
    else dom.textContent = rendered.text;
  });
  return dom;
}
