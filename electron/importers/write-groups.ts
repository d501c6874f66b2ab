/**
 * The second half of every import: each staged group of messages becomes a note, or is merged
 * into the note that is there.
 *
 * A note is written before its messages are remembered, and merging is by block id, so that a
 * crash between the two changes nothing when the group comes again.
 */
import type { ImportOptions } from '#shared/model/import.ts';
import { type RunContext, stopIfCancelled, stopOn } from './importer.ts';
import type { PersonTouch, StagedMessage } from './import-state.ts';
import { composeNote, type Frontmatter, type ParsedNote, parseNote, recomposeNote, type Section, sectionHash } from './note-file.ts';
import type { Tally } from './tally.ts';

export interface NoteTarget {
  /** `id` of the note's frontmatter. */
  readonly noteId: string;
  /** Where the note is known to be; null for a new one. */
  readonly knownPath: string | null;
  /** Where a new note goes; a longer id is tried when something else is there. */
  readonly newPath: (attempt: number) => string;
}

export interface GroupRenderer {
  target(group: string, messages: readonly StagedMessage[]): NoteTarget;
  section(message: StagedMessage, notePath: string, messages: readonly StagedMessage[]): Section;
  /** Sections are kept in the order of these keys; null: after the section before it. */
  orderOf(section: Section, messages: readonly StagedMessage[], inherited: string): string | null;
  title(group: string, messages: readonly StagedMessage[]): string;
  frontmatter(target: NoteTarget, messages: readonly StagedMessage[]): Frontmatter;
  /** The keys that change when messages join a note, from what it says now. */
  mergedFrontmatter(note: ParsedNote, added: readonly StagedMessage[], sections: readonly Section[]): Frontmatter;
  people(message: StagedMessage): readonly PersonTouch[];
  /** A staged line that stands for no message of its own (a pointer). */
  isMessage(message: StagedMessage): boolean;
}

const notesPerCommit = 32;
/** Notes written side by side: most of the time goes in waiting for the disk. */
const notesAtOnce = 8;

/** Writes every group that is not written yet. Throws `ImportStop`. */
export async function writeGroups(
  context: RunContext,
  options: ImportOptions,
  renderer: GroupRenderer,
  tally: Tally,
  save: () => string,
  report: () => void,
): Promise<void> {
  const { state, importId } = context;
  let after = '';
  let commits: (() => void)[] = [];
  const commit = (): void => {
    if (commits.length === 0) return;
    state.transaction(() => {
      for (const step of commits) step();
      state.checkpoint(importId, save());
    });
    commits = [];
    report();
  };
  try {
    for (;;) {
      const groups = state.groups(importId, after, 200);
      if (groups.length === 0) break;
      for (let index = 0; index < groups.length; index += notesAtOnce) {
        stopIfCancelled(context.signal);
        const some = groups.slice(index, index + notesAtOnce);
        const outcomes = await Promise.allSettled(some.map((group) => writeGroup(context, options, renderer, tally, group)));
        for (const outcome of outcomes) if (outcome.status === 'fulfilled') commits.push(outcome.value);
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
        after = some[some.length - 1] ?? after;
        if (commits.length >= notesPerCommit) commit();
      }
    }
  } finally {
    commit();
  }
}

/** Writes one note; what it gives back records that, inside the next commit. */
async function writeGroup(
  context: RunContext,
  options: ImportOptions,
  renderer: GroupRenderer,
  tally: Tally,
  group: string,
): Promise<() => void> {
  const { state, importId } = context;
  const messages = state.messagesOf(importId, group);
  const target = renderer.target(group, messages);
  for (let attempt = 0; ; attempt++) {
    const place = await findPlace(context, options, target);
    if (place === null) {
      for (const message of messages) if (renderer.isMessage(message)) tally.skip('note-removed', message.key, '');
      return () => state.markWritten(importId, group);
    }
    const { path } = place;
    const composed =
      place.note === null
        ? composeNew(renderer, group, target, messages, path)
        : composeMerged(context, options, renderer, tally, messages, place, place.note);
    if (composed.text !== null) {
      const failure = await context.sink.writeNote(path, composed.text);
      // Somebody saved the note meanwhile: what they wrote is merged into, not over.
      if (failure?.code === 'stale' && attempt < 5) continue;
      stopOn(failure);
      if (place.note === null) tally.notesCreated++;
      else tally.notesChanged++;
    }
    return () => {
      for (const message of messages) record(context, renderer, tally, message, path, composed.sections.get(message.block) ?? null);
      state.rememberNote(target.noteId, path);
      state.markWritten(importId, group);
    };
  }
}

