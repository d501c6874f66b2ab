/**
 * Where days, weeks and templates are kept in a vault, and what new ones begin with: as Obsidian's
 * settings in the vault say where it has them, else as ours do.
 */
import { z } from 'zod';
import { isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Settings } from '#shared/model/settings.ts';
import { fromMoment } from './date-pattern.ts';
import type { VaultFiles } from './vault-files.ts';

export interface PeriodPlaces {
  /** Without a slash at either end; `''` is the vault's root. */
  readonly folder: string;
  /** A date-fns pattern; may contain `/`. */
  readonly pattern: string;
  readonly templatePath: VaultPath | null;
  readonly from: 'settings' | 'obsidian';
}

export interface NotePlaces {
  readonly day: PeriodPlaces;
  readonly week: PeriodPlaces;
  readonly templates: {
    readonly folder: string;
    /** What `{{date}}` and `{{time}}` are written as. */
    readonly datePattern: string;
    readonly timePattern: string;
    readonly from: 'settings' | 'obsidian';
  };
}

const periodSchema = z.object({ folder: z.string().optional(), format: z.string().optional(), template: z.string().optional() });
const periodicPluginSchema = z.object({ weekly: periodSchema.extend({ enabled: z.boolean().optional() }).optional() });
const calendarPluginSchema = z.object({
  weeklyNoteFormat: z.string().optional(),
  weeklyNoteTemplate: z.string().optional(),
  weeklyNoteFolder: z.string().optional(),
});
const templatesSchema = z.object({ folder: z.string().optional(), dateFormat: z.string().optional(), timeFormat: z.string().optional() });

/** What the files of `.obsidian/` say; absent where they say nothing that can be read. */
export interface ObsidianPlaces {
  readonly daily?: z.infer<typeof periodSchema>;
  readonly weekly?: z.infer<typeof periodSchema>;
  readonly templates?: z.infer<typeof templatesSchema>;
}

/** Reads `.obsidian/`; `records` is a view of the vault's files that may see it. */
export async function readObsidianPlaces(records: Pick<VaultFiles, 'readBytes'>): Promise<ObsidianPlaces> {
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    const path = parseVaultPath(`.obsidian/${file}`);
    const bytes = path === null ? null : await records.readBytes(path);
    if (bytes?.ok !== true) return undefined;
    try {
      return schema.safeParse(JSON.parse(bytes.value.bytes.toString('utf8'))).data;
    } catch {
      return undefined;
    }
  };
  const [daily, templates, periodic, calendar] = await Promise.all([
    read('daily-notes.json', periodSchema),
    read('templates.json', templatesSchema),
    read('plugins/periodic-notes/data.json', periodicPluginSchema),
    read('plugins/calendar/data.json', calendarPluginSchema),
  ]);
  const weekly = periodic?.weekly?.enabled === true ? periodic.weekly : ofCalendarPlugin(calendar);
  return {
    ...(daily === undefined ? {} : { daily }),
    ...(weekly === undefined ? {} : { weekly }),
    ...(templates === undefined ? {} : { templates }),
  };
}

function ofCalendarPlugin(calendar: z.infer<typeof calendarPluginSchema> | undefined): z.infer<typeof periodSchema> | undefined {
  if (!calendar?.weeklyNoteFormat && !calendar?.weeklyNoteFolder && !calendar?.weeklyNoteTemplate) return undefined;
  return { folder: calendar.weeklyNoteFolder, format: calendar.weeklyNoteFormat, template: calendar.weeklyNoteTemplate };
}

export function placesOf(settings: Settings, obsidian: ObsidianPlaces): NotePlaces {
  const { daily, weekly, templates } = obsidian;
  const ours = (folder: string, pattern: string, template: string): PeriodPlaces => ({
    folder: plainFolder(folder),
    pattern,
    templatePath: templatePathOf(template),
    from: 'settings',
  });
  const theirs = (said: z.infer<typeof periodSchema>, pattern: string): PeriodPlaces => ({
    folder: plainFolder(said.folder ?? ''),
    pattern: said.format ? fromMoment(said.format) : pattern,
    templatePath: templatePathOf(said.template ?? ''),
    from: 'obsidian',
  });
  return {
    day: daily === undefined ? ours(settings.dailyFolder, settings.dailyFormat, settings.dailyTemplate) : theirs(daily, 'yyyy-MM-dd'),
    week: weekly === undefined ? ours(settings.weeklyFolder, settings.weeklyFormat, settings.weeklyTemplate) : theirs(weekly, "RRRR-'W'II"),
    templates: {
      folder: plainFolder(templates?.folder ?? settings.templatesFolder),
      datePattern: templates?.dateFormat ? fromMoment(templates.dateFormat) : 'yyyy-MM-dd',
      timePattern: templates?.timeFormat ? fromMoment(templates.timeFormat) : 'HH:mm',
      from: templates?.folder === undefined ? 'settings' : 'obsidian',
    },
  };
}

function plainFolder(folder: string): string {
  return folder.trim().replace(/^\/+|\/+$/g, '');
}

function templatePathOf(template: string): VaultPath | null {
  const plain = template.trim().replace(/^\/+/, '');
  if (plain === '') return null;
  return parseVaultPath(isNotePath(plain) ? plain : `${plain}.md`);
}
