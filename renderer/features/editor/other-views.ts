/** Where the views of a note stand, so that a second one can begin where the first one is. */
import { useEffect, useEffectEvent } from 'react';
import { useWindowMemory } from '../../api/window-memory.ts';
import type { KeptView } from './kept-view.ts';
import type { NoteSession } from './session/session-contract.ts';

type Look = () => KeptView | null;

/** Tells the others where this view stands; the returned function asks another one, if there is one. */
export function useOtherViews(session: NoteSession, look: Look): () => KeptView | null {
  const views = useWindowMemory().of('editor.views', () => new WeakMap<NoteSession, Set<Look>>());
  const lookHere = useEffectEvent(look);
  useEffect(() => {
    const here: Look = () => lookHere();
    const all = views.get(session) ?? new Set();
    views.set(session, all.add(here));
    return () => {
      all.delete(here);
    };
  }, [session, views]);
  return () => {
    for (const other of views.get(session) ?? []) {
      const view = other();
      if (view !== null) return view;
    }
    return null;
  };
}
