import { describe, expect, it } from 'vitest';
import { thin, type Dated } from './thinning.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = 400 * day;
const forEver = { maximumAgeMs: null };

/** Newest first, one each `everyMs`, over `lengthMs` that end `agoMs` before now. */
function series(agoMs: number, lengthMs: number, everyMs: number): Dated[] {
  return Array.from({ length: Math.floor(lengthMs / everyMs) }, (_, index) => ({
    id: `${agoMs + index * everyMs}`,
    takenMs: now - agoMs - index * everyMs,
    reason: 'write',
  }));
}
const left = (all: readonly Dated[], rule = forEver) => all.length - thin(all, now, rule).length;

describe('thinning', () => {
  it('keeps every text of the last hour', () => {
    expect(left(series(0, hour, 2000))).toBe(1800);
  });

  it('keeps one of five minutes for a day, one of an hour for a month, one of a day after that', () => {
    const texts = [...series(2 * hour, 10 * hour, 10_000), ...series(2 * day, 5 * day, 60_000), ...series(50 * day, 20 * day, hour)];
    const kept = left(texts);
    // 10 h of five minutes, 5 days of hours, 20 days; a stretch that is cut in two counts twice.
    expect(kept).toBeGreaterThanOrEqual(120 + 120 + 20);
    expect(kept).toBeLessThanOrEqual(120 + 120 + 20 + 4);
  });

  it('keeps the last text of a stretch', () => {
    const start = Math.floor((now - 100 * day) / day) * day;
    const texts: Dated[] = [
      { id: 'newest', takenMs: now, reason: 'write' },
      { id: 'evening', takenMs: start + 20 * hour, reason: 'write' },
      { id: 'morning', takenMs: start + 8 * hour, reason: 'write' },
    ];
    expect(thin(texts, now, forEver)).toEqual(['morning']);
  });

  it('never thins what a conflict or a deletion left', () => {
    const texts: Dated[] = series(50 * day, day, hour).map((text, index) => ({ ...text, reason: index % 2 === 0 ? 'conflict' : 'delete' }));
    expect(thin(texts, now, forEver)).toEqual([]);
  });

  it('drops what is too old, but not the newest of a note', () => {
    const texts = series(100 * day, 10 * day, day);
    expect(thin(texts, now, { maximumAgeMs: 90 * day })).toHaveLength(9);
    expect(thin(texts, now, { maximumAgeMs: 90 * day })).not.toContain(texts[0]?.id);
  });

  it('changes nothing when it is done again', () => {
    const texts = [...series(0, 3 * hour, 7000), ...series(3 * hour, 3 * day, 60_000)];
    const dropped = new Set(thin(texts, now, forEver));
    expect(thin(texts.filter(({ id }) => !dropped.has(id)), now, forEver)).toEqual([]);
  });
});
