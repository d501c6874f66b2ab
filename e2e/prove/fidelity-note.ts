/**
 * What the fidelity proofs ask of one note: nothing changes without an edit, an edit changes the
 * lines of its paragraph and no other, and a session of edits saves, undoes and stays.
 */
import { Transform } from '@tiptap/pm/transform';
import type { Schema } from '@tiptap/pm/model';
import { checkFidelity, checkLoaded } from '#shared/document/fidelity.ts';
import { loadMarkdown, type LoadedNote } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { applyRandomEdit, type Draw } from '#shared/document/testing/random-edit.ts';
import { lineFinder, sourcePlaces, type SourcePlace } from '#shared/document/testing/source-places.ts';
import { variantsOf } from '../fixture-vaults.ts';

/** What was counted, by name. */
export type Counts = Record<string, number>;

export interface Findings {
  readonly counts: Counts;
  /** In words, with the note's name. */
  readonly problems: string[];
  /** Names of the notes that are not UTF-8: they open read-only, so nothing is asked of them. */
  readonly notUtf8: string[];
}

/** How much is asked of each note beside opening and saving it as it is. */
export interface NoteQuestions {
  readonly variants: boolean;
  /** Edits of one paragraph each, each from the note as it was. */
  readonly edits: number;
  /** Edits of any kind, one upon the other. */
  readonly sessionEdits: number;
  /** Editing commands, each from the note as it was; a long note gets fewer. */
  readonly commands: number;
}

export function noFindings(): Findings {
  return { counts: {}, problems: [], notUtf8: [] };
}

export function count(findings: Findings, name: string, by = 1): void {
  findings.counts[name] = (findings.counts[name] ?? 0) + by;
}

/** Above this a session of many saves would take minutes on one note. */
const MAX_SESSION_LENGTH = 60_000;

/** Opened and saved as it is, its bytes stay. */
export function proveUnedited(name: string, text: string, loaded: LoadedNote, findings: Findings): void {
  const report = checkLoaded(loaded, text);
  count(findings, 'notes');
  count(findings, 'blocks', report.blocks);
  count(findings, 'raw blocks', report.rawBlocks);
  if (report.identical) count(findings, 'notes identical');
  else findings.problems.push(`${name}: differs at line ${report.difference?.line ?? 0} without an edit`);
}

/** The same as other machines would have written it. */
export function proveVariants(name: string, text: string, schema: Schema, findings: Findings): void {
  for (const [variant, each] of Object.entries(variantsOf(text))) {
    count(findings, 'variants');
    const report = checkFidelity(each, schema);
    if (report.identical) count(findings, 'variants identical');
    else findings.problems.push(`${name} (${variant}): differs at line ${report.difference?.line ?? 0} without an edit`);
  }
}

/** One word typed into, or one character deleted from, one random paragraph: its lines change and no other, and only one of them. */
export function proveOneEdit(name: string, text: string, loaded: LoadedNote, draw: Draw, findings: Findings): void {
  const paragraphs = sourcePlaces(loaded).filter(({ node }) => node.type.name === 'paragraph' && node.content.size > 0);
  const place = paragraphs[draw(paragraphs.length)];
  if (place === undefined) {
    count(findings, 'notes without a paragraph');
    return;
  }
  const edited = editText(loaded, place, draw);
  const saved = saveMarkdown(loaded, edited.doc);
  count(findings, 'edits');
  if (saved.verified) count(findings, 'edits verified');
  else findings.problems.push(`${name}: ${edited.kind} in line ${lineFinder(text)(place.block.start) + 1} is not verified`);
  const { changed, isOutside } = changesIn(text, saved.text, place, loaded.bom ? 1 : 0);
  if (isOutside) findings.problems.push(`${name}: ${edited.kind} in line ${lineFinder(text)(place.block.start) + 1} changes other lines`);
  else count(findings, 'edits within their paragraph');
  if (changed === 1) count(findings, 'edits of one line');
}

function editText(loaded: LoadedNote, { node, pos }: SourcePlace, draw: Draw): { readonly doc: LoadedNote['doc']; readonly kind: string } {
  const transform = new Transform(loaded.doc);
  const at = draw(node.content.size + 1);
  const doomed = node.childAfter(at);
  // A whole paragraph of one character would be gone, and a break takes a line with it.
  if (draw(3) === 0 && doomed.node?.isText === true && node.content.size > 1) {
    return { doc: transform.delete(pos + 1 + at, pos + 2 + at).doc, kind: 'a deletion' };
  }
  const { schema } = loaded.doc.type;
  const marks = loaded.doc.resolve(pos + 1 + at).marks();
  return { doc: transform.insert(pos + 1 + at, schema.text(draw(2) === 0 ? ' zebra' : 'zebra', marks)).doc, kind: 'an insertion' };
}

function changesIn(before: string, after: string, { block }: SourcePlace, shift: number): { readonly changed: number; readonly isOutside: boolean } {
  const lineOf = lineFinder(before);
  const first = lineOf(block.start + shift);
  const last = lineOf(Math.max(block.start, block.end - 1) + shift);
  const left = before.split('\n');
  const right = after.split('\n');
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  return { changed: Math.max(left.length - start - end, right.length - start - end), isOutside: start < first || left.length - end - 1 > last };
}

/** Random edits of every kind, each saved: stable, verified, and undone to the same bytes. */
export function proveSession(name: string, text: string, loaded: LoadedNote, edits: number, draw: Draw, findings: Findings): void {
  if (text.length > MAX_SESSION_LENGTH) return;
  const transform = new Transform(loaded.doc);
  for (let done = 0; done < edits; done += 1) {
    const kind = applyRandomEdit(transform, draw);
    if (kind === null) continue;
    try {
      transform.doc.check();
    } catch {
      return;
    }
    const saved = saveMarkdown(loaded, transform.doc);
    count(findings, 'random edits');
    count(findings, `saved at the grain of ${saved.level}`);
    if (saved.verified) count(findings, 'random edits verified');
    if (checkFidelity(saved.text, loaded.doc.type.schema).identical) count(findings, 'random edits stable');
    else findings.problems.push(`${name}: the result of ${kind} does not save as itself`);
    // The editor loads the note again where a save is not what it shows.
    if (!saved.verified) break;
  }
  count(findings, 'sessions');
  const undone = new Transform(transform.doc).replaceWith(0, transform.doc.content.size, loaded.doc.content);
  if (saveMarkdown(loaded, undone.doc).text === text) count(findings, 'sessions undone');
  else findings.problems.push(`${name}: undoing everything does not give the same bytes`);
}

/** Loads a note and runs what is asked of it. */
export function proveNote(name: string, text: string, schema: Schema, asked: Omit<NoteQuestions, 'commands'>, draw: Draw, findings: Findings): void {
  const loaded = loadMarkdown(text, schema);
  proveUnedited(name, text, loaded, findings);
  for (let done = 0; done < asked.edits; done += 1) proveOneEdit(name, text, loaded, draw, findings);
  if (asked.variants) proveVariants(name, text, schema, findings);
  if (asked.sessionEdits > 0) proveSession(name, text, loaded, asked.sessionEdits, draw, findings);
}
