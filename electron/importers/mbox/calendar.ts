/** The few lines of an iCalendar part that say what, when, where and who. */

export interface CalendarSummary {
  readonly method: string;
  readonly summary: string;
  readonly start: string;
  readonly end: string;
  readonly location: string;
  readonly organizer: string;
}

/** Reads the first VEVENT; null where there is none. Times are given as the calendar wrote them. */
export function summarizeCalendar(text: string): CalendarSummary | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').split('\n');
  const fields = new Map<string, { value: string; params: string }>();
  let inside = false;
  let method = '';
  for (const line of lines) {
    const match = /^([A-Za-z-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)$/.exec(line);
    const name = match?.[1]?.toUpperCase();
    if (match === null || name === undefined) continue;
    const value = match[3] ?? '';
    if (name === 'BEGIN' && value.toUpperCase() === 'VEVENT') inside = true;
    else if (name === 'END' && value.toUpperCase() === 'VEVENT') break;
    else if (name === 'METHOD') method = value.trim();
    else if (inside && !fields.has(name)) fields.set(name, { value, params: match[2] ?? '' });
  }
  if (!inside) return null;
  const textOf = (name: string): string =>
    (fields.get(name)?.value ?? '').replace(/\\[nN]/g, ' ').replace(/\\([,;\\])/g, '$1').replace(/\s+/g, ' ').trim().slice(0, 500);
  const organizer = fields.get('ORGANIZER');
  const commonName = /CN="?([^";]+)/i.exec(organizer?.params ?? '')?.[1];
  return {
    method,
    summary: textOf('SUMMARY'),
    start: showTime(fields.get('DTSTART')),
    end: showTime(fields.get('DTEND')),
    location: textOf('LOCATION'),
    organizer: commonName ?? (organizer?.value ?? '').replace(/^mailto:/i, ''),
  };
}

function showTime(field: { value: string; params: string } | undefined): string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?/.exec(field?.value ?? '');
  if (match === null) return '';
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  if (match[4] === undefined) return day;
  const zone = match[6] === 'Z' ? ' UTC' : ` ${/TZID="?([^";:]+)/i.exec(field?.params ?? '')?.[1] ?? ''}`.trimEnd();
  return `${day} ${match[4]}:${match[5]}${zone}`;
}
