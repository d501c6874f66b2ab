import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/model/settings.ts';
import { dailyPlace, fillTemplate, parseObsidianDaily } from './daily-note.ts';

const settings = settingsSchema.parse({});

describe('the place of a daily note', () => {
  it('follows our settings', () => {
    expect(dailyPlace('2026-11-23', settings, null)).toMatchObject({ ok: true, value: { path: 'daily/2026-11-23.md', title: '2026-11-23' } });
  });
  it.each([
    ['YYYY-MM-DD', '2026-11-03'],
    ['YYYY/MM-MMMM/YYYY-MM-DD-dddd', '2026/11-November/2026-11-03-Tuesday'],
    ['[Day] D MMM YY', 'Day 3 Nov 26'],
    ['gggg-[W]ww', '2026-W45'],
    ['DDDD', '307'],
  ])("reads Obsidian's pattern %s", (format, name) => {
    const place = dailyPlace('2026-11-03', settings, parseObsidianDaily(JSON.stringify({ folder: '/Journal/', format })));
    expect(place).toMatchObject({ ok: true, value: { path: `Journal/${name}.md` } });
  });
  it('says when a pattern gives no file name', () => {
    expect(dailyPlace('2026-11-03', { ...settings, dailyFolder: '../out' }, null)).toMatchObject({ ok: false, code: 'bad-name' });
    expect(dailyPlace('2026-11-03', { ...settings, dailyFormat: 'yyyy-nnn' }, null)).toMatchObject({ ok: false, code: 'bad-name' });
  });
  it('fills the words of a template and leaves the others', () => {
    expect(fillTemplate('# {{title}} {{date:YYYY}} {{date}} {{other}}', 'T', new Date(2026, 10, 3))).toBe('# T 2026 2026-11-03 {{other}}');
  });
});
