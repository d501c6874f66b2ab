/** Finds again, from the notes themselves, which messages are in the vault: the state is only a cache. */
import { z } from 'zod';
import { type ImportContext, type ImportSink, stopIfCancelled } from './importer.ts';
import type { ImportState } from './import-state.ts';
import { type ParsedNote, parseNote } from './note-file.ts';

const personLine = z.object({
  id: z.string(),
  names: z.array(z.string()),
  wrote: z.number(),
  addressed: z.number(),
  writtenByOwner: z.number(),
  owner: z.boolean(),
  first: z.string().nullable(),
  last: z.string().nullable(),
});

/**
 * Fills an empty state from `raw/` and this device's address book; does nothing to any other.
 * What notes cannot tell (hashes of what the source said) stays unknown and is taken as unchanged.
 */
export async function restoreState(context: Pick<ImportContext, 'state' | 'signal'>, sink: ImportSink, deviceId: string): Promise<void> {
  const { state, signal } = context;
  if (!state.isEmpty()) return;
  for await (const path of sink.listNotes()) {
    stopIfCancelled(signal);
    const text = await sink.readNote(path);
    const note = text === null ? null : parseNote(text);
    const noteId = note?.frontmatter['id'];
    if (note === null || typeof noteId !== 'string') continue;
    state.transaction(() => {
      if (noteId.startsWith('slack:')) rememberSlackNote(state, noteId, path, note);
      else if (/^(?:mail|gmail):/.test(noteId)) rememberMailNote(state, noteId, path, note);
    });
  }
  const book = await sink.readNote(`.verso/people/${deviceId}.jsonl`);
  state.transaction(() => {
    for (const line of (book ?? '').split('\n')) restorePerson(state, line);
  });
}

/** The key under which a mail is found by its block id, where its Message-ID is no longer known. */
export function blockKey(block: string): string {
  return `block:${block}`;
}

function rememberMailNote(state: ImportState, noteId: string, path: string, note: ParsedNote): void {
  state.rememberNote(noteId, path);
  for (const { block } of note.sections) {
    state.remember({ key: blockKey(block), path, block, hash: null, version: 0, sectionHash: null });
  }
}

function rememberSlackNote(state: ImportState, noteId: string, path: string, note: ParsedNote): void {
  const match = /^(slack:(.+):([^:]+(?::[^:]+)?)):(\d{4}-\d\d-\d\d)$/.exec(noteId);
  const day = match?.[4];
  const channel = /^slack:((?:name:)?[^:]+):((?:name:)?[^:]+)$/.exec(match?.[1] ?? '');
  if (day === undefined || channel === null) return;
  state.rememberNote(noteId, path);
  const folder = path.split('/').slice(0, -1).join('/');
  const workspace = folder.split('/').slice(0, -1).join('/');
  for (const [owner, place] of [
    [`slack:channel:${channel[2]}`, folder],
    [`slack:workspace:${channel[1]}`, workspace],
  ] as const) {
    if (state.notePath(owner) === null && state.noteAt(place) === null) state.rememberNote(owner, place);
  }
  for (const { block } of note.sections) {
    const ts = block.slice(2).replace('-', '.');
    const key = `slack:${channel[1]}:${channel[2]}:${ts}${block.startsWith('p-') ? `#${day}` : ''}`;
    state.remember({ key, path, block, hash: null, version: 0, sectionHash: null });
  }
}

function restorePerson(state: ImportState, line: string): void {
  if (line.trim() === '') return;
  try {
    const parsed = personLine.safeParse(JSON.parse(line));
    if (!parsed.success) return;
    const { first, last, ...person } = parsed.data;
    const time = (text: string | null): number | null => (text === null || Number.isNaN(Date.parse(text)) ? null : Date.parse(text));
    state.restorePerson({ ...person, firstMs: time(first), lastMs: time(last) });
  } catch {
    // A line cut by a crash: the others stand.
  }
}
