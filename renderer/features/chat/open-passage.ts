/** Opens a passage where it stands: its block, or the line on which it begins. */
import { useCallback } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useCore } from '../../api/core.ts';
import { useNavigation } from '../../api/navigation.ts';

export interface PassagePlace {
  readonly path: VaultPath;
  readonly blockId: string | null;
  /** UTF-16 offset in the note's text. */
  readonly start: number;
}

export function useOpenPassage(): (place: PassagePlace, newTab: boolean) => Promise<void> {
  const core = useCore();
  const navigation = useNavigation();
  return useCallback(
    async (place, newTab) => {
      const note = await core.call('note.read', { path: place.path });
      // The block id survives edits above it; the offset is exact within a section.
      const line = note.ok ? lineAt(note.value.text, place.start) : null;
      navigation.openNote(place.path, {
        newTab,
        ...(line !== null ? { line } : place.blockId === null ? {} : { fragment: `^${place.blockId}` }),
      });
    },
    [core, navigation],
  );
}

/** The line, from 1, that holds a UTF-16 offset; the last line for an offset beyond the end. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}
