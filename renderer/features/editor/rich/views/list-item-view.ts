/** A task's checkbox. Items that are no tasks are drawn by the schema, without a view. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import type { EditorContext } from '../editor-context.ts';

export function listItemView(node: Node, view: EditorView, getPosition: () => number | undefined, context: EditorContext): NodeView {
  const dom = document.createElement('li');
  dom.dir = 'auto';
  if (node.attrs['checked'] === null) return { dom, contentDOM: dom, update: (next) => next.type === node.type && next.attrs['checked'] === null };

  const box = document.createElement('input');
  box.type = 'checkbox';
  const label = document.createElement('span');
  label.className = 'task-box';
  label.contentEditable = 'false';
  label.append(box);
  const contentDOM = document.createElement('div');
  contentDOM.className = 'task-text';
  dom.append(label, contentDOM);

  const show = (shown: Node): void => {
    const mark = String(shown.attrs['checked']);
    dom.className = mark === ' ' ? 'task' : 'task task-done';
    dom.dataset.mark = mark;
    box.checked = mark !== ' ';
    box.disabled = !context.isWritable();
    // Any mark but a space means done; those beside x are the user's own.
    box.indeterminate = mark !== ' ' && mark.toLowerCase() !== 'x';
    box.setAttribute('aria-label', context.say(mark === ' ' ? 'task.open' : 'task.done'));
  };
  box.addEventListener('mousedown', (event) => event.preventDefault());
  box.addEventListener('change', () => {
    const position = getPosition();
    const item = position === undefined ? null : view.state.doc.nodeAt(position);
    if (position === undefined || item === null) return;
    const checked = item.attrs['checked'] === ' ' ? 'x' : ' ';
    view.dispatch(view.state.tr.setNodeAttribute(position, 'checked', checked));
  });
  show(node);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type || next.attrs['checked'] === null) return false;
      show(next);
      return true;
    },
    stopEvent: (event) => event.target === box,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
}
