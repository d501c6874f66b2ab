/** The first half of a Slack import: every message of every day file is read, rendered and staged. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportOptions } from '#shared/model/import.ts';
import type { ArchiveFolder } from '../archive-folder.ts';
import { assetPath } from '../file-name.ts';
import { type ImportContext, type ImportSink, stopIfCancelled, stopOn } from '../importer.ts';
import type { Tally } from '../tally.ts';
import type { ZoneClock } from '../zone-time.ts';
import type { DayFile, SlackExport } from './slack-export.ts';
import { authorOf, blockOf, isEvent, messageHash, normalizeTs, renderMessage, type SlackPayload, tsToMs } from './slack-message.ts';
import { messageSchema, type SlackFile, type SlackMessage } from './slack-schema.ts';

export interface ExportReading {
  readonly context: ImportContext;
  /** Null in a dry run. */
  readonly sink: ImportSink | null;
  readonly options: ImportOptions;
  readonly clock: ZoneClock;
  readonly tally: Tally;
  readonly archive: ArchiveFolder;
  readonly slack: SlackExport;
  readonly observe: (message: SlackMessage, payload: SlackPayload) => void;
  /** Told about every message, also those that stay out. */
  readonly observeAny: (channel: string, ms: number) => void;
  /** The checkpoint to commit when the day files before `index` are staged. */
  readonly save: (index: number) => string;
  readonly onBytes: (bytes: number) => void;
}

const maxDayBytes = 256 * 1024 * 1024;
const batchMessages = 200;

/** Reads day files from an index on. Throws `ImportStop`. */
export async function readExport(reading: ExportReading, fromIndex: number): Promise<void> {
  const { context, slack, tally } = reading;
  const { state, importId } = context;
  let steps: (() => void)[] = [];
  let bytes = slack.days.slice(0, fromIndex).reduce((sum, day) => sum + day.entry.sizeBytes, 0);
  for (let index = fromIndex; index < slack.days.length; index++) {
    stopIfCancelled(context.signal);
    const day = slack.days[index];
    if (day === undefined) break;
    const items = await readDay(reading.archive, day);
    if (items === null) steps.push(() => tally.warn('unreadable-entry'));
    else for (const item of items) steps.push(await readOne(reading, day, item));
    bytes += day.entry.sizeBytes;
    if (steps.length < batchMessages && index < slack.days.length - 1) continue;
    state.transaction(() => {
      for (const step of steps) step();
      state.checkpoint(importId, reading.save(index + 1));
    });
    steps = [];
    reading.onBytes(bytes);
    await nextTurn();
  }
}

async function readDay(archive: ArchiveFolder, day: DayFile): Promise<readonly unknown[] | null> {
  const content = await archive.read(day.entry, maxDayBytes);
  if (content === null) return null;
  try {
    const parsed: unknown = JSON.parse(content.toString('utf8'));
    if (!Array.isArray(parsed)) return null;
    // A reply's first message must be staged before it.
    const items: readonly unknown[] = parsed;
    return items.toSorted((a, b) => timeOf(a) - timeOf(b));
  } catch {
    return null;
  }
}

function timeOf(item: unknown): number {
  if (typeof item !== 'object' || item === null || !('ts' in item)) return 0;
  const time = Number(item.ts);
  return Number.isNaN(time) ? 0 : time;
}

