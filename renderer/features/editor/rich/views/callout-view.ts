/**
 * A callout: folded and unfolded for the eye only, its kind chosen from a list. What stands in the
 * file (`+`, `-` or nothing) says how it begins and changes only when the person changes it.
 */
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import type { Decoration, EditorView, NodeView } from '@tiptap/pm/view';
import { pickCallout } from '../block-kind.ts';
import { calloutKindOf } from '../callout-kinds.ts';
import { holdsCaret } from '../caret-block.ts';
import type { EditorContext } from '../editor-context.ts';
import { createButton, createElement } from './dom-parts.ts';

export function calloutView(node: Node, view: EditorView, getPosition: () => number | undefined, decorations: readonly Decoration[], context: EditorContext): NodeView {
  const dom = createElement('div', '');
  dom.dataset.type = 'callout';
  const contentDOM = createElement('div', 'callout-content');
  const kind = createButton('callout-kind edit-only', '', () => {
    const position = getPosition();
    if (position !== undefined && view.editable) pickCallout(view, position, kind.getBoundingClientRect(), context);
  });
  const name = createElement('span', 'callout-name');
  name.contentEditable = 'false';
  name.setAttribute('aria-hidden', 'true');
  const fold = createButton('callout-fold', context.say('callout.toggle'), () => setFolded(!folded), 'chevron-down');
  dom.append(kind, name, contentDOM, fold);

  let current = node;
  let folded = node.attrs['fold'] === '-';
  const setFolded = (next: boolean): void => {
    folded = next;
    // A caret in what is hidden would type unseen.
    const position = getPosition();
    const { from, to } = view.state.selection;
    const title = current.firstChild;
    if (folded && position !== undefined && title !== null && from < position + current.nodeSize && to > position + 1 + title.nodeSize) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, position + 1 + title.nodeSize - 1)));
    }
    show();
  };
  const show = (): void => {
    const [written = '', metadata] = String(current.attrs['kind']).split('|');
    const foldable = current.attrs['fold'] === '+' || current.attrs['fold'] === '-';
    dom.dataset.kind = written;
    if (metadata === undefined) delete dom.dataset.metadata;
    else dom.dataset.metadata = metadata;
    dom.dataset.folded = String(foldable && folded);
    fold.hidden = !foldable || current.childCount < 2;
    fold.setAttribute('aria-expanded', String(!folded));
    const label = context.say(`callout.kinds.${calloutKindOf(written)}`);
    kind.setAttribute('aria-label', context.say('callout.kind', { kind: label }));
    kind.title = context.say('callout.kind', { kind: label });
    // Without a title of its own a callout is called by its kind, as written.
    name.textContent = current.firstChild?.content.size === 0 ? written.charAt(0).toUpperCase() + written.slice(1).toLowerCase() : '';
  };
  if (holdsCaret(decorations)) folded = false;
  show();
  return {
    dom,
    contentDOM,
    update(next, decorated) {
      if (next.type !== node.type) return false;
      const reset = next.attrs['fold'] !== current.attrs['fold'];
      current = next;
      if (reset) folded = next.attrs['fold'] === '-';
      // Search, links and the arrows lead into it: what holds the caret is in sight.
      if (folded && holdsCaret(decorated)) folded = false;
      show();
      return true;
    },
    stopEvent: (event) => event.target instanceof globalThis.Node && (fold.contains(event.target) || kind.contains(event.target)),
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
}
