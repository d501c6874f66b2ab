/** Plans turning words in notes into links to one note; the words stay as they are written. Pure. */
import { linkTextFor, type LinkIndex, type LinkStyle } from '#shared/markdown/resolve-link.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { lineAt, type Draft, type DraftNote, type NoteText } from './draft.ts';

export interface MentionsInput {
  readonly request: Extract<RefactorRequest, { kind: 'link' }>;
  readonly index: LinkIndex;
  readonly style: LinkStyle;
  readonly notes: readonly NoteText[];
}

/** Places whose words are not there any more are left out. */
export function planMentions({ request, index, style, notes }: MentionsInput): Draft {
  const changed: DraftNote[] = [];
  const left: Draft['left'][number][] = [];
  for (const note of notes) {
    const target = linkTextFor(request.target, note.path, style, index);
    const places = request.places.filter(({ path, start, end, words }) => path === note.path && note.text.slice(start, end) === words);
    if (!note.writable) {
      left.push(...places.map(({ start }) => ({ path: note.path, line: lineAt(note.text, start), reason: 'read-only' as const })));
      continue;
    }
    const edits = places.map(({ start, end, words }) => {
      const line = note.text.slice(note.text.lastIndexOf('\n', start) + 1, start);
      const bar = /^[\s>]*(?:[-*+]\s+)?\|/u.test(line) ? '\\|' : '|';
      return { start, end, text: target === words ? `[[${target}]]` : `[[${target}${bar}${words}]]`, line: lineAt(note.text, start), optional: true };
    });
    if (edits.length > 0) changed.push({ note, edits });
  }
  return { moves: [], created: [], trashed: [], notes: changed, left, named: new Set() };
}
