/** Begins a property: opens the note's fields, which are made where it has none. */
import type { Command } from '@tiptap/pm/state';
import { addPropertyEvent } from './views/frontmatter-view.ts';

export const addProperty: Command = (state, dispatch, view) => {
  const type = state.schema.nodes['frontmatter'];
  if (type === undefined) return false;
  if (dispatch === undefined) return true;
  if (state.doc.firstChild?.type !== type) dispatch(state.tr.insert(0, type.create()));
  view?.nodeDOM(0)?.dispatchEvent(new Event(addPropertyEvent));
  return true;
};
