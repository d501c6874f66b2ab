/** The layout of a Slack export: its roots, people, channels and day files, wherever a wrapper put them. */
import path from 'node:path';
import { z } from 'zod';
import type { ArchiveEntry, ArchiveFolder } from '../archive-folder.ts';
import { ImportStop } from '../importer.ts';
import { type EmojiTable } from './emoji.ts';
import type { SlackNames } from './mrkdwn.ts';
import { channelSchema, userSchema } from './slack-schema.ts';

export interface SlackChannel {
  readonly id: string;
  /** For people and for the folder's name. */
  readonly name: string;
}

export interface DayFile {
  readonly entry: ArchiveEntry;
  readonly channel: SlackChannel;
}

export interface SlackExport {
  readonly team: string;
  readonly workspace: string;
  readonly days: readonly DayFile[];
  readonly names: SlackNames;
  readonly emailOf: (userId: string) => string | null;
  /** Entries with files that the exporter downloaded, by Slack's file id. */
  readonly downloads: ReadonlyMap<string, ArchiveEntry>;
}

const messageShape = z.object({ ts: z.string(), type: z.string() });
const teamShape = z.object({ team: z.string() });
const maxListBytes = 512 * 1024 * 1024;
const dayFile = /^(?:(.*)\/)?([^/]+)\/(\d{4}-\d\d-\d\d)\.json$/;
const listFile = /^(?:(.*)\/)?(users|org_users|channels|groups|dms|mpims)\.json$/;

/** Whether the names in an archive are those of a Slack export; 0 to 1. */
export function slackLikelihood(entries: readonly ArchiveEntry[]): number {
  const lists = entries.filter((entry) => listFile.test(entry.name)).length;
  const days = entries.filter((entry) => dayFile.test(entry.name)).length;
  if (lists > 0 && days > 0) return 0.95;
  if (lists >= 2) return 0.7;
  return days > 0 ? 0.4 : 0;
}

/** Reads the lists of people and channels. Throws `ImportStop` where this is no Slack export. */
export async function openSlackExport(archive: ArchiveFolder, sourceName: string, emoji: EmojiTable, wanted: string | null): Promise<SlackExport> {
  const days = archive.entries.filter((entry) => dayFile.test(entry.name));
  const lists = archive.entries.filter((entry) => listFile.test(entry.name));
  if (lists.length === 0 && days.length === 0 && archive.entries.some((entry) => /\.mbox$/i.test(entry.name))) {
    throw new ImportStop('not-slack-export', 'This archive holds a mailbox. Unpack it and import the .mbox file in it.');
  }
  if (lists.length === 0 && days.length === 0) throw new ImportStop('not-slack-export', 'This is not a Slack export: it has neither a list of people or channels nor day files.');
  if (lists.length === 0 && !(await looksLikeDay(archive, days))) throw new ImportStop('not-slack-export', 'The files in this archive are dated, but they hold no Slack messages.');

  const people = new Map<string, string>();
  const emails = new Map<string, string>();
  const teams = new Map<string, number>();
  const channelsByFolder = new Map<string, SlackChannel>();
  const channelNames = new Map<string, string>();
  for (const entry of lists) {
    const kind = listFile.exec(entry.name)?.[2] ?? '';
    const items = await readList(archive, entry);
    if (kind === 'users' || kind === 'org_users') {
      for (const item of items) {
        const user = userSchema.safeParse(item);
        if (!user.success) continue;
        const { id, name, real_name, profile, team_id } = user.data;
        people.set(id, pick(profile?.display_name, profile?.real_name, real_name, name, id));
        if (profile?.email?.includes('@') === true) emails.set(id, profile.email.toLowerCase());
        if (team_id !== undefined) teams.set(team_id, (teams.get(team_id) ?? 0) + 1);
      }
    } else {
      for (const item of items) {
        const channel = channelSchema.safeParse(item);
        if (!channel.success) continue;
        const { id, name, members } = channel.data;
        const shown = name ?? (members === undefined ? id : members.map((member) => people.get(member) ?? member).join(', '));
        channelNames.set(id, shown);
        const known = { id, name: shown };
        channelsByFolder.set(id, known);
        if (name !== undefined) channelsByFolder.set(name, known);
      }
    }
  }

  const team = [...teams].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? (await teamOfMessages(archive, days));
  const workspace = wanted ?? (await workspaceName(archive, days, sourceName)) ?? team ?? 'workspace';
  return {
    team: team ?? `name:${workspace}`,
    workspace,
    days: days.map((entry) => {
      const folder = dayFile.exec(entry.name)?.[2] ?? '';
      return { entry, channel: channelsByFolder.get(folder) ?? channelsByFolder.get(folder.normalize('NFC')) ?? { id: `name:${folder}`, name: folder } };
    }),
    names: {
      user: (id) => people.get(id) ?? id,
      channel: (id) => channelNames.get(id) ?? id,
      emoji,
    },
    emailOf: (id) => emails.get(id) ?? null,
    downloads: downloadsOf(archive),
  };
}

