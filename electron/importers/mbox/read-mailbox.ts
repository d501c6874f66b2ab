/** The first half of a mail import: every message is read, judged, rendered and staged. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportOptions } from '#shared/model/import.ts';
import { assetPath } from '../file-name.ts';
import type { ImportState, KnownMessage } from '../import-state.ts';
import { type ImportContext, type ImportSink, stopIfCancelled, stopOn } from '../importer.ts';
import { blockKey } from '../rebuild-state.ts';
import type { Tally } from '../tally.ts';
import type { ZoneClock } from '../zone-time.ts';
import { readByFallback } from './fallback.ts';
import { blockOf, contentHash, gatherAll, type MailHead, type MailPayload, mailPayloadSchema, normalizeSubject, readHead, renderMail, type StoredAttachment } from './mail-message.ts';
import { type MailFile, readMails } from './mail-source.ts';
import type { MboxMessage } from './split-mbox.ts';

export interface Position {
  readonly file: number;
  readonly offset: number;
}

/** Told about every message that would be imported; a dry run counts with it. */
export type MailObserver = (head: MailHead, payload: MailPayload | null, attachments: readonly StoredAttachment[]) => void;

export interface MailReading {
  readonly context: ImportContext;
  /** Null in a dry run: attachments are then measured, not written. */
  readonly sink: ImportSink | null;
  readonly options: ImportOptions;
  readonly clock: ZoneClock;
  readonly tally: Tally;
  readonly mailbox: string;
  readonly observe: MailObserver;
  /** Told about every message, also those that stay out. */
  readonly observeHead: (head: MailHead) => void;
  /** The checkpoint to commit with everything staged up to a position. */
  readonly save: (position: Position) => string;
  readonly onBytes: (position: Position) => void;
}

/** The largest message held in memory; the end of a larger one is not imported, and counted. */
const maxMessageBytes = 64 * 1024 * 1024;
const batchMessages = 32;
const batchBytes = 2 * 1024 * 1024;

