/** The ways to show a note, in the order in which one key goes through them. */
import type { NoteViewProps } from '../../api/view.ts';

export type NoteMode = NonNullable<NoteViewProps['mode']>;

export const noteModes: readonly NoteMode[] = ['editing', 'reading', 'source'];

export function nextMode(mode: NoteMode): NoteMode {
  return noteModes[(noteModes.indexOf(mode) + 1) % noteModes.length] ?? 'editing';
}
