/** Imports mailboxes: Gmail Takeout and other mbox files, single messages, and folders of them. */
import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ImportFailureCode, ImportOptions, ImportPlan, ImportReport, ImportSourceKind } from '#shared/model/import.ts';
import { type Outcome, success } from '#shared/rpc/contract.ts';
import { writeAddressBook } from '../address-book.ts';
import { hashFile } from '../hash-file.ts';
import { type Detection, type ImportContext, type Importer, type ImportSource, ImportStop, type RunContext, stopIfCancelled } from '../importer.ts';
import { restoreState } from '../rebuild-state.ts';
import { stopped } from '../stopped.ts';
import { Tally } from '../tally.ts';
import { writeGroups } from '../write-groups.ts';
import { createZoneClock } from '../zone-time.ts';
import { createMailRenderer } from './mail-note.ts';
import { listMailFolder, type MailFile, readLastMessage, sniffMail } from './mail-source.ts';
import { parseMime } from './mime.ts';
import { joinBySubject, type MailReading, type Position, readMailbox } from './read-mailbox.ts';

interface Opened {
  readonly kind: ImportSourceKind;
  readonly files: readonly MailFile[];
  readonly sizeBytes: number;
  readonly mailbox: string;
  /** Files that are named as mail but hold none that can be recognised. */
  readonly unrecognised: number;
}

const checkpointSchema = z.object({
  phase: z.enum(['reading', 'writing']),
  file: z.number(),
  offset: z.number(),
  tally: z.unknown(),
});

export const mailImporter: Importer = { id: 'mail', detect, plan, run };

async function detect(source: ImportSource, signal: AbortSignal): Promise<Detection | null> {
  try {
    const entry = await lstat(source.path);
    if (entry.isDirectory()) {
      const { files } = await listMailFolder(source.path, signal);
      return files.length === 0 ? null : { kind: 'mail-folder', confidence: 0.6 };
    }
    const form = await sniffMail(source.path);
    if (form === 'gmail-mbox') return { kind: 'gmail-takeout', confidence: 1 };
    if (form === 'mbox') return { kind: 'mbox', confidence: 0.9 };
    return form === 'message' ? { kind: 'eml', confidence: 0.5 } : null;
  } catch {
    return null;
  }
}

async function openSource(source: ImportSource, options: ImportOptions, signal: AbortSignal): Promise<Opened> {
  let isFolder: boolean;
  let sizeBytes = 0;
  try {
    const entry = await lstat(source.path);
    isFolder = entry.isDirectory();
    sizeBytes = entry.size;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new ImportStop(missing ? 'not-found' : 'not-readable', missing ? 'There is no such file.' : 'The file cannot be read.');
  }
  const mailbox = options.mailbox ?? path.basename(source.name).replace(/\.(mbox|mbx|eml|txt|mail)$/i, '');
  if (isFolder) {
    const { files, unrecognised } = await listMailFolder(source.path, signal);
    if (files.length === 0) throw new ImportStop('unknown-format', 'No mail was found in this folder.');
    return { kind: 'mail-folder', unrecognised, files, sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0), mailbox };
  }
  const form = await sniffMail(source.path);
  if (form === null) throw new ImportStop('unknown-format', 'This file holds no mail that can be recognised.');
  const kind = form === 'gmail-mbox' ? 'gmail-takeout' : form === 'mbox' ? 'mbox' : 'eml';
  const file: MailFile = { path: source.path, name: source.name, sizeBytes, form: form === 'message' ? 'message' : 'mbox' };
  return { kind, unrecognised: 0, files: [file], sizeBytes, mailbox };
}

/** Whether the last message of an mbox lacks its end: no last line end, or a multipart left open. */
async function isTruncated(file: MailFile): Promise<boolean> {
  if (file.form !== 'mbox') return false;
  const last = await readLastMessage(file, 64 * 1024 * 1024);
  if (last[last.length - 1] !== 10) return true;
  const headStart = last.indexOf(10) + 1;
  const message = last.toString('latin1', 0, 5) === 'From ' ? last.subarray(headStart) : last;
  const root = parseMime(message);
  if (root.bodyStart >= message.length && !/\n\r?\n$/.test(message.subarray(-3).toString('latin1'))) return root.headers.count > 0;
  return root.type.startsWith('multipart/') && root.unclosed && root.children.length > 0;
}

/** Identifies the source, so that a checkpoint is used only on what it was made from. */
async function fingerprintOf(opened: Opened, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const single = opened.files.length === 1 ? opened.files[0] : undefined;
  if (single !== undefined) return hashFile(single.path, signal, onBytes);
  const hash = createHash('sha256');
  for (const file of opened.files) hash.update(`${file.name}\0${file.sizeBytes}\0`);
  return hash.digest('hex');
}

async function check(opened: Opened, options: ImportOptions, tally: Tally, context: ImportContext): Promise<string> {
  let done = 0;
  const fingerprint = await fingerprintOf(opened, context.signal, (bytes) => {
    done += bytes;
    context.onProgress(tally.progress('checking', done, opened.sizeBytes));
  });
  for (const file of opened.files) {
    stopIfCancelled(context.signal);
    if (!(await isTruncated(file))) continue;
    if (!options.allowTruncated && opened.files.length === 1) {
      throw new ImportStop('archive-truncated', 'The mailbox ends in the middle of its last message. It may not have been downloaded completely.');
    }
    tally.warn('archive-cut');
  }
  return fingerprint;
}

