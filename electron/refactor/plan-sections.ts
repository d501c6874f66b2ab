/** Plans taking parts out of a note into notes of their own: a selection, or each section of a level. Pure. */
import { followHeadings, headingParts } from '#shared/markdown/heading-path.ts';
import { labelKey } from '#shared/markdown/inline-scan.ts';
import { scanNote, type NoteFootnote } from '#shared/markdown/outline.ts';
import { linkTextFor, type LinkIndex, type LinkStyle } from '#shared/markdown/resolve-link.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { changedIndex, lineAt, lineEndOf, noteWithLinks, type Draft, type DraftEdit, type DraftNote, type NoteText } from './draft.ts';
import { definitionsOf, proseOf, referenceOf } from './label-clash.ts';
import { rewriteLinks, type LinkChange, type LinkEnd } from './link-rewrite.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

/** A stretch of the note that becomes the note at `path`. */
export interface Section {
  readonly start: number;
  readonly end: number;
  readonly path: VaultPath;
}

export interface SectionsInput {
  readonly note: NoteText;
  /** In the order of the text, apart from each other. */
  readonly sections: readonly Section[];
  readonly leave: 'link' | 'embed';
  /** Links that are left behind stand in a list. */
  readonly asList: boolean;
  readonly style: LinkStyle;
  readonly index: LinkIndex;
  /** Other notes that may hold links to this one, or use a name that is taken now. */
  readonly others: readonly NoteText[];
}

export function planSections(input: SectionsInput): Draft {
  const { note, leave, style, index, others } = input;
  const sections = input.sections.map((section) => ({ ...section, ...trimmed(note.text, section) }));
  const change: LinkChange = { before: index, after: changedIndex(index, [], sections.map(({ path }) => path)), end: (end) => endAfter(note, sections, end) };
  const holderOf = (offset: number): string => sectionAt(sections, offset)?.path ?? note.path;
  const links = rewriteLinks(note.text, note.scan, { path: note.path, after: holderOf }, change);
  const eol = lineEndOf(note.text);
  const notes = footnotePlaces(note, sections);
  const definitions = (home: Section | null): readonly string[] => definitionsMissing(note, sections, home);

  const created = sections.map((section) => {
    const own = links.edits.filter((edit) => within(section, edit.start));
    const text = applyEdits(note.text.slice(section.start, section.end), own.map((edit) => ({ ...edit, start: edit.start - section.start, end: edit.end - section.start })));
    const brought = [...notes.neededBy(section).map((footnote) => sourceOf(note, footnote)), ...definitions(section)].map((source) => definitionIn(source, note.path, section.path, change));
    return { path: section.path, text: [withoutIndent(text), ...brought].join(eol + eol) + eol };
  });
  const edits: DraftEdit[] = links.edits.filter((edit) => sectionAt(sections, edit.start) === null).map((edit) => ({ ...edit, optional: false }));
  for (const section of sections) {
    const target = linkTextFor(section.path, note.path, style, change.after);
    const link = `${leave === 'embed' ? '!' : ''}[[${target}]]`;
    edits.push({ start: section.start, end: section.end, text: input.asList && leave === 'link' ? `- ${link}` : link, line: lineAt(note.text, section.start), optional: false });
  }
  edits.push(...notes.leaving(edits).map((edit) => ({ ...edit, line: lineAt(note.text, edit.start), optional: false })));
  const back = definitions(null).map((source) => definitionIn(source, note.path, note.path, change));
  if (back.length > 0) edits.push({ start: note.text.length, end: note.text.length, text: `${note.text.endsWith('\n') ? '' : eol}${eol}${back.join(eol)}${eol}`, line: lineAt(note.text, note.text.length), optional: false });

  const changed: DraftNote[] = [{ note, edits: joinNeighbours(note.text, edits, input.asList && leave === 'link') }];
  const left: Draft['left'][number][] = links.lost.map((line) => ({ path: note.path, line, reason: 'no-such-link' }));
  for (const other of others) {
    const part = noteWithLinks(other, rewriteLinks(other.text, other.scan, { path: other.path, after: () => other.path }, change));
    if (part.note !== null) changed.push(part.note);
    left.push(...part.left);
  }
  return { moves: [], created, trashed: [], notes: changed, left, named: new Set([note.path]) };
}

/** The sections under headings of a level, each until the next heading of this level or above. */
export function sectionsOf(note: NoteText, level: number): readonly { readonly start: number; readonly end: number; readonly title: string }[] {
  const tops = new Set(note.scan.blocks.filter(({ type }) => type === 'heading').map(({ start }) => start));
  const headings = note.scan.headings.filter((heading) => tops.has(heading.start));
  return headings.flatMap((heading, at) => {
    if (heading.level !== level) return [];
    const next = headings.slice(at + 1).find((other) => other.level <= level);
    return [{ start: heading.start, end: next?.start ?? note.text.length, title: heading.text }];
  });
}

function endAfter(note: NoteText, sections: readonly Section[], end: LinkEnd): LinkEnd {
  if (end.path !== note.path || end.fragment === '') return end;
  if (end.fragment.startsWith('^')) {
    const id = end.fragment.slice(1).toLowerCase();
    const block = note.scan.blockIds.find((candidate) => candidate.id.toLowerCase() === id);
    const section = block === undefined ? null : sectionAt(sections, block.start);
    return section === null ? end : { path: section.path, fragment: end.fragment };
  }
  const { headings } = note.scan;
  const at = followHeadings(headings, end.fragment);
  const heading = at === null ? undefined : headings[at];
  if (heading === undefined) return end;
  const section = sectionAt(sections, heading.start);
  const here = headings.filter((other) => sectionAt(sections, other.start) === section);
  const wanted = here.indexOf(heading);
  const parts = headingParts(end.fragment);
  // The whole path where all of it came along, else as much of its end as leads there.
  const paths = parts.map((_, from) => parts.slice(from).join('#'));
  const fragment = [end.fragment, ...paths].find((path) => followHeadings(here, path) === wanted) ?? end.fragment;
  return { path: section?.path ?? note.path, fragment };
}

