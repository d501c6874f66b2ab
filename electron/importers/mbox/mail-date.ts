/** Dates of mails: RFC 5322 with its obsolete zones, the From line of an mbox, and what is not to be believed. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: Readonly<Record<string, number>> = {
  ut: 0, utc: 0, gmt: 0, z: 0, bst: 60, cet: 60, met: 60, mez: 60, cest: 120, mest: 120, eet: 120, eest: 180, msk: 180,
  ist: 330, jst: 540, kst: 540, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420,
  akst: -540, akdt: -480, hst: -600, aest: 600, aedt: 660,
};

const longestDate = 200;

/** Milliseconds of a `Date` header, a From line's date or an ISO date; null where it is none. */
export function parseMailDate(text: string): number | null {
  const clean = text.slice(0, longestDate).replace(/\([^)]*\)/g, ' ').replace(/\s+/g, ' ').trim();
  const rfc = /(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -,]+(\d{2,4})[ ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.]\d+)?\s*([AP]M\b)?\s*([+-]\d{3,4}|[A-Za-z]{1,5})?/.exec(clean);
  if (rfc !== null) return toMs(rfc[3], rfc[2], rfc[1], rfc[4], rfc[5], rfc[6], rfc[8], rfc[7]);
  const asctime = /([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([+-]\d{4}|[A-Za-z]{1,5}))? (\d{4})(?: ([+-]\d{4}))?/.exec(clean);
  if (asctime !== null) {
    return toMs(asctime[7], asctime[1], asctime[2], asctime[3], asctime[4], asctime[5], asctime[6] ?? asctime[8], undefined);
  }
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(clean)) {
    const withZone = /(Z|[+-]\d\d:?\d\d)$/i.test(clean) ? clean : `${clean}Z`;
    const ms = Date.parse(withZone.replace(' ', 'T'));
    return Number.isNaN(ms) ? null : ms;
  }
  return null;
}

function toMs(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
  half: string | undefined,
): number | null {
  const monthIndex = months.indexOf((month ?? '').toLowerCase());
  if (monthIndex < 0) return null;
  let fullYear = Number(year);
  if (fullYear < 50) fullYear += 2000;
  else if (fullYear < 1000) fullYear += 1900;
  let hours = Number(hour);
  if (half !== undefined) hours = (hours % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  const days = Number(day);
  if (days < 1 || days > 31 || hours > 24 || Number(minute) > 59) return null;
  const ms = Date.UTC(fullYear, monthIndex, days, hours, Number(minute), Math.min(Number(second ?? 0), 59));
  return ms - zoneMinutes(zone) * 60_000;
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const numeric = /^([+-])(\d{1,2})(\d{2})$/.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    return minutes > 14 * 60 ? 0 : numeric[1] === '-' ? -minutes : minutes;
  }
  return zones[zone.toLowerCase()] ?? 0;
}

const earliestMs = Date.UTC(1971, 0, 1);
const dayMs = 86_400_000;

/** Whether mail can have been sent then: after mail was invented, and not in the future. */
export function isCredible(ms: number | null, nowMs: number): ms is number {
  return ms !== null && ms >= earliestMs && ms <= nowMs + 2 * dayMs;
}