function bytesBefore(files: readonly MailFile[], position: Position): number {
  return files.slice(0, position.file).reduce((sum, file) => sum + file.sizeBytes, 0) + position.offset;
}

async function plan(source: ImportSource, options: ImportOptions, context: ImportContext): Promise<Outcome<ImportPlan, ImportFailureCode>> {
  const importId = `plan:${context.importId}`;
  const planning: ImportContext = { ...context, importId };
  try {
    const opened = await openSource(source, options, context.signal);
    const tally = new Tally();
    const fingerprint = await check(opened, { ...options, allowTruncated: true }, tally, planning);
    tally.warn('unreadable-entry', opened.unrecognised);
    context.state.end(importId);
    context.state.begin(importId, fingerprint);
    const people = new Set<string>();
    const groups = new Map<string, number>();
    let attachments = 0;
    let diskBytes = 0;
    let firstMs: number | null = null;
    let lastMs: number | null = null;
    const reading = createReading(opened, options, planning, null, tally, {
      observeHead(head) {
        for (const label of head.labels) groups.set(label, (groups.get(label) ?? 0) + 1);
        if (head.dateMs === null) return;
        firstMs = Math.min(firstMs ?? head.dateMs, head.dateMs);
        lastMs = Math.max(lastMs ?? head.dateMs, head.dateMs);
      },
      observe(head, payload, carried) {
        for (const address of [...head.from, ...head.to, ...head.cc]) if (address.email.includes('@')) people.add(address.email);
        attachments += carried.length;
        diskBytes += Buffer.byteLength(payload?.body ?? '') + 400 + carried.reduce((sum, each) => sum + each.content.length, 0);
      },
    });
    await readMailbox(reading, opened.files, { file: 0, offset: 0 });
    joinBySubject(planning);
    context.state.groupByLinks(importId);
    const { skipped, warnings, messages, unchanged } = tally.save();
    return success({
      source: opened.kind,
      name: source.name,
      sizeBytes: opened.sizeBytes,
      messages,
      skipped,
      warnings,
      notes: context.state.groupCount(importId),
      newMessages: messages - unchanged - tally.skippedTotal,
      knownMessages: unchanged,
      people: people.size,
      firstMs,
      lastMs,
      groups: Object.fromEntries(groups),
      attachments,
      diskBytes,
    });
  } catch (error) {
    return stopped(error, context.signal);
  } finally {
    context.state.end(importId);
  }
}

async function run(source: ImportSource, options: ImportOptions, context: RunContext): Promise<Outcome<ImportReport, ImportFailureCode>> {
  const { state, importId } = context;
  const tally = new Tally();
  try {
    await restoreState(context, context.sink, context.deviceId);
    const opened = await openSource(source, options, context.signal);
    const fingerprint = await check(opened, options, tally, context);
    // Other options over the same archive are other work: what they staged must not mix.
    const saved = state.begin(importId, `${fingerprint}:${JSON.stringify(options)}`);
    const checkpoint = saved === null ? null : checkpointSchema.parse(JSON.parse(saved));
    if (checkpoint === null) tally.warn('unreadable-entry', opened.unrecognised);
    else tally.restore(checkpoint.tally);
    const savePhase = (phase: 'reading' | 'writing', position: Position): string =>
      JSON.stringify({ phase, file: position.file, offset: position.offset, tally: tally.save() });
    const atEnd: Position = { file: opened.files.length, offset: 0 };
    if (checkpoint?.phase !== 'writing') {
      const reading = createReading(opened, options, context, context.sink, tally, { observe: () => undefined, observeHead: () => undefined });
      await readMailbox({ ...reading, save: (position) => savePhase('reading', position) }, opened.files, checkpoint ?? { file: 0, offset: 0 });
      joinBySubject(context);
      state.transaction(() => {
        state.groupByLinks(importId);
        state.checkpoint(importId, savePhase('writing', atEnd));
      });
    }
    const renderer = createMailRenderer({
      state,
      importId,
      clock: createZoneClock(options.timeZone),
      origin: opened.files.length === 1 ? { archive: source.name, sha256: fingerprint } : { archive: source.name },
    });
    await writeGroups(
      context,
      options,
      renderer,
      tally,
      () => savePhase('writing', atEnd),
      () => context.onProgress(tally.progress('writing', opened.sizeBytes, opened.sizeBytes)),
    );
    await writeAddressBook(context);
    state.end(importId);
    return success(tally.report(opened.kind, source.name, state.personCount()));
  } catch (error) {
    return stopped(error, context.signal);
  }
}

function createReading(
  opened: Opened,
  options: ImportOptions,
  context: ImportContext,
  sink: RunContext['sink'] | null,
  tally: Tally,
  observers: Pick<MailReading, 'observe' | 'observeHead'>,
): MailReading {
  return {
    context,
    sink,
    options,
    tally,
    ...observers,
    clock: createZoneClock(options.timeZone),
    mailbox: opened.mailbox,
    save: () => '{}',
    onBytes: (position) => context.onProgress(tally.progress('reading', bytesBefore(opened.files, position), opened.sizeBytes)),
  };
}
