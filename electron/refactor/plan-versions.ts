/** Plans what becomes of a copy that a sync tool left: its text goes into the note, and the copy to the trash. Pure. */
import { diffIndices } from 'node-diff3';
import { mergeVersions } from '#shared/markdown/two-versions.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { lineAt, type Draft, type DraftEdit, type NoteText } from './draft.ts';

export interface VersionsInput {
  readonly copy: NoteText;
  readonly into: NoteText;
  readonly keep: Extract<RefactorRequest, { kind: 'versions' }>['keep'];
  /** Earlier texts of the note, the newest first. */
  readonly older: readonly string[];
}

export function planVersions({ copy, into, keep, older }: VersionsInput): Draft {
  const text = keep === 'mine' ? into.text : keep === 'theirs' ? copy.text : mergeVersions(into.text, copy.text, older).text;
  const edits = lineEdits(into.text, text);
  return {
    moves: [],
    created: [],
    trashed: [{ path: copy.path, version: copy.version }],
    notes: edits.length === 0 ? [] : [{ note: into, edits }],
    left: [],
    named: new Set([copy.path, into.path]),
  };
}

/** One edit for each run of lines that differs, so that undo finds each again in a text that has gone on. */
function lineEdits(before: string, after: string): readonly DraftEdit[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const starts = [0];
  for (const line of old) starts.push((starts.at(-1) ?? 0) + line.length);
  return diffIndices(old, now).map(({ buffer1: [from, length], buffer2Content }) => {
    const start = starts[from] ?? before.length;
    return { start, end: starts[from + length] ?? before.length, text: buffer2Content.join(''), line: lineAt(before, start), optional: false };
  });
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
}
