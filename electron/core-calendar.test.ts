import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { openTestCore, valueOf } from './core.test-support.ts';

const at = (path: string) => vaultPathSchema.parse(path);
const template = '---\ntags: [day]\n---\n# {{title}} of {{prompt:Who|me}}\n\n{{cursor}}\n';

describe('the calendar over a vault', () => {
  it('tells of each day its words, open tasks and changed notes, and of each week whether it has a note', async () => {
    const test = await openTestCore({
      'daily/2026-11-02.md': 'One two three.\n\n- [ ] call\n- [x] done\n- [/] half\n',
      'weekly/2026-W45.md': 'A week.\n',
    });
    const { days, weeks } = valueOf(await test.client.call('calendar.days', { from: '2026-11-01', days: 42 }));
    expect(days).toHaveLength(42);
    expect(days[1]).toMatchObject({ date: '2026-11-02', path: 'daily/2026-11-02.md', exists: true, openTasks: 1 });
    expect(days[1]?.words).toBeGreaterThanOrEqual(5);
    expect(days[2]).toMatchObject({ exists: false, words: 0, openTasks: 0 });
    expect(weeks.map(({ number, exists }) => [number, exists])).toEqual([[44, false], [45, true], [46, false], [47, false], [48, false], [49, false], [50, false]]);
    const today = new Date();
    const iso = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}-${String(today.getDate()).padStart(2, '0')}`;
    const now = valueOf(await test.client.call('calendar.days', { from: iso, days: 1 }));
    expect(now.days[0]?.changedNotes).toBe(2);
  });

  it("follows the vault's own Obsidian settings, and leaves them alone", async () => {
    const test = await openTestCore({ 'Templates/Day.md': template });
    mkdirSync(path.join(test.folder, '.obsidian'));
    writeFileSync(path.join(test.folder, '.obsidian/daily-notes.json'), '{"folder":"Journal","format":"YYYY/MM/YYYY-MM-DD","template":"Templates/Day"}');
    writeFileSync(path.join(test.folder, '.obsidian/templates.json'), '{"folder":"Templates"}');
    const asked = valueOf(await test.client.call('note.daily', { date: '2026-11-23' }));
    expect(asked).toMatchObject({ path: 'Journal/2026/11/2026-11-23.md', exists: false, prompts: [{ label: 'Who', fallback: 'me' }] });
    const begun = valueOf(await test.client.call('note.daily', { date: '2026-11-23', answers: { Who: 'Dana' } }));
    expect(begun.text).toBe('---\ntags: [day]\n---\n# 2026-11-23 of Dana\n\n\n');
    expect(begun.text.slice(0, begun.caret ?? 0).endsWith('of Dana\n\n')).toBe(true);
    expect(valueOf(await test.client.call('calendar.periodOf', { path: begun.path })).at).toEqual({ period: 'day', date: '2026-11-23' });
    const { templates } = valueOf(await test.client.call('template.list', {}));
    expect(templates).toMatchObject([{ path: 'Templates/Day.md', name: 'Day', prompts: [{ label: 'Who' }] }]);
    const filled = valueOf(await test.client.call('template.fill', { path: at('Templates/Day.md'), title: 'New', answers: {} }));
    expect(filled.text).toContain('# New of me');
    expect(valueOf(await test.client.call('calendar.places', {})).day).toMatchObject({ folder: 'Journal', from: 'obsidian' });
  });
});
