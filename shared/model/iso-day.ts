/** Days as ISO 8601 writes them. */

/** The day that a date has on the local clock, as `2026-11-23`. */
export function isoDay(date: Date): string {
  const part = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return `${part(date.getFullYear(), 4)}-${part(date.getMonth() + 1, 2)}-${part(date.getDate(), 2)}`;
}
