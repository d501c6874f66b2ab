/** Imports Slack workspace exports: official and slackdump's, zipped or unpacked, wrapped or not. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ImportFailureCode, ImportOptions, ImportPlan, ImportReport } from '#shared/model/import.ts';
import { type Outcome, success } from '#shared/rpc/contract.ts';
import { writeAddressBook } from '../address-book.ts';
import { type ArchiveFolder, isZip, openArchive } from '../archive-folder.ts';
import { safeName } from '../file-name.ts';
import { hashFile } from '../hash-file.ts';
import type { Detection, ImportContext, Importer, ImportSource, RunContext } from '../importer.ts';
import type { ImportState } from '../import-state.ts';
import { restoreState } from '../rebuild-state.ts';
import { stopped } from '../stopped.ts';
import { Tally } from '../tally.ts';
import { writeGroups } from '../write-groups.ts';
import { createZoneClock } from '../zone-time.ts';
import { createEmojiTable } from './emoji.ts';
import { type ExportReading, readExport } from './read-export.ts';
import { openSlackExport, type SlackExport, slackLikelihood } from './slack-export.ts';
import { createSlackRenderer } from './slack-note.ts';

const checkpointSchema = z.object({ phase: z.enum(['reading', 'writing']), index: z.number(), tally: z.unknown() });

export const slackImporter: Importer = { id: 'slack', detect, plan, run };

async function detect(source: ImportSource, signal: AbortSignal): Promise<Detection | null> {
  let confidence = 0;
  try {
    const archive = await openArchive(source.path, signal);
    archive.close();
    confidence = slackLikelihood(archive.entries);
  } catch {
    // A zip that cannot be opened is still this importer's to explain.
  }
  if (confidence === 0 && (await isZip(source.path).catch(() => false))) confidence = 0.05;
  return confidence === 0 ? null : { kind: 'slack-export', confidence };
}

async function fingerprintOf(source: ImportSource, archive: ArchiveFolder, context: ImportContext, tally: Tally): Promise<{ sha256: string; isFile: boolean }> {
  let done = 0;
  const isFile = await isZip(source.path).catch(() => false);
  if (isFile) {
    const sha256 = await hashFile(source.path, context.signal, (bytes) => {
      done += bytes;
      context.onProgress(tally.progress('checking', done, archive.sizeBytes));
    });
    return { sha256, isFile };
  }
  const hash = createHash('sha256');
  for (const entry of archive.entries) hash.update(`${entry.name}\0${entry.sizeBytes}\0`);
  return { sha256: hash.digest('hex'), isFile };
}

function totalBytes(slack: SlackExport): number {
  return slack.days.reduce((sum, day) => sum + day.entry.sizeBytes, 0);
}

async function plan(source: ImportSource, options: ImportOptions, context: ImportContext): Promise<Outcome<ImportPlan, ImportFailureCode>> {
  const importId = `plan:${context.importId}`;
  const planning: ImportContext = { ...context, importId };
  const { state } = context;
  let archive: ArchiveFolder | null = null;
  try {
    archive = await openArchive(source.path, context.signal);
    const slack = await openSlackExport(archive, source.name, createEmojiTable(), options.mailbox);
    const tally = new Tally();
    if (archive.unsafe > 0) tally.warn('unsafe-entry', archive.unsafe);
    state.end(importId);
    state.begin(importId, 'plan');
    const people = new Set<string>();
    const groups = new Map<string, number>();
    let diskBytes = 0;
    let attachments = 0;
    let firstMs: number | null = null;
    let lastMs: number | null = null;
    const reading: ExportReading = {
      context: planning, sink: null, options, clock: createZoneClock(options.timeZone), tally, archive, slack,
      save: () => '{}',
      onBytes: (bytes) => context.onProgress(tally.progress('reading', bytes, totalBytes(slack))),
      observe(message, payload) {
        if (payload.userId !== null) people.add(payload.userId);
        diskBytes += Buffer.byteLength(payload.body) + 120;
        attachments += message.files?.length ?? (message.file === undefined ? 0 : 1);
      },
      observeAny(channel, ms) {
        groups.set(channel, (groups.get(channel) ?? 0) + 1);
        firstMs = Math.min(firstMs ?? ms, ms);
        lastMs = Math.max(lastMs ?? ms, ms);
      },
    };
    await readExport(reading, 0);
    const { messages, unchanged, skipped, warnings } = tally.save();
    return success({
      source: 'slack-export', name: source.name, sizeBytes: archive.sizeBytes, messages, skipped, warnings,
      notes: state.groupCount(importId),
      newMessages: messages - unchanged - tally.skippedTotal,
      knownMessages: unchanged,
      people: people.size,
      firstMs, lastMs,
      groups: Object.fromEntries(groups),
      attachments, diskBytes,
    });
  } catch (error) {
    return stopped(error, context.signal);
  } finally {
    state.end(importId);
    archive?.close();
  }
}

async function run(source: ImportSource, options: ImportOptions, context: RunContext): Promise<Outcome<ImportReport, ImportFailureCode>> {
  const { state, importId } = context;
  const tally = new Tally();
  let archive: ArchiveFolder | null = null;
  try {
    archive = await openArchive(source.path, context.signal);
    const slack = await openSlackExport(archive, source.name, createEmojiTable(), options.mailbox);
    await restoreState(context, context.sink, context.deviceId);
    const { sha256, isFile } = await fingerprintOf(source, archive, context, tally);
    const saved = state.begin(importId, `${sha256}:${JSON.stringify(options)}`);
    const checkpoint = saved === null ? null : checkpointSchema.parse(JSON.parse(saved));
    if (checkpoint === null) tally.warn('unsafe-entry', archive.unsafe);
    else tally.restore(checkpoint.tally);
    const bytesTotal = totalBytes(slack);
    const clock = createZoneClock(options.timeZone);
    const save = (phase: 'reading' | 'writing', index: number): string => JSON.stringify({ phase, index, tally: tally.save() });
    if (checkpoint?.phase !== 'writing') {
      const reading: ExportReading = {
        context, sink: context.sink, options, clock, tally, archive, slack,
        observe: () => undefined,
        observeAny: () => undefined,
        save: (index) => save('reading', index),
        onBytes: (bytes) => context.onProgress(tally.progress('reading', bytes, bytesTotal)),
      };
      await readExport(reading, checkpoint?.index ?? 0);
      state.checkpoint(importId, save('writing', slack.days.length));
    }
    const renderer = createSlackRenderer({
      state,
      clock,
      timeZone: options.timeZone,
      origin: isFile ? { archive: source.name, sha256 } : { archive: source.name },
      workspace: slack.workspace,
      folder: workspaceFolder(state, slack),
    });
    await writeGroups(
      context, options, renderer, tally,
      () => save('writing', slack.days.length),
      () => context.onProgress(tally.progress('writing', bytesTotal, bytesTotal)),
    );
    await writeAddressBook(context);
    state.end(importId);
    return success(tally.report('slack-export', source.name, state.personCount()));
  } catch (error) {
    return stopped(error, context.signal);
  } finally {
    archive?.close();
  }
}

/**
 * The workspace's folder and its channels' folders, claimed under the ids that own them: two
 * workspaces or channels of one name must not share one, and a later export must find its own.
 */
function workspaceFolder(state: ImportState, slack: SlackExport): string {
  return state.transaction(() => {
    const owner = `slack:workspace:${slack.team}`;
    const plain = `raw/slack/${safeName(slack.workspace, 80, 'workspace')}`;
    const taken = state.noteAt(plain);
    const folder = state.notePath(owner) ?? (taken === null || taken === owner ? plain : `${plain} ${safeName(slack.team, 30, 'team')}`);
    state.rememberNote(owner, folder);
    for (const { channel } of slack.days) {
      const channelOwner = `slack:channel:${channel.id}`;
      const channelPath = `${folder}/${safeName(channel.name, 80, 'channel')}`;
      if (state.notePath(channelOwner) === null && state.noteAt(channelPath) === null) state.rememberNote(channelOwner, channelPath);
    }
    return folder;
  });
}
