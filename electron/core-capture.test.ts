import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openTestCore } from './core.test-support.ts';

const day = (): string => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
};

test('a captured thought begins today’s note with its template, and then stands at its end', async () => {
  const { client, folder } = await openTestCore({ 'templates/Day.md': '# {{title}}\n\n## Log\n' });
  await client.call('settings.update', { dailyTemplate: 'templates/Day' });
  const first = await client.call('note.capture', { text: 'call Dana', target: 'today' });
  expect(first).toEqual({ ok: true, value: { path: `daily/${day()}.md` } });
  await client.call('note.capture', { text: '- [ ] book the room', target: 'today' });
  await client.call('note.capture', { text: '- [ ] bring cake', target: 'today' });
  const text = readFileSync(path.join(folder, `daily/${day()}.md`), 'utf8');
  expect(text).toBe(`# ${day()}\n\n## Log\n\ncall Dana\n\n- [ ] book the room\n- [ ] bring cake\n`);
});

test('a note that capture makes has the first answers to what its template asks; a week can be captured into', async () => {
  const { client, folder } = await openTestCore({ 'templates/Week.md': 'Goal: {{prompt:Goal|rest}}\n\n{{cursor}}\n' });
  await client.call('settings.update', { weeklyTemplate: 'templates/Week' });
  const kept = await client.call('note.capture', { text: '- buy flour', target: 'week' });
  if (!kept.ok) throw new Error(kept.message);
  expect(kept.value.path).toMatch(/\d{4}-W\d{2}\.md$/u);
  expect(readFileSync(path.join(folder, kept.value.path), 'utf8')).toBe('Goal: rest\n\n- buy flour\n');
});

test('the inbox is the note that the settings say, and keeps its bytes and line ends', async () => {
  const before = '\ufeffkeep\r\nthis  \r\n';
  const { client, folder } = await openTestCore({ 'notes/In.md': before });
  await client.call('settings.update', { inboxPath: 'notes/In' });
  // Twenty at once: none is lost.
  const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => client.call('note.capture', { text: `- ${index}`, target: 'inbox' })));
  const text = readFileSync(path.join(folder, 'notes/In.md'), 'utf8');
  expect(text.startsWith(`${before}\r\n- `)).toBe(true);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  for (const index of outcomes.keys()) expect(text).toContain(`- ${index}\r\n`);
});

test('what cannot be appended to is refused and left as it is', async () => {
  const latin = new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a]);
  const { client, folder } = await openTestCore({ 'Inbox.md': latin });
  expect(await client.call('note.capture', { text: 'x', target: 'inbox' })).toMatchObject({ ok: false, code: 'read-only' });
  expect(new Uint8Array(readFileSync(path.join(folder, 'Inbox.md')))).toEqual(latin);
  expect(await client.call('note.capture', { text: ' \n ', target: 'inbox' })).toMatchObject({ ok: false });
  await client.call('settings.update', { inboxPath: '../outside' });
  expect(await client.call('note.capture', { text: 'x', target: 'inbox' })).toMatchObject({ ok: false, code: 'bad-name' });
  expect(existsSync(path.join(folder, '../outside.md'))).toBe(false);
  writeFileSync(path.join(folder, 'file'), '');
  await client.call('settings.update', { inboxPath: 'file/In' });
  expect((await client.call('note.capture', { text: 'x', target: 'inbox' })).ok).toBe(false);
});
