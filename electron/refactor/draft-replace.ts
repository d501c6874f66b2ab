/** Works out a replacement over the notes that a search finds: reads them in batches, looks in a thread. */
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import type { Note } from '#shared/model/note.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { compileRegex } from '#shared/search/regex.ts';
import type { Replacement } from '#shared/search/replacement.ts';
import type { Indexer } from '../indexer/indexer.ts';
import { findNotes } from '../search/find-notes.ts';
import type { TextSearch } from '../search/text-search.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import type { Draft, DraftNote, NoteText } from './draft.ts';
import { startReplaceThread, type TextPart } from './replace-thread.ts';

/** Notes and characters that the thread is given at once: few enough to be told quickly that it is stuck. */
const batchNotes = 64;
const batchLength = 1_000_000;
/** Time of an expression for one batch. */
const defaultLimitMs = 3000;
/** Plain text takes some milliseconds; a busy machine may need longer. */
const plainLimitMs = 60_000;
/** More than anybody looks through, and more than one record should hold. */
const mostChanges = 50_000;

export interface ReplaceDeps {
  readonly files: VaultFiles;
  readonly indexer: Indexer;
  readonly textSearch: Pick<TextSearch, 'find'>;
  /** How long an expression may take over a part of the notes. */
  readonly replaceLimitMs?: number;
}

type ReplaceFailureCode = 'read-only' | 'nothing-to-do' | 'bad-pattern' | 'too-slow' | 'too-many';
type Request = Extract<RefactorRequest, { kind: 'replace' }>;

interface ReadNote {
  readonly path: VaultPath;
  readonly note: Note;
}

export async function draftReplace(deps: ReplaceDeps, request: Request, signal?: AbortSignal): Promise<Outcome<Draft, ReplaceFailureCode>> {
  if (deps.files.readOnly) return failure('read-only', 'This vault is open for reading only.');
  if (request.rule.regex && compileRegex(request.rule.find, true) === null) return failure('bad-pattern', 'This is no regular expression.');
  // Imported sources are what citations are checked against: they stay as they came.
  const scope = await findNotes({ db: deps.indexer.db(), textSearch: deps.textSearch, ...(signal === undefined ? {} : { signal }) }, { text: request.query, sources: false });
  if (scope.incomplete) return failure('too-slow', 'The search took too long.');
  const notes: DraftNote[] = [];
  const left: Draft['left'][number][] = [];
  let count = 0;
  const thread = startReplaceThread(request.rule, request.rule.regex ? (deps.replaceLimitMs ?? defaultLimitMs) : plainLimitMs);
  try {
    for await (const batch of batches(deps, scope.paths)) {
      if (signal?.aborted === true) return failure('nothing-to-do', 'Given up.');
      const parts = batch.map(({ note }) => partOf(note, request, mostChanges - count + 1));
      const found = await thread.find(parts, signal);
      if (found === null) return failure('too-slow', 'The expression took too long.');
      for (const [index, { path, note }] of batch.entries()) {
        const replacements = found[index] ?? [];
        const [first] = replacements;
        if (first === undefined) continue;
        count += replacements.length;
        if (count > mostChanges) return failure('too-many', `More than ${mostChanges} places would change.`);
        const edits = withLines(note.text, replacements);
        if (note.readOnly === null) notes.push({ note: noteTextOf(path, note), edits });
        else left.push({ path, line: edits[0]?.line ?? 1, reason: 'read-only' });
      }
    }
  } finally {
    await thread.close();
  }
  if (notes.length + left.length === 0) return failure('nothing-to-do', 'This is in none of the notes.');
  return success({ moves: [], created: [], trashed: [], notes, left, named: new Set() });
}

/** Of thousands of notes nobody asks for the scan: it is made for who does. */
function noteTextOf(path: VaultPath, { text, version }: Note): NoteText {
  return { path, text, version, writable: true, get scan() { return scanNote(text); } };
}

function partOf({ text }: Note, { properties }: Request, most: number): TextPart {
  return { text, from: properties ? 0 : (findFrontmatter(text)?.bodyStart ?? 0), most };
}

async function* batches({ files }: ReplaceDeps, paths: readonly VaultPath[]): AsyncGenerator<readonly ReadNote[]> {
  let batch: ReadNote[] = [];
  let length = 0;
  for (const path of paths) {
    const read = await files.readNote(path);
    // What cannot be read is not changed.
    if (!read.ok) continue;
    batch.push({ path, note: read.value });
    length += read.value.text.length;
    if (batch.length < batchNotes && length < batchLength) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

function withLines(text: string, replacements: readonly Replacement[]): DraftNote['edits'] {
  let line = 1;
  let at = 0;
  return replacements.map((replacement) => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < replacement.start; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return { ...replacement, line, optional: true };
  });
}
