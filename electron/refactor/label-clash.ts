/** Gives footnotes and link definitions of one note other labels where another note has the same. Pure. */
import { labelKey } from '#shared/markdown/inline-scan.ts';
import type { NoteBlock, NoteLink } from '#shared/markdown/outline.ts';
import { folderOf } from '#shared/model/note-path.ts';
import type { NoteText } from './draft.ts';
import type { TextEdit } from './text-edit.ts';

const DEFINED = /^[ \t]*\[((?:[^\][\\]|\\.)+)\]:[ \t]*\r?\n?[ \t]*(<[^<>\n]*>|\S+)/gmu;
const FOOTNOTE = /\[\^([^\]\s[]+)\]/gu;

/** Edits of `from` after which its text can stand in `into` and means the same. */
export function labelsApart(from: NoteText, into: NoteText): readonly TextEdit[] {
  return [...footnotesApart(from, into), ...referencesApart(from, into)];
}

function footnotesApart(from: NoteText, into: NoteText): readonly TextEdit[] {
  const taken = new Set(into.scan.footnotes.map(({ label }) => labelKey(label)));
  const own = new Set(from.scan.footnotes.map(({ label }) => labelKey(label)));
  const fresh = freeLabels([...own].filter((label) => taken.has(label)), new Set([...taken, ...own]));
  return proseOf(from).flatMap((block) =>
    [...from.text.slice(block.start, block.end).matchAll(FOOTNOTE)].flatMap((found) => {
      const [, label = ''] = found;
      const free = fresh.get(labelKey(label));
      const start = block.start + found.index + 2;
      return free === undefined ? [] : [{ start, end: start + label.length, text: free }];
    }),
  );
}

function referencesApart(from: NoteText, into: NoteText): readonly TextEdit[] {
  const theirs = definitionsOf(into);
  const ours = definitionsOf(from);
  // The same words mean the same file only from the same folder.
  const sameFolder = folderOf(from.path) === folderOf(into.path);
  const isSame = (destination: string, other: string): boolean => destination === other && (sameFolder || /^<?[a-z][a-z0-9+.-]+:/iu.test(destination));
  const clashing = [...ours].filter(([label, { destination }]) => {
    const other = theirs.get(label);
    return other !== undefined && !isSame(destination, other.destination);
  });
  if (clashing.length === 0) return [];
  const fresh = freeLabels(clashing.map(([label]) => label), new Set([...theirs.keys(), ...ours.keys()]));
  const edits: TextEdit[] = [];
  for (const [label, { start, end }] of ours) {
    const free = fresh.get(label);
    if (free !== undefined) edits.push({ start, end, text: free });
  }
  for (const link of from.scan.links) {
    const reference = referenceOf(link);
    const free = reference === null ? undefined : fresh.get(reference.label);
    if (reference !== null && free !== undefined) edits.push({ ...reference.place, text: reference.alone ? `[${free}]` : free });
  }
  return edits;
}

interface Reference {
  readonly label: string;
  /** Where a label is written, or for a link of one label where a second one can be. */
  readonly place: { readonly start: number; readonly end: number };
  readonly alone: boolean;
}

/** `[text][label]`, `[label][]` or `[label]`; null for every other link. */
export function referenceOf(link: NoteLink): Reference | null {
  if (link.kind !== 'markdown') return null;
  const used = /^(!?\[[\s\S]*\])\[([^\]]*)\]$/u.exec(link.raw);
  if (used !== null) {
    const [, words = '', label = ''] = used;
    return {
      label: labelKey(label === '' ? words.replace(/^!?\[|\]$/gu, '') : label),
      place: { start: link.start + words.length + 1, end: link.end - 1 },
      alone: false,
    };
  }
  const alone = /^!?\[((?:[^\][\\]|\\.)*)\]$/u.exec(link.raw);
  return alone === null ? null : { label: labelKey(alone[1] ?? ''), place: { start: link.end, end: link.end }, alone: true };
}

export interface LinkDefinition {
  readonly destination: string;
  /** The label's own place. */
  readonly start: number;
  readonly end: number;
  /** The definition as it is written, its title included. */
  readonly source: string;
}

/** Definitions by label: the first counts. */
export function definitionsOf(note: NoteText): ReadonlyMap<string, LinkDefinition> {
  const found = new Map<string, LinkDefinition>();
  for (const block of note.scan.blocks) {
    if (block.type !== 'definition') continue;
    for (const match of note.text.slice(block.start, block.end).matchAll(DEFINED)) {
      const [whole, label = '', destination = ''] = match;
      const key = labelKey(label);
      const start = block.start + match.index + whole.indexOf('[') + 1;
      if (label.startsWith('^') || found.has(key)) continue;
      const at = block.start + match.index;
      const lineEnd = note.text.indexOf('\n', at + whole.length);
      const source = note.text.slice(at, Math.min(lineEnd === -1 ? block.end : lineEnd, block.end)).trim();
      found.set(key, { destination, start, end: start + label.length, source });
    }
  }
  return found;
}

function freeLabels(labels: readonly string[], taken: Set<string>): ReadonlyMap<string, string> {
  const fresh = new Map<string, string>();
  for (const label of labels) {
    let free = label;
    for (let number = 2; taken.has(free); number += 1) free = `${label}-${number}`;
    taken.add(free);
    fresh.set(label, free);
  }
  return fresh;
}

/** Blocks in which a footnote mark is one. */
export function proseOf(note: NoteText): readonly NoteBlock[] {
  return note.scan.blocks.filter(({ type }) => type !== 'code' && type !== 'math' && type !== 'html');
}
