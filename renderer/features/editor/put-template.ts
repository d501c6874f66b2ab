/** Puts a filled template into the note that an editor shows, as one step. */
import { insertTemplate, type TemplatePlace, type TemplateText } from '#shared/markdown/insert-template.ts';
import type { EditorHandle } from './editor-handle.ts';
import type { NoteSession } from './session/session-contract.ts';
import { offsetAt } from './source-place.ts';

/** The properties of the template that the note could not take. */
export function putTemplate(session: NoteSession, handle: EditorHandle, template: TemplateText): readonly string[] {
  let left: readonly string[] = [];
  if (handle.rich?.insertInLine(template) !== true) {
    session.edit((note) => {
      const done = insertTemplate(note, placeIn(handle, note), template);
      ({ left } = done);
      return done;
    }, handle.rich ?? handle.source ?? undefined);
  }
  handle.focus();
  return left;
}

/** In the source, a template goes where the caret is, as it is written. */
function placeIn(handle: EditorHandle, note: string): TemplatePlace {
  if (handle.rich !== null) return handle.rich.gapAtCaret();
  const selected = handle.selection() ?? { from: handle.caret(), to: handle.caret() };
  return { from: offsetAt(note, selected.from), to: offsetAt(note, selected.to), between: false };
}
