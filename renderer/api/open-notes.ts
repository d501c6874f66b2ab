/**
 * The notes that are open for editing, so that whoever moves or deletes a file can first have
 * its unsaved text written, and whoever changes a text does so where it is being written.
 */
import { createContext, use, useEffect, useEffectEvent } from 'react';

/** What an open note does for others. */
export interface OpenNote {
  /** Has unsaved text written. */
  flush(): Promise<void>;
  /** Changes the text with one step that undo takes back; `change` answers null to leave it. False where nothing was changed. */
  edit(change: (text: string) => string | null): boolean;
}

export interface OpenNotes {
  /** Registers an open note; the returned function takes it back. */
  register(path: string, note: OpenNote): () => void;
  /** Has unsaved text written: of one note or folder, or of all. */
  flush(path?: string): Promise<void>;
  /** Changes a note in its editor; false where no editor shows it, or it was left as it is. */
  edit(path: string, change: (text: string) => string | null): boolean;
}

export function createOpenNotes(): OpenNotes {
  const notes = new Map<OpenNote, string>();
  return {
    register(path, note) {
      notes.set(note, path);
      return () => notes.delete(note);
    },
    async flush(path) {
      const concerned = [...notes].filter(
        ([, open]) => path === undefined || open === path || open.startsWith(`${path}/`),
      );
      await Promise.allSettled(concerned.map(([note]) => note.flush()));
    },
    edit: (path, change) => [...notes].some(([note, open]) => open === path && note.edit(change)),
  };
}

export const OpenNotesContext = createContext<OpenNotes | null>(null);

export function useOpenNotes(): OpenNotes {
  const notes = use(OpenNotesContext);
  if (notes === null) throw new Error('useOpenNotes needs an OpenNotesContext above it.');
  return notes;
}

/** For the editor: `flush` is called before the file at `path` is moved or deleted. */
export function useOpenNote(path: string, note: OpenNote): void {
  const notes = useOpenNotes();
  const onFlush = useEffectEvent(() => note.flush());
  const onEdit = useEffectEvent((change: (text: string) => string | null) => note.edit(change));
  useEffect(() => notes.register(path, { flush: () => onFlush(), edit: (change) => onEdit(change) }), [notes, path]);
}