export function pick(...names: readonly (string | undefined)[]): string {
  for (const name of names) if (name !== undefined && name.trim() !== '') return name.trim();
  return '';
}

async function readJson(archive: ArchiveFolder, entry: ArchiveEntry): Promise<unknown> {
  const bytes = await archive.read(entry, maxListBytes);
  if (bytes === null) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

async function readList(archive: ArchiveFolder, entry: ArchiveEntry): Promise<readonly unknown[]> {
  const parsed = z.array(z.unknown()).safeParse(await readJson(archive, entry));
  return parsed.success ? parsed.data : [];
}

/** Whether one of the first day files is a list in which something has a `ts`. */
async function looksLikeDay(archive: ArchiveFolder, days: readonly ArchiveEntry[]): Promise<boolean> {
  for (const entry of days.slice(0, 5)) {
    const items = await readList(archive, entry);
    if (items.some((item) => messageShape.safeParse(item).success)) return true;
  }
  return false;
}

async function teamOfMessages(archive: ArchiveFolder, days: readonly ArchiveEntry[]): Promise<string | null> {
  for (const entry of days.slice(0, 20)) {
    for (const item of await readList(archive, entry)) {
      const parsed = teamShape.safeParse(item);
      if (parsed.success) return parsed.data.team;
    }
  }
  return null;
}

/** From the export's own file name, else from the address of a file in it, else from the name at hand. */
async function workspaceName(archive: ArchiveFolder, days: readonly ArchiveEntry[], sourceName: string): Promise<string | null> {
  const base = path.basename(sourceName).replace(/\.zip$/i, '');
  const official = /^(.+?) Slack export\b/i.exec(base)?.[1];
  if (official !== undefined) return official;
  for (const entry of days.slice(0, 20)) {
    const bytes = await archive.read(entry, maxListBytes);
    const domain = /https:(?:\\?\/){2}([a-z0-9][a-z0-9-]*)\.slack\.com(?:\\?\/)(?:files|archives)/.exec(bytes?.toString('utf8') ?? '')?.[1];
    if (domain !== undefined && !['files', 'app', 'www', 'slack'].includes(domain)) return domain;
  }
  const undated = base.replace(/[-_ .]*\d{4}-?\d\d-?\d\d.*$/, '').trim();
  return undated === '' ? null : undated;
}

/** `attachments/<id>-name` and `__uploads/<id>/name`, as slackdump lays them. */
function downloadsOf(archive: ArchiveFolder): ReadonlyMap<string, ArchiveEntry> {
  const found = new Map<string, ArchiveEntry>();
  for (const entry of archive.entries) {
    const id = /(?:^|\/)attachments\/(F[A-Z0-9]{6,})-[^/]+$/.exec(entry.name)?.[1] ?? /(?:^|\/)__uploads\/(F[A-Z0-9]{6,})\/[^/]+$/.exec(entry.name)?.[1];
    if (id !== undefined) found.set(id, entry);
  }
  return found;
}
