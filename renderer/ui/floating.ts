/** Whether a dialog or a menu holds the focus: what draws itself behind it may not take it away. */
export function isFocusFloating(): boolean {
  const floating = document.activeElement?.closest('[role=dialog], [role=alertdialog], [role=menu]');
  // One that is closing gives the focus up.
  return floating !== null && floating !== undefined && !floating.hasAttribute('data-closed');
}