function within(section: Section, offset: number): boolean {
  return offset >= section.start && offset < section.end;
}

function sectionAt(sections: readonly Section[], offset: number): Section | null {
  return sections.find((section) => within(section, offset)) ?? null;
}

function trimmed(text: string, { start, end }: Section): { readonly start: number; readonly end: number } {
  const part = text.slice(start, end);
  const blank = /^(?:[ \t]*\r?\n)*/u.exec(part)?.[0].length ?? 0;
  return { start: start + blank, end: start + Math.max(blank, part.trimEnd().length) };
}

/** A selection out of a nested list stands at the margin in its own note. */
function withoutIndent(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/u.exec(line)?.[0] ?? '');
  const [first = ''] = indents;
  if (first === '' || !indents.every((indent) => indent.startsWith(first))) return text;
  return lines.map((line) => line.slice(line.trim() === '' ? 0 : first.length)).join('\n');
}

/** Links that follow each other in the place of whole sections stand as one list. */
function joinNeighbours(text: string, edits: readonly DraftEdit[], asList: boolean): readonly DraftEdit[] {
  if (!asList) return edits;
  const sorted = edits.toSorted((a, b) => a.start - b.start);
  return sorted.flatMap((edit, at) => {
    const next = sorted[at + 1];
    const gap = next === undefined ? '' : text.slice(edit.end, next.start);
    if (next === undefined || gap.trim() !== '' || !edit.text.startsWith('- [[') || !next.text.startsWith('- [[')) return [edit];
    const eol = lineEndOf(text);
    return gap === eol ? [edit] : [edit, { start: edit.end, end: next.start, text: eol, line: edit.line, optional: false }];
  });
}

/** Definitions that links in one place need and that stand in another. */
function definitionsMissing(note: NoteText, sections: readonly Section[], home: Section | null): readonly string[] {
  const missing = new Map<string, string>();
  const defined = definitionsOf(note);
  for (const link of note.scan.links) {
    if (sectionAt(sections, link.start) !== home) continue;
    const reference = referenceOf(link);
    const definition = reference === null ? undefined : defined.get(reference.label);
    if (reference !== null && definition !== undefined && sectionAt(sections, definition.start) !== home) missing.set(reference.label, definition.source);
  }
  return [...missing.values()];
}

/** A definition copied to another note, leading where it led. */
function definitionIn(source: string, from: string, to: string, change: LinkChange): string {
  const { edits } = rewriteLinks(source, scanNote(source), { path: from, after: () => to }, change);
  return applyEdits(source, edits);
}

interface FootnotePlaces {
  /** Footnotes that a section uses and does not hold. */
  neededBy(section: Section): readonly NoteFootnote[];
  /** What happens to footnotes of the note: gone where nothing uses them any more, copied back where they left. */
  leaving(edits: readonly TextEdit[]): readonly TextEdit[];
}

function footnotePlaces(note: NoteText, sections: readonly Section[]): FootnotePlaces {
  const definitions = new Map<string, NoteFootnote>();
  for (const footnote of note.scan.footnotes) if (!definitions.has(labelKey(footnote.label))) definitions.set(labelKey(footnote.label), footnote);
  /** Where each footnote is used, outside of its own definition. */
  const uses: { readonly key: string; readonly at: number }[] = [];
  for (const block of proseOf(note)) {
    for (const found of note.text.slice(block.start, block.end).matchAll(/\[\^([^\]\s[]+)\]/gu)) {
      const at = block.start + found.index;
      const key = labelKey(found[1] ?? '');
      if (definitions.has(key) && definitions.get(key)?.start !== at) uses.push({ key, at });
    }
  }
  const usedIn = (key: string, section: Section | null): boolean => uses.some((use) => use.key === key && sectionAt(sections, use.at) === section);
  return {
    neededBy: (section) =>
      [...definitions].filter(([key, footnote]) => usedIn(key, section) && sectionAt(sections, footnote.start) !== section).map(([, footnote]) => footnote),
    leaving(edits) {
      const eol = lineEndOf(note.text);
      const result: TextEdit[] = [];
      const back: string[] = [];
      for (const [key, footnote] of definitions) {
        const home = sectionAt(sections, footnote.start);
        if (home !== null && usedIn(key, null)) back.push(sourceOf(note, footnote));
        const gone = home === null && !usedIn(key, null) && sections.some((section) => usedIn(key, section));
        if (!gone) continue;
        const range = { start: footnote.start, end: endWithLine(note.text, footnote.end) };
        if (edits.every((edit) => edit.end <= range.start || edit.start >= range.end)) result.push({ ...range, text: '' });
      }
      if (back.length > 0) result.push({ start: note.text.length, end: note.text.length, text: `${note.text.endsWith('\n') ? '' : eol}${eol}${back.join(eol)}${eol}` });
      return result;
    },
  };
}

function sourceOf(note: NoteText, footnote: NoteFootnote): string {
  return note.text.slice(footnote.start, footnote.end).trimEnd();
}

function endWithLine(text: string, end: number): number {
  const rest = /^[ \t]*(?:\r?\n)?/u.exec(text.slice(end))?.[0].length ?? 0;
  return end + rest;
}
