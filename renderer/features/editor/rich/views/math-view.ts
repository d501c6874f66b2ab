/** Math in a line: its TeX in a chip until KaTeX, loaded when the first one is seen, has set it. */
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';

export function mathView(node: Node): NodeView {
  const dom = document.createElement('span');
  dom.className = 'math-chip';
  let shown = '';
  const show = (tex: string, display: boolean): void => {
    if (shown === tex) return;
    shown = tex;
    dom.textContent = tex;
    dom.title = tex;
    dom.classList.remove('math-set');
    void import('./set-math.ts').then(({ setMath }) => {
      if (shown !== tex) return;
      const set = setMath(tex, display);
      if (set === null) return;
      dom.classList.add('math-set');
      dom.replaceChildren(set);
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