interface Composed {
  /** Null where nothing changes. */
  readonly text: string | null;
  /** Sections of staged messages as they will stand in the note. */
  readonly sections: ReadonlyMap<string, Section>;
}

function composeNew(
  renderer: GroupRenderer,
  group: string,
  target: NoteTarget,
  messages: readonly StagedMessage[],
  path: string,
): Composed {
  const sections = new Map(messages.map((message) => [message.block, renderer.section(message, path, messages)]));
  const ordered = inOrder([...sections.values()], renderer, messages);
  return { text: composeNote(renderer.frontmatter(target, messages), renderer.title(group, messages), ordered), sections };
}

function composeMerged(
  context: RunContext,
  options: ImportOptions,
  renderer: GroupRenderer,
  tally: Tally,
  messages: readonly StagedMessage[],
  place: Place,
  note: ParsedNote,
): Composed {
  const present = new Map(note.sections.map((section) => [section.block, section]));
  const sections = new Map<string, Section>();
  const added: StagedMessage[] = [];
  for (const message of messages) {
    const before = present.get(message.block);
    const known = context.state.known(message.key);
    if (before === undefined) {
      // Known to be in this note and gone from it: a person took it out.
      const takenOut = known !== null && known.path === place.path && known.version >= message.version;
      if (takenOut && !options.restoreRemoved) continue;
      added.push(message);
      sections.set(message.block, renderer.section(message, place.path, messages));
    } else if (known === null) {
      sections.set(message.block, before);
    } else if (message.version > known.version) {
      if (known.sectionHash === null || known.sectionHash === sectionHash(before.text)) {
        sections.set(message.block, renderer.section(message, place.path, messages));
      } else tally.warn('edited-here');
    }
  }
  const all = [
    ...note.sections.map((section) => sections.get(section.block) ?? section),
    ...[...sections.values()].filter((section) => !present.has(section.block)),
  ];
  const ordered = inOrder(all, renderer, messages);
  if (added.length === 0 && ordered.every((section, index) => section.text === note.sections[index]?.text)) return { text: null, sections };
  const text = recomposeNote(note, renderer.mergedFrontmatter(note, added, ordered), ordered);
  return { text: text === place.text ? null : text, sections };
}

function record(
  context: RunContext,
  renderer: GroupRenderer,
  tally: Tally,
  message: StagedMessage,
  path: string,
  section: Section | null,
): void {
  const { state } = context;
  const before = state.known(message.key);
  state.remember({
    key: message.key,
    path,
    block: message.block,
    hash: message.hash,
    version: message.version,
    sectionHash: section === null ? (before?.sectionHash ?? null) : sectionHash(section.text),
  });
  if (!renderer.isMessage(message)) return;
  if (before === null) {
    tally.imported++;
    for (const touch of renderer.people(message)) state.touchPerson(touch);
  } else if (section === null) tally.unchanged++;
  else tally.updated++;
}

interface Place {
  readonly path: string;
  readonly text: string | null;
  readonly note: ParsedNote | null;
}

/** The note to write into; null where a person removed it and did not ask for it again. */
async function findPlace(context: RunContext, options: ImportOptions, target: NoteTarget): Promise<Place | null> {
  if (target.knownPath !== null) {
    const text = await context.sink.readNote(target.knownPath);
    const note = text === null ? null : parseNote(text);
    if (note !== null) return { path: target.knownPath, text, note };
    // Gone, or no longer a note that can be merged into: leave it so.
    if (text !== null || !options.restoreRemoved) return null;
  }
  for (let attempt = 0; ; attempt++) {
    const path = target.newPath(attempt);
    const text = await context.sink.readNote(path);
    if (text === null) return { path, text: null, note: null };
    const note = parseNote(text);
    if (note !== null && note.frontmatter['id'] === target.noteId) return { path, text, note };
  }
}

function inOrder(sections: readonly Section[], renderer: GroupRenderer, messages: readonly StagedMessage[]): readonly Section[] {
  let inherited = '';
  const keyed = sections.map((section, index) => {
    inherited = renderer.orderOf(section, messages, inherited) ?? inherited;
    return { section, key: inherited, index };
  });
  return keyed
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
    .map(({ section }) => section);
}
