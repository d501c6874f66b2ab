import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/model/settings.ts';
import { placesOf, type ObsidianPlaces } from './note-places.ts';
import { periodBeside, periodicPlace, periodOfPath } from './periodic-note.ts';

const settings = settingsSchema.parse({});
const ours = placesOf(settings, {});
const theirs = (obsidian: ObsidianPlaces) => placesOf(settings, obsidian);

describe('the place of a daily note', () => {
  it('follows our settings', () => {
    expect(periodicPlace('day', '2026-11-23', ours)).toMatchObject({ ok: true, value: { path: 'daily/2026-11-23.md', title: '2026-11-23', templatePath: null } });
  });

  it.each([
    ['YYYY-MM-DD', '2026-11-03'],
    ['YYYY/MM-MMMM/YYYY-MM-DD-dddd', '2026/11-November/2026-11-03-Tuesday'],
    ['[Day] D MMM YY', 'Day 3 Nov 26'],
    ['gggg-[W]ww', '2026-W45'],
    ['DDDD', '307'],
  ])("reads Obsidian's pattern %s", (format, name) => {
    const places = theirs({ daily: { folder: '/Journal/', format, template: 'Templates/Day' } });
    expect(periodicPlace('day', '2026-11-03', places)).toMatchObject({ ok: true, value: { path: `Journal/${name}.md`, templatePath: 'Templates/Day.md' } });
  });

  it('says when a pattern gives no file name', () => {
    expect(periodicPlace('day', '2026-11-03', placesOf({ ...settings, dailyFolder: '../out' }, {}))).toMatchObject({ ok: false, code: 'bad-name' });
    expect(periodicPlace('day', '2026-11-03', placesOf({ ...settings, dailyFormat: 'yyyy-nnn' }, {}))).toMatchObject({ ok: false, code: 'bad-name' });
  });
});

describe('the place of a weekly note', () => {
  it('is the same for every day of an ISO week, and has the year of its Thursday', () => {
    const paths = ['2026-12-28', '2026-12-31', '2027-01-03'].map((day) => periodicPlace('week', day, ours));
    for (const place of paths) expect(place).toMatchObject({ ok: true, value: { path: 'weekly/2026-W53.md' } });
  });

  it("follows the settings of Obsidian's plug-ins", () => {
    const places = theirs({ weekly: { folder: 'Weeks', format: 'GGGG-[KW]WW' } });
    expect(periodicPlace('week', '2026-11-23', places)).toMatchObject({ ok: true, value: { path: 'Weeks/2026-KW48.md' } });
  });
});

describe('the period of a path', () => {
  it('is found by the pattern, and only by what the pattern writes', () => {
    expect(periodOfPath('daily/2026-11-23.md', ours)).toEqual({ period: 'day', date: '2026-11-23' });
    expect(periodOfPath('weekly/2026-W48.md', ours)).toEqual({ period: 'week', date: '2026-11-23' });
    for (const other of ['daily/2026-11-3.md', 'daily/Notes.md', '2026-11-23.md', 'daily/2026-02-30.md']) {
      expect(periodOfPath(other, ours)).toBeNull();
    }
  });

  it('is found in names with words and folders', () => {
    const places = theirs({ daily: { folder: 'J', format: 'YYYY/MM-MMMM/YYYY-MM-DD-dddd' } });
    expect(periodOfPath('J/2026/11-November/2026-11-03-Tuesday.md', places)).toEqual({ period: 'day', date: '2026-11-03' });
  });
});

describe('the day beside a day', () => {
  const written = new Set(['2026-11-02', '2026-11-20', '2026-12-24']);
  const beside = (date: string, direction: -1 | 1) =>
    periodBeside('day', date, direction, { exists: (day) => written.has(day), today: new Date(2026, 10, 23, 15) });

  it('is the nearest that was written, and today always counts', () => {
    expect(beside('2026-11-20', -1)).toBe('2026-11-02');
    expect(beside('2026-11-02', 1)).toBe('2026-11-20');
    expect(beside('2026-11-20', 1)).toBe('2026-11-23');
    expect(beside('2026-11-23', 1)).toBe('2026-12-24');
    expect(beside('2026-12-24', -1)).toBe('2026-11-23');
  });

  it('is the next in the calendar where nothing was written', () => {
    expect(beside('2026-12-24', 1)).toBe('2026-12-25');
    expect(beside('2026-11-02', -1)).toBe('2026-11-01');
  });

  it('goes by Mondays for weeks', () => {
    const week = (direction: -1 | 1) =>
      periodBeside('week', '2026-11-25', direction, { exists: (day) => day === '2026-11-02', today: new Date(2026, 10, 23) });
    expect(week(-1)).toBe('2026-11-02');
    expect(week(1)).toBe('2026-11-30');
  });
});
