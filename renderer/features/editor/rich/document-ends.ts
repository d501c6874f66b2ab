/**
 * Ctrl+Home and Ctrl+End (with Shift too): the browser stops short of text that it has not laid out,
 * and in a long note most is not.
 */
import { Plugin, Selection, TextSelection } from '@tiptap/pm/state';

export function documentEnds(): Plugin {
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if ((event.key !== 'Home' && event.key !== 'End') || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
        const { doc, selection, tr } = view.state;
        const end = event.key === 'End' ? Selection.atEnd(doc) : Selection.atStart(doc);
        const next = event.shiftKey ? TextSelection.between(selection.$anchor, end.$head) : end;
        view.dispatch(tr.setSelection(next).scrollIntoView());
        return true;
      },
    },
  });
}
