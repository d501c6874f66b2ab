/** Reads one file of a vault into what the index keeps of it, on whatever thread asks. It blocks that thread. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeText, versionOf } from '../vault/note-text.ts';
import { maximumNoteBytes } from '../vault/vault-files.ts';
import { noteRows } from './note-rows.ts';
import { packNote, type PackedNote } from './packed-note.ts';

export type NoteProblem = 'not-utf8' | 'too-large' | 'unreadable';

export type NoteReading =
  /** The bytes are those that the index knows. */
  | { readonly kind: 'same' }
  | { readonly kind: 'read'; readonly version: string | null; readonly problem: NoteProblem | null; readonly rows: PackedNote };

export interface NoteToRead {
  readonly path: string;
  readonly sizeBytes: number;
  /** The version that the index has read, if any. */
  readonly known: string | null;
}

export function readNote(root: string, note: NoteToRead): NoteReading {
  if (note.sizeBytes > maximumNoteBytes) return withoutText(note.path, 'too-large');
  let bytes: Buffer;
  try {
    bytes = readFileSync(path.join(root, note.path));
  } catch {
    return withoutText(note.path, 'unreadable');
  }
  const version = versionOf(bytes);
  if (version === note.known) return { kind: 'same' };
  const { text, isUtf8 } = decodeText(bytes);
  return { kind: 'read', version, problem: isUtf8 ? null : 'not-utf8', rows: packNote(noteRows(note.path, text)) };
}

/** It is still found by its name. */
function withoutText(notePath: string, problem: NoteProblem): NoteReading {
  return { kind: 'read', version: null, problem, rows: packNote(noteRows(notePath, '')) };
}
