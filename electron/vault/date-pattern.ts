/** Days as names and back: date-fns' patterns, and Moment's as Obsidian writes them. */
import { format as formatDate, isValid, parse as parseDate } from 'date-fns';

/** Both letters for a year's day and a week's year are meant: date-fns asks before it takes them. */
const allTokens = { useAdditionalDayOfYearTokens: true, useAdditionalWeekYearTokens: true };

/** The date in a pattern of Unicode TR 35 as date-fns reads it; null where it is no pattern. */
export function formatDay(date: Date, pattern: string): string | null {
  try {
    return formatDate(date, pattern, allTokens);
  } catch {
    return null;
  }
}

/** Tokens that say a day, the plainest first; each row together is enough, one token of each cell. */
const sufficient: readonly (readonly (readonly string[])[])[] = [
  [['yyyy', 'yy'], ['MM', 'M', 'MMMM', 'MMM', 'Mo'], ['dd', 'd', 'do']],
  [['yyyy', 'yy'], ['DDD', 'D']],
  [['RRRR'], ['II', 'I']],
];

/** How many digits a token writes; any other token is words. */
const digits: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}', yy: '\\d{2}', RRRR: '\\d{4}', MM: '\\d{2}', M: '\\d{1,2}', dd: '\\d{2}', d: '\\d{1,2}', DDD: '\\d{3}', D: '\\d{1,3}', II: '\\d{2}', I: '\\d{1,2}',
};

/**
 * The day that `name` says in `pattern` (of a week: its Monday); null where it says none. date-fns
 * itself refuses patterns that say one thing twice (`yyyy/yyyy-MM-dd`), as names of notes do.
 */
export function parseDay(name: string, pattern: string): Date | null {
  const tokens: string[] = [];
  const source = pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*o?|[^A-Za-z']+/g, (token: string, quoted: string | undefined, letter: string | undefined) => {
    if (letter === undefined) return escapePattern(quoted === undefined ? token : quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    tokens.push(token);
    return `(${digits[token] ?? '[^/]+?'})`;
  });
  const match = new RegExp(`^${source}$`, 'u').exec(name);
  if (match === null) return null;
  for (const row of sufficient) {
    const chosen = row.map((cell) => cell.find((token) => tokens.includes(token)));
    if (!chosen.every((token) => token !== undefined)) continue;
    const values = chosen.map((token) => match[tokens.indexOf(token) + 1] ?? '');
    const day = parseDate(values.join(' '), chosen.join(' '), new Date(2000, 0, 1), allTokens);
    // What the pattern would not write is no name of that day: `02-30`, or the wrong weekday.
    if (isValid(day) && formatDay(day, pattern) === name) return day;
  }
  return null;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** An ISO day as a local date at midnight. */
export function localDay(isoDate: string): Date {
  const [year = 0, month = 1, day = 1] = isoDate.split('-').map(Number);
  return new Date(year, month - 1, day);
}

const momentTokens: Readonly<Record<string, string>> = {
  YYYY: 'yyyy', YY: 'yy', gggg: 'RRRR', GGGG: 'RRRR', Q: 'Q', MMMM: 'MMMM', MMM: 'MMM', MM: 'MM', Mo: 'Mo', M: 'M',
  DDDD: 'DDD', DDD: 'D', DD: 'dd', Do: 'do', D: 'd', dddd: 'EEEE', ddd: 'EEE', dd: 'EEEEEE', d: 'e',
  WW: 'II', W: 'I', ww: 'II', w: 'I', HH: 'HH', H: 'H', hh: 'hh', h: 'h', mm: 'mm', m: 'm', ss: 'ss', s: 's', A: 'a', a: 'aaa',
};

const momentPattern =
  /\[([^\]]*)\]|YYYY|YY|GGGG|gggg|Q|MMMM|MMM|MM|Mo|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|d|WW|W|ww|w|HH|H|hh|h|mm|m|ss|s|A|a|[A-Za-z]+/g;

/**
 * Moment's tokens (https://momentjs.com/docs/#/displaying/format/) in date-fns' letters. Quoted text
 * and what is the same stays. Weeks are ISO weeks: Moment's `gggg` and `ww` follow the locale, and
 * Obsidian's own weekly notes are named by either.
 */
export function fromMoment(pattern: string): string {
  return pattern.replace(momentPattern, (token: string, quoted: string | undefined) =>
    quoted !== undefined ? quoteLiteral(quoted) : (momentTokens[token] ?? quoteLiteral(token)),
  );
}

function quoteLiteral(text: string): string {
  return text === '' ? '' : `'${text.replaceAll("'", "''")}'`;
}