async function readOne(reading: ExportReading, day: DayFile, item: unknown): Promise<() => void> {
  const { context, options, slack, tally, clock } = reading;
  const { state, importId } = context;
  const parsed = messageSchema.safeParse(item);
  const { channel } = day;
  if (!parsed.success) {
    return () => {
      tally.messages++;
      tally.skip('not-a-message', day.entry.name, '');
    };
  }
  const message = parsed.data;
  const ts = normalizeTs(message.ts);
  const key = `slack:${slack.team}:${channel.id}:${ts}`;
  const skip = (reason: Parameters<Tally['skip']>[0]) => () => {
    tally.messages++;
    tally.skip(reason, key, (message.text ?? '').slice(0, 100));
  };
  reading.observeAny(channel.name, tsToMs(ts));
  if (options.only !== null && !options.only.includes(channel.name)) return skip('channel-excluded');
  const dayOfMessage = clock.day(tsToMs(ts));
  if ((options.fromDate !== null && dayOfMessage < options.fromDate) || (options.toDate !== null && dayOfMessage > options.toDate)) {
    return skip('outside-dates');
  }
  const version = Number(message.edited?.ts ?? 0) || 0;
  const known = state.known(key);
  if (known !== null) {
    const gone = reading.sink !== null && !(await reading.sink.exists(known.path));
    if (gone && !options.restoreRemoved) return skip('note-removed');
    if (!gone && (known.version >= version || known.hash === null)) {
      return () => {
        tally.messages++;
        tally.unchanged++;
      };
    }
  }

  const assets = await keepFiles(reading, message);
  const { body, meta } = renderMessage(message, slack.names, (file) => assets.get(file.id ?? '') ?? null);
  const { userId, author } = authorOf(message, slack.names);
  const thread = message.thread_ts === undefined ? null : normalizeTs(message.thread_ts);
  const hash = messageHash(message);

  return () => {
    tally.messages++;
    const seq = tally.messages * 2;
    if (state.staged(importId, key) !== null) {
      tally.skip('duplicate', key, (message.text ?? '').slice(0, 100));
      return;
    }
    const noteOf = (dayName: string): string => `slack:${slack.team}:${channel.id}:${dayName}`;
    let parentTs: string | null = null;
    let group = noteOf(dayOfMessage);
    let parentDay: string | null = null;
    const notes = [...meta];
    if (thread !== null && thread !== ts) {
      const parentKey = `slack:${slack.team}:${channel.id}:${thread}`;
      const knownParent = state.known(parentKey);
      const stagedHere = state.staged(importId, parentKey) !== null;
      const home = knownParent === null ? null : state.noteAt(knownParent.path);
      if (knownParent !== null && home !== null) {
        parentTs = thread;
        group = home;
        parentDay = home.slice(home.lastIndexOf(':') + 1);
      } else if (stagedHere) {
        parentTs = thread;
        parentDay = clock.day(tsToMs(thread));
        group = noteOf(parentDay);
      } else notes.unshift('reply in a thread that this export does not hold');
    }
    const payload: SlackPayload = {
      kind: 'message', ts, parentTs, parentDay, userId, author, event: isEvent(message), meta: notes, body,
      team: slack.team, channelId: channel.id, channel: channel.name, day: dayOfMessage,
    };
    state.stage(importId, { seq, key, block: `m-${blockOf(ts)}`, hash, version, sortMs: tsToMs(ts), labels: [], payload: JSON.stringify(payload) }, group);
    // One line on the day of the reply says where the thread goes on.
    const pointerKey = `slack:${slack.team}:${channel.id}:${thread}#${dayOfMessage}`;
    if (parentTs !== null && parentDay !== dayOfMessage && state.known(pointerKey) === null && state.staged(importId, pointerKey) === null) {
      const pointer: SlackPayload = { ...payload, kind: 'pointer', body: '', meta: [] };
      state.stage(
        importId,
        { seq: seq + 1, key: pointerKey, block: `p-${blockOf(parentTs)}`, hash: '', version: 0, sortMs: tsToMs(ts), labels: [], payload: JSON.stringify(pointer) },
        noteOf(dayOfMessage),
      );
    }
    reading.observe(message, payload);
  };
}

/** Stores the files that came with the archive; gives their vault paths by Slack's file id. */
async function keepFiles(reading: ExportReading, message: SlackMessage): Promise<ReadonlyMap<string, string>> {
  const { archive, slack, options, sink, tally } = reading;
  const kept = new Map<string, string>();
  if (!options.attachments || slack.downloads.size === 0) return kept;
  const files: readonly SlackFile[] = [...(message.files ?? []), ...(message.file === undefined ? [] : [message.file])];
  for (const file of files) {
    const entry = slack.downloads.get(file.id ?? '');
    if (file.id === undefined || entry === undefined) continue;
    if (entry.sizeBytes > options.maxAttachmentBytes) {
      tally.warn('attachment-too-large');
      continue;
    }
    const content = await archive.read(entry, options.maxAttachmentBytes);
    if (content === null) {
      tally.warn('unreadable-entry');
      continue;
    }
    const path = assetPath(createHash('sha256').update(content).digest('hex'), file.name ?? entry.name.replace(/^.*\//, ''));
    kept.set(file.id, path);
    if (sink === null || (await sink.exists(path))) continue;
    stopOn(await sink.writeAsset(path, content));
    tally.attachmentsStored++;
  }
  return kept;
}