/** Reads all files from a position. Throws `ImportStop`. */
export async function readMailbox(reading: MailReading, files: readonly MailFile[], from: Position): Promise<void> {
  const noteExists = createExistence(reading.sink);
  let steps: (() => void)[] = [];
  let bytes = 0;
  const commit = (position: Position): void => {
    const { state, importId } = reading.context;
    state.transaction(() => {
      for (const step of steps) step();
      state.checkpoint(importId, reading.save(position));
    });
    steps = [];
    bytes = 0;
    reading.onBytes(position);
  };
  for (let index = from.file; index < files.length; index++) {
    const file = files[index];
    if (file === undefined) break;
    const start = index === from.file ? from.offset : 0;
    let offset = start;
    for await (const message of readMails(file, start, maxMessageBytes, reading.context.signal)) {
      stopIfCancelled(reading.context.signal);
      offset = message.end;
      if (!(message.fromLine === '' && isBlank(message.bytes))) {
        steps.push(await readOne(reading, message, noteExists));
        bytes += message.bytes.length;
      }
      if (steps.length >= batchMessages || bytes >= batchBytes) {
        commit({ file: index, offset });
        await nextTurn();
      }
    }
    // A folder of single messages is not a commit for each.
    if (steps.length >= batchMessages || bytes >= batchBytes || index === files.length - 1) commit({ file: index + 1, offset: 0 });
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 1000 && bytes.toString('latin1').trim() === '';
}

/** Does everything that takes long; what it gives back is run inside the next commit, in order. */
async function readOne(reading: MailReading, message: MboxMessage, noteExists: (path: string) => Promise<boolean>): Promise<() => void> {
  const { context, options, tally, clock } = reading;
  const { state } = context;
  let head: MailHead;
  try {
    head = readHead(message, context.now());
  } catch {
    return () => {
      tally.messages++;
      tally.skip('unreadable', `offset ${message.start}`, '');
    };
  }
  const skip = (reason: Parameters<Tally['skip']>[0]) => () => {
    tally.messages++;
    tally.skip(reason, head.key, head.subject);
  };
  reading.observeHead(head);
  if (head.root.headers.count === 0 && isBlank(message.bytes)) return skip('empty');
  if (isExcluded(head.labels, options)) return skip('label-excluded');
  if (options.fromDate !== null || options.toDate !== null) {
    const day = head.dateMs === null ? null : clock.day(head.dateMs);
    if (day === null || (options.fromDate !== null && day < options.fromDate) || (options.toDate !== null && day > options.toDate)) {
      return skip('outside-dates');
    }
  }

  let gathered: ReturnType<typeof gatherAll>;
  let usedFallback = false;
  try {
    gathered = gatherAll(message.bytes, head.root);
  } catch {
    const fallback = await readByFallback(message.bytes);
    if (fallback === null) return skip('unreadable');
    gathered = fallback;
    usedFallback = true;
  }
  const { content, attachments } = gathered;
  const hash = contentHash(content, attachments);

  const variantKey = `${head.key}#${hash.slice(0, 8)}`;
  const base = state.known(head.key) ?? state.known(blockKey(head.block));
  const known = state.known(variantKey) ?? state.known(blockKey(`${head.block}-${hash.slice(0, 8)}`)) ?? (base !== null && (base.hash === null || base.hash === hash) ? base : null);
  if (known !== null) {
    const gone = !(await noteExists(known.path));
    if (gone && !options.restoreRemoved) return skip('note-removed');
    if (!gone) {
      return () => {
        tally.messages++;
        tally.unchanged++;
        state.link(context.importId, [...linkKeys(head), `note:${known.path}`], tally.messages);
      };
    }
  }

  const paths = new Map<StoredAttachment, string>();
  for (const attachment of options.attachments ? attachments : []) {
    if (attachment.content.length > options.maxAttachmentBytes) {
      tally.warn('attachment-too-large');
      continue;
    }
    const path = assetPath(attachment.sha256, attachment.name);
    paths.set(attachment, path);
    if (reading.sink === null || (await reading.sink.exists(path))) continue;
    stopOn(await reading.sink.writeAsset(path, attachment.content));
    tally.attachmentsStored++;
  }
  const { payload, cut } = renderMail(head, message.bytes, content, attachments, (attachment) => paths.get(attachment) ?? null, reading.mailbox);
  const payloadText = JSON.stringify(payload);

  return () => {
    tally.messages++;
    const seq = tally.messages;
    const placed = placeOf(reading, head, hash, variantKey, known, base !== null);
    if (placed === null) {
      tally.skip('duplicate', head.key, head.subject);
      return;
    }
    if (usedFallback) tally.warn('fallback-parser');
    if (message.cut) tally.warn('message-cut');
    if (cut) tally.warn('html-cut');
    if (content.encrypted) tally.warn('encrypted');
    state.stage(
      context.importId,
      { seq, key: placed.key, block: placed.block, hash, version: 0, sortMs: head.dateMs ?? 0, labels: head.labels, payload: payloadText },
      null,
    );
    const keys = linkKeys(head);
    const notes = head.gmailThread === null ? head.references.flatMap((reference) => knownReference(state, reference)?.path ?? []) : [];
    state.link(context.importId, [...new Set([placed.key, ...keys, ...notes.slice(-1).map((path) => `note:${path}`)])], seq);
    if (head.gmailThread === null) {
      const { subject, isReply } = normalizeSubject(head.subject);
      if (subject !== '') state.stageSubject(context.importId, seq, subject, isReply && head.references.length === 0);
    }
    reading.observe(head, payload, attachments);
  };
}

/** Key and block for a message to be staged, or null where this import holds it already. */
function placeOf(
  reading: MailReading,
  head: MailHead,
  hash: string,
  variantKey: string,
  /** The same message, whose note was removed and is wanted back. */
  removed: KnownMessage | null,
  baseIsKnown: boolean,
): { key: string; block: string } | null {
  const { state, importId } = reading.context;
  const same = (key: string): boolean => {
    const staged = state.staged(importId, key);
    if (staged === null || staged.hash !== hash) return false;
    state.addLabels(importId, key, head.labels);
    return true;
  };
  if (same(head.key) || same(variantKey)) return null;
  if (removed !== null) return { key: removed.key, block: removed.block };
  // One Message-ID over two texts: both are kept, the second under a name of its own.
  if (baseIsKnown || state.staged(importId, head.key) !== null) return { key: variantKey, block: `${head.block}-${hash.slice(0, 8)}` };
  return { key: head.key, block: head.block };
}

function knownReference(state: ImportState, messageId: string): KnownMessage | null {
  const key = `mail:${messageId}`;
  return state.known(key) ?? state.known(blockKey(blockOf(key)));
}

function linkKeys(head: MailHead): string[] {
  if (head.gmailThread !== null) return [head.key, `gmail:thread:${head.gmailThread}`];
  return [head.key, ...head.references.map((reference) => `mail:${reference}`)];
}

function isExcluded(labels: readonly string[], options: ImportOptions): boolean {
  if (labels.length === 0) return false;
  if (!options.includeSpam && labels.includes('Spam')) return true;
  if (!options.includeTrash && labels.includes('Trash')) return true;
  if (!options.includeDrafts && labels.includes('Drafts')) return true;
  return options.only !== null && !labels.some((label) => options.only?.includes(label) === true);
}

/** Asks the vault once per note, within bounds; a dry run without a vault believes its state. */
function createExistence(sink: ImportSink | null): (path: string) => Promise<boolean> {
  const seen = new Map<string, boolean>();
  return async (path) => {
    if (sink === null) return true;
    let exists = seen.get(path);
    if (exists === undefined) {
      exists = await sink.exists(path);
      if (seen.size > 10_000) seen.clear();
      seen.set(path, exists);
    }
    return exists;
  };
}

const subjectWindowMs = 30 * 86_400_000;

/** Joins replies that name no parent to an earlier message of the same subject and people. */
export function joinBySubject(context: ImportContext): void {
  const { state, importId } = context;
  let after = 0;
  for (;;) {
    const replies = state.lonelyReplies(importId, after, 200);
    if (replies.length === 0) return;
    state.transaction(() => {
      for (const reply of replies) {
        after = reply.seq;
        if (reply.sortMs <= 0) continue;
        const staged = state.stagedBySeq(importId, reply.seq);
        if (staged === null) continue;
        const payload = mailPayloadSchema.parse(JSON.parse(staged.payload));
        const parent = state
          .earlierWithSubject(importId, reply.subject, reply.sortMs, reply.sortMs - subjectWindowMs)
          .find((each) => sharePeople(payload, mailPayloadSchema.parse(JSON.parse(each.payload))));
        if (parent !== undefined) state.link(importId, [staged.key, parent.key], reply.seq);
      }
    });
  }
}

/** One of the two wrote to the other; a common list is not enough. */
function sharePeople(reply: MailPayload, earlier: MailPayload): boolean {
  const everyone = (mail: MailPayload): Set<string> => new Set([...mail.from, ...mail.to, ...mail.cc].map((address) => address.email));
  const inReply = everyone(reply);
  const inEarlier = everyone(earlier);
  return (
    reply.from.some((address) => address.email !== '' && inEarlier.has(address.email)) ||
    earlier.from.some((address) => address.email !== '' && inReply.has(address.email))
  );
}
