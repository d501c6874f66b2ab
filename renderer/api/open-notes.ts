/**
 * The notes that are open for editing, so that whoever moves or deletes a file can first have
 * its unsaved text written.
 */
import { createContext, use, useEffect, useEffectEvent } from 'react';

export interface OpenNotes {
  /** Registers a note's writer; the returned function takes it back. */
  register(path: string, flush: () => Promise<void>): () => void;
  /** Has unsaved text written: of one note or folder, or of all. */
  flush(path?: string): Promise<void>;
}

export function createOpenNotes(): OpenNotes {
  const writers = new Map<() => Promise<void>, string>();
  return {
    register(path, flush) {
      writers.set(flush, path);
      return () => writers.delete(flush);
    },
    async flush(path) {
      const concerned = [...writers].filter(
        ([, open]) => path === undefined || open === path || open.startsWith(`${path}/`),
      );
      await Promise.allSettled(concerned.map(([flush]) => flush()));
    },
  };
}

export const OpenNotesContext = createContext<OpenNotes | null>(null);

export function useOpenNotes(): OpenNotes {
  const notes = use(OpenNotesContext);
  if (notes === null) throw new Error('useOpenNotes needs an OpenNotesContext above it.');
  return notes;
}

/** For the editor: `flush` is called before the file at `path` is moved or deleted. */
export function useFlushBeforeMove(path: string, flush: () => Promise<void>): void {
  const notes = useOpenNotes();
  const onFlush = useEffectEvent(flush);
  useEffect(() => notes.register(path, () => onFlush()), [notes, path]);
}
