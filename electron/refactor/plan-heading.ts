/** Plans other words for a heading, and links to it that follow. Pure. */
import { followHeadings, headingSteps } from '#shared/markdown/heading-path.ts';
import type { LinkIndex } from '#shared/markdown/resolve-link.ts';
import { headingForLink } from '#shared/markdown/wikilink.ts';
import { lineAt, noteWithLinks, type Draft, type DraftEdit, type DraftNote, type NoteText } from './draft.ts';
import { rewriteLinks, type LinkChange } from './link-rewrite.ts';
import type { TextEdit } from './text-edit.ts';

export interface HeadingInput {
  readonly note: NoteText;
  readonly line: number;
  readonly to: string;
  /** The words that links still say, where the note has the new ones already. */
  readonly was: string | undefined;
  readonly index: LinkIndex;
  readonly others: readonly NoteText[];
}

/** Null: no heading stands in that line. */
export function planHeading({ note, line, to, was, index, others }: HeadingInput): Draft | null {
  const at = note.scan.headings.findIndex((heading) => heading.line === line);
  const heading = note.scan.headings[at];
  if (heading === undefined) return null;
  const place = was === undefined ? headingWords(note.text, heading.start, heading.end) : null;
  if (was === undefined && (place === null || !note.writable)) return null;
  const before = note.scan.headings.map((other, index_) => (index_ === at && was !== undefined ? { text: was } : other));
  const after = note.scan.headings.map((other, index_) => (index_ === at ? { text: to } : other));

  const change: LinkChange = {
    before: index,
    after: index,
    end(end) {
      if (end.path !== note.path || end.fragment === '' || end.fragment.startsWith('^')) return end;
      const steps = headingSteps(before, end.fragment);
      const last = steps?.at(-1);
      if (steps === null || last === undefined) return end;
      const unchanged = followHeadings(after, end.fragment) === last;
      if (!steps.includes(at) && unchanged) return end;
      const parts = end.fragment.split('#').filter((part) => part.trim() !== '');
      const renamed = parts.map((part, step) => (steps[step] === at ? headingForLink(to) : part)).join('#');
      // Where other words would be mistaken for another heading, the one above it says which.
      const above = after.slice(0, last).map(({ text }) => `${headingForLink(text)}#${renamed}`).toReversed();
      return { path: end.path, fragment: [renamed, ...above].find((path) => followHeadings(after, path) === last) ?? renamed };
    },
  };

  const own = place === null ? [] : [{ ...place, text: to, line: lineAt(note.text, place.start), optional: false }];
  const links = rewriteLinks(note.text, note.scan, { path: note.path, after: () => note.path }, change);
  const linkEdits: DraftEdit[] = note.writable
    ? links.edits.filter((edit) => place === null || edit.end <= place.start || edit.start >= place.end).map((edit) => ({ ...edit, optional: true }))
    : [];
  const changed: DraftNote[] = own.length + linkEdits.length === 0 ? [] : [{ note, edits: [...own, ...linkEdits] }];
  const left: Draft['left'][number][] = [];
  for (const other of others) {
    const part = noteWithLinks(other, rewriteLinks(other.text, other.scan, { path: other.path, after: () => other.path }, change));
    if (part.note !== null) changed.push(part.note);
    left.push(...part.left);
  }
  return { moves: [], created: [], trashed: [], notes: changed, left, named: new Set([note.path]) };
}

/** Where the words of a heading stand, without its marks and its block id. */
function headingWords(text: string, start: number, end: number): Pick<TextEdit, 'start' | 'end'> | null {
  const source = text.slice(start, end);
  const atx = /^([ \t]*#{1,6}[ \t]+)(\S[^\r\n]*?)([ \t]+\^[A-Za-z0-9-]+)?([ \t]+#+)?[ \t]*$/u.exec(source.replace(/[\r\n]+$/u, ''));
  const setext = atx === null ? /^([ \t]*)(\S[^\r\n]*?)([ \t]+\^[A-Za-z0-9-]+)?[ \t]*\r?\n[ \t]*(?:=+|-+)/u.exec(source) : null;
  const found = atx ?? setext;
  if (found === null) return null;
  const from = start + (found[1] ?? '').length;
  return { start: from, end: from + (found[2] ?? '').length };
}
