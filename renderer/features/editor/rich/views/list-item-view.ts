/** A task's checkbox. Items that are no tasks are drawn by the schema, without a view. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { pickTaskMark } from '../block-kind.ts';
import type { EditorContext } from '../editor-context.ts';
import { isOver, taskMarkKey } from '../task-marks.ts';

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
    const done = mark === 'x' || mark === 'X';
    dom.className = isOver(mark) ? 'task task-done' : 'task';
    dom.dataset.mark = mark;
    box.checked = done;
    box.disabled = !context.isWritable();
    // Neither open nor done: the mark itself is shown, and it is named.
    box.indeterminate = mark !== ' ' && !done;
    label.dataset.mark = box.indeterminate ? mark : '';
    const key = taskMarkKey(mark);
    const name = key === null ? context.say('task.other', { mark }) : context.say(`task.marks.${key}`);
    box.setAttribute('aria-label', context.say('task.label', { mark: name }));
    if (box.indeterminate) box.title = name;
    else box.removeAttribute('title');
  };
  box.addEventListener('mousedown', (event) => event.preventDefault());
  box.addEventListener('change', () => {
    const position = getPosition();
    const item = position === undefined ? null : view.state.doc.nodeAt(position);
    if (position === undefined || item === null) return;
    const checked = item.attrs['checked'] === ' ' ? 'x' : ' ';
    view.dispatch(view.state.tr.setNodeAttribute(position, 'checked', checked));
  });
  label.addEventListener('contextmenu', (event) => {
    const position = getPosition();
    if (position === undefined || !view.editable) return;
    event.preventDefault();
    pickTaskMark(view, position, label.getBoundingClientRect(), context);
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
    stopEvent: (event) => event.target === box || event.target === label,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
}
