/** Where the focus and the caret are, to give both back later. */

/** Notes them; the answer puts them back. Null where nothing has the focus. */
export function rememberFocus(): (() => void) | null {
  const before = document.activeElement;
  if (!(before instanceof HTMLElement) || before === document.body) return null;
  const caret = before.isContentEditable ? caretNow() : null;
  return () => {
    before.focus({ preventScroll: true });
    // An editor puts its caret back some time after it has the focus: too late for a key that is pressed at once.
    if (caret !== null && before.contains(caret.anchor) && before.contains(caret.head) && isThere(caret)) {
      document.getSelection()?.setBaseAndExtent(caret.anchor, caret.anchorOffset, caret.head, caret.headOffset);
    }
  };
}

interface Caret {
  readonly anchor: Node;
  readonly anchorOffset: number;
  readonly head: Node;
  readonly headOffset: number;
}

function caretNow(): Caret | null {
  const selection = document.getSelection();
  if (selection === null || selection.anchorNode === null || selection.focusNode === null) return null;
  return { anchor: selection.anchorNode, anchorOffset: selection.anchorOffset, head: selection.focusNode, headOffset: selection.focusOffset };
}

/** The text may have become shorter since. */
function isThere({ anchor, anchorOffset, head, headOffset }: Caret): boolean {
  return anchorOffset <= lengthOf(anchor) && headOffset <= lengthOf(head);
}

function lengthOf(node: Node): number {
  return node.nodeValue?.length ?? node.childNodes.length;
}
