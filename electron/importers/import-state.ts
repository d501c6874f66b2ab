/** What an import remembers outside the heap: known messages, staged ones, people, checkpoints. */

/** A message that is in a note already. */
export interface KnownMessage {
  readonly key: string;
  /** Vault path of its note. */
  readonly path: string;
  /** Block id without the caret. */
  readonly block: string;
  /** Hash of its content at the source; null after a rebuild from notes, which cannot know it. */
  readonly hash: string | null;
  /** Rises when the source edits it (Slack); 0 otherwise. */
  readonly version: number;
  /** Hash of its section as we wrote it; null after a rebuild. Differs from the note's when a person edited it. */
  readonly sectionHash: string | null;
}

/** A message read from the source and rendered, waiting to be put into its note. */
export interface StagedMessage {
  /** Order of reading within one import, from 1. */
  readonly seq: number;
  readonly key: string;
  readonly block: string;
  readonly hash: string;
  readonly version: number;
  readonly sortMs: number;
  /** Labels (mail) or nothing; copies of one message in several labels add theirs. */
  readonly labels: readonly string[];
  /** What the importer needs to render it, as JSON. */
  readonly payload: string;
}

export interface PersonTouch {
  /** `mail:<address>` or `slack:<team>:<user>`. */
  readonly id: string;
  readonly name: string;
  readonly atMs: number | null;
  /** What the person did: wrote it, was addressed in it, or was written to by the owner. */
  readonly role: 'wrote' | 'addressed' | 'written-by-owner';
  /** Seen to be the owner of the archive (mail under "Sent"). */
  readonly owner: boolean;
}

/** One entry of the address book. */
export interface Person {
  readonly id: string;
  /** Most used first. */
  readonly names: readonly string[];
  readonly wrote: number;
  readonly addressed: number;
  readonly writtenByOwner: number;
  readonly owner: boolean;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

export interface ImportState {
  /** Everything inside is committed together or not at all. Synchronous. */
  transaction<T>(work: () => T): T;

  known(key: string): KnownMessage | null;
  knownIn(path: string): readonly KnownMessage[];
  remember(message: KnownMessage): void;
  notePath(noteId: string): string | null;
  rememberNote(noteId: string, path: string): void;
  noteAt(path: string): string | null;

  /** Whether it knows of no note at all: new, or lost with its cache. */
  isEmpty(): boolean;
  /** Puts back a person as the address book has them. */
  restorePerson(person: Person): void;
  touchPerson(touch: PersonTouch): void;
  people(): IterableIterator<Person>;
  personCount(): number;

  /** The committed checkpoint, or null (and a clean slate) when there is none for this fingerprint. */
  begin(importId: string, fingerprint: string): string | null;
  checkpoint(importId: string, checkpoint: string): void;
  /** Forgets what was staged. Known messages stay. */
  end(importId: string): void;

  stage(importId: string, message: StagedMessage, group: string | null): void;
  staged(importId: string, key: string): { readonly hash: string; readonly block: string } | null;
  addLabels(importId: string, key: string, labels: readonly string[]): void;
  /** Says that all these keys belong to one conversation. */
  link(importId: string, keys: readonly string[], newGroup: number): void;
  /** Gives each staged message without a group that of its conversation. */
  groupByLinks(importId: string): void;
  /** Keys linked into a group that begin with a prefix, sorted. */
  linked(importId: string, group: string, prefix: string): readonly string[];
  /** Unwritten groups after `after`, sorted, at most `limit`. */
  groups(importId: string, after: string, limit: number): readonly string[];
  groupCount(importId: string): number;
  messagesOf(importId: string, group: string): readonly StagedMessage[];
  markWritten(importId: string, group: string): void;
  /** Staged messages by the subject index: see `stageSubject`. */
  stageSubject(importId: string, seq: number, subject: string, isReply: boolean): void;
  /** Replies that named no parent, in order of time, after a position. */
  lonelyReplies(importId: string, after: number, limit: number): readonly { readonly seq: number; readonly subject: string; readonly sortMs: number }[];
  earlierWithSubject(importId: string, subject: string, beforeMs: number, sinceMs: number): readonly StagedMessage[];
  stagedBySeq(importId: string, seq: number): StagedMessage | null;
}
