/** The day that a task is due, as people write it: `📅 2026-11-23` or `[due:: 2026-11-23]`. */

const due = /📅\uFE0F?[ \t]*(\d{4}-\d{2}-\d{2})(?!\d)|[[(]due::[ \t]*(\d{4}-\d{2}-\d{2})[^\])\n]*[\])]/iu;

/** From a task's plain text; null where it has no day, or one that no calendar has. */
export function dueOf(text: string): string | null {
  const found = due.exec(text);
  const day = found?.[1] ?? found?.[2];
  return day === undefined || !isDay(day) ? null : day;
}

/** The text without the day: for where the day is shown beside it. */
export function withoutDue(text: string): string {
  return dueOf(text) === null ? text : text.replace(due, '').replace(/[ \t]{2,}/gu, ' ').trim();
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
