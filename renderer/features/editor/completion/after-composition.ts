/** Lets completion look at what an input method has just put in: the end of a composition is no change of its own. */
import { Plugin } from '@tiptap/pm/state';

/** ProseMirror reads the composed text from the page some 20 ms after its end. */
const settledMs = 40;

export function afterComposition(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionend(view) {
          setTimeout(() => {
            if (!view.isDestroyed && !view.composing) view.dispatch(view.state.tr.setMeta('addToHistory', false));
          }, settledMs);
          return false;
        },
      },
    },
  });
}
