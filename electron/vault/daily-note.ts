/** Where a day's note is: by the vault's own Obsidian settings when it has them, else by ours. */
import { format as formatDate } from 'date-fns';
import { z } from 'zod';
import { isNotePath, noteNameOf, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Settings } from '#shared/model/settings.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';

const obsidianSchema = z.object({
  folder: z.string().optional(),
  format: z.string().optional(),
  template: z.string().optional(),
});
export type ObsidianDaily = z.infer<typeof obsidianSchema>;

/** Reads `.obsidian/daily-notes.json`; null when it says nothing. */
export function parseObsidianDaily(json: string): ObsidianDaily | null {
  try {
    const parsed = obsidianSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Moment's day of the year has letters that date-fns asks to be allowed. */
const dayTokens = { useAdditionalDayOfYearTokens: true, useAdditionalWeekYearTokens: true };

export interface DailyPlace {
  readonly path: VaultPath;
  readonly title: string;
  /** The note that a new day begins with, or null. */
  readonly templatePath: VaultPath | null;
}

/** `date` is an ISO day. `bad-name`: the pattern gives no file name. */
export function dailyPlace(date: string, settings: Settings, obsidian: ObsidianDaily | null): Outcome<DailyPlace, 'bad-name'> {
  const folder = (obsidian?.folder ?? settings.dailyFolder).replace(/^\/+|\/+$/g, '');
  const pattern = obsidian?.format ? fromMoment(obsidian.format) : settings.dailyFormat;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  let name: string;
  try {
    name = formatDate(new Date(year, month - 1, day), pattern, dayTokens);
  } catch {
    return failure('bad-name', `"${pattern}" is not a date pattern.`);
  }
  const path = parseVaultPath(`${folder === '' ? '' : `${folder}/`}${name}.md`);
  if (path === null) return failure('bad-name', `The daily pattern gives "${name}", which is no file name.`);
  return success({ path, title: noteNameOf(path), templatePath: templateOf(obsidian) });
}

function templateOf(obsidian: ObsidianDaily | null): VaultPath | null {
  const template = obsidian?.template?.replace(/^\/+/, '');
  return template ? parseVaultPath(isNotePath(template) ? template : `${template}.md`) : null;
}

/** Moment's tokens in date-fns' letters (Unicode TR 35). Quoted text and what is the same stays. */
function fromMoment(pattern: string): string {
  const tokens: Readonly<Record<string, string>> = {
    YYYY: 'yyyy', YY: 'yy', gggg: 'RRRR', GGGG: 'RRRR', Q: 'Q', MMMM: 'MMMM', MMM: 'MMM', MM: 'MM', Mo: 'Mo', M: 'M',
    DDDD: 'DDD', DDD: 'D', DD: 'dd', Do: 'do', D: 'd', dddd: 'EEEE', ddd: 'EEE', dd: 'EEEEEE', d: 'e',
    WW: 'II', W: 'I', ww: 'II', w: 'I', HH: 'HH', H: 'H', hh: 'hh', h: 'h', mm: 'mm', m: 'm', ss: 'ss', s: 's', A: 'a', a: 'aaa',
  };
  return pattern.replace(/\[([^\]]*)\]|YYYY|YY|GGGG|gggg|Q|MMMM|MMM|MM|Mo|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|d|WW|W|ww|w|HH|H|hh|h|mm|m|ss|s|A|a|[A-Za-z]+/g, (token: string, quoted: string | undefined) =>
    quoted !== undefined ? quoteLiteral(quoted) : (tokens[token] ?? quoteLiteral(token)),
  );
}

function quoteLiteral(text: string): string {
  return text === '' ? '' : `'${text.replaceAll("'", "''")}'`;
}

/** Obsidian's template words; others are left for the person to see. */
export function fillTemplate(template: string, title: string, date: Date): string {
  return template.replace(/\{\{\s*(title|date|time)(?::([^}]*))?\s*\}\}/g, (whole: string, word: string, pattern: string | undefined) => {
    if (word === 'title') return title;
    try {
      return formatDate(date, pattern === undefined ? (word === 'date' ? 'yyyy-MM-dd' : 'HH:mm') : fromMoment(pattern.trim()));
    } catch {
      return whole;
    }
  });
}
