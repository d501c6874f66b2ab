/** A table in a box that scrolls sideways, so that a wide one never widens the page. */
import type { NodeView } from '@tiptap/pm/view';

export function tableView(): NodeView {
  const dom = document.createElement('div');
  dom.className = 'table-scroll';
  dom.tabIndex = -1;
  const table = document.createElement('table');
  const contentDOM = document.createElement('tbody');
  table.append(contentDOM);
  dom.append(table);
  return {
    dom,
    contentDOM,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
}
