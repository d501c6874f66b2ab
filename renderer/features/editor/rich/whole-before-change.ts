/** Tells, before a key, a paste or a composition changes the text, that it is about to: a long note is read to its end first. */
import { Plugin } from '@tiptap/pm/state';

/** Keys that only look around. */
const quietKeys = /^(?:Arrow(?:Up|Down|Left|Right)|PageUp|PageDown|Home|Shift|Control|Alt|AltGraph|Meta|CapsLock|Escape|F\d+)$/u;

export function wholeBeforeChange(finish: () => void): Plugin {
  const always = (): boolean => {
    finish();
    return false;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown(_view, event) {
          if (!quietKeys.test(event.key) && !(event.key === 'End' && !event.ctrlKey && !event.metaKey)) finish();
          return false;
        },
        beforeinput: always,
        compositionstart: always,
        paste: always,
        drop: always,
      },
    },
  });
}
