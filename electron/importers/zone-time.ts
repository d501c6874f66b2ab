/** Days and times in a chosen zone, cheaply enough for a million messages. */

export interface ZoneClock {
  /** `2024-03-05`. */
  day(ms: number): string;
  /** `2024-03-05 09:41:12 +01:00`. */
  stamp(ms: number): string;
}

/** A clock for an IANA zone; UTC where the name is unknown. */
export function createZoneClock(timeZone: string): ZoneClock {
  const offsetAt = offsetFinder(timeZone);
  const local = (ms: number): { iso: string; offsetMinutes: number } => {
    const offsetMinutes = offsetAt(ms);
    return { iso: new Date(ms + offsetMinutes * 60_000).toISOString(), offsetMinutes };
  };
  return {
    day: (ms) => local(ms).iso.slice(0, 10),
    stamp(ms) {
      const { iso, offsetMinutes } = local(ms);
      const size = Math.abs(offsetMinutes);
      const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
      return `${iso.slice(0, 10)} ${iso.slice(11, 19)} ${offsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
    },
  };
}

/** Offsets in minutes; asked of Intl once per quarter of an hour of message time (changes fall on those). */
function offsetFinder(timeZone: string): (ms: number) => number {
  if (timeZone === 'UTC') return () => 0;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return () => 0;
  }
  const known = new Map<number, number>();
  return (ms) => {
    const slot = Math.floor(ms / 900_000);
    let offset = known.get(slot);
    if (offset === undefined) {
      const name = format.formatToParts(slot * 900_000).find((part) => part.type === 'timeZoneName')?.value ?? '';
      const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
      offset = match === null ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
      if (known.size > 20_000) known.clear();
      known.set(slot, offset);
    }
    return offset;
  };
}

/** Reads a `stamp` at the start of a line back to milliseconds; null where there is none. */
export function parseStamp(line: string): number | null {
  const match = /^\[?(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d:\d\d)/.exec(line);
  if (match === null) return null;
  const ms = Date.parse(`${match[1]}T${match[2]}${match[3]}`);
  return Number.isNaN(ms) ? null : ms;
}
