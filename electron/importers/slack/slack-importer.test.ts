/** Whole Slack imports over real exports: completeness, idempotence, overlap, resuming, refusal. */
import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFixtures, importInto, messagesIn, openTestVault, planOf, skippedIn, type TestVault, testOptions } from '../import-kit.test-support.ts';
import { parseNote } from '../note-file.ts';
import { detectImporter } from '../registry.ts';
import { slackImporter } from './slack-importer.ts';

const fixture = (...parts: string[]): string => path.join(importFixtures ?? '', 'slack', ...parts);
const houston = 'official/Houston Data Vis Slack export Jun 5 2015 - Jul 31 2016 (dev).zip';
const karlJohan = 'official/KarlJohan Slack export Feb 23 2021 - Mar 24 2021.zip';
const olakeOlder = 'slackdump/olake-2026-08-07T135639.zip';
const olakeNewer = 'slackdump/olake-2026-08-10T065502.zip';

let vault: TestVault;
let folder: string;
beforeEach(async () => {
  vault = await openTestVault();
  folder = await mkdtemp(path.join(tmpdir(), 'verso-slack-'));
});
afterEach(async () => {
  await vault.close();
  await rm(folder, { recursive: true, force: true });
});

/** An unpacked export of one channel. */
async function writeExport(messages: Readonly<Record<string, readonly object[]>>, users: readonly object[] = []): Promise<string> {
  const root = path.join(folder, 'wrapped', 'Acme export');
  await mkdir(path.join(root, 'general'), { recursive: true });
  await writeFile(path.join(root, 'channels.json'), JSON.stringify([{ id: 'C1ABCDEFG', name: 'general' }]));
  await writeFile(path.join(root, 'users.json'), JSON.stringify(users));
  for (const [day, list] of Object.entries(messages)) await writeFile(path.join(root, 'general', `${day}.json`), JSON.stringify(list));
  return path.join(folder, 'wrapped');
}

describe.skipIf(importFixtures === null)('importing real Slack exports', () => {
  it.each([
    [houston, 765],
    [karlJohan, 15],
    [olakeOlder, 32],
    [olakeNewer, 31],
    ['slackdump-fixtures/source_export.zip', 16],
  ])('accounts for every message of %s', async (name, expected) => {
    const plan = await planOf(vault, slackImporter, fixture(name));
    expect(vault.writes).toBe(0);
    const report = await importInto(vault, slackImporter, fixture(name));
    expect(report.messages).toBe(expected);
    expect(messagesIn(await vault.notes()) + skippedIn(report)).toBe(expected);
    expect(plan).toMatchObject({ messages: report.messages, newMessages: report.imported, notes: report.notesCreated });
  });

  it('changes no byte and writes nothing on a second run', async () => {
    await importInto(vault, slackImporter, fixture(houston));
    const before = await vault.snapshot();
    vault.writes = 0;
    const report = await importInto(vault, slackImporter, fixture(houston));
    expect(vault.writes).toBe(0);
    expect(report).toMatchObject({ imported: 0, unchanged: 765 });
    expect(await vault.snapshot()).toEqual(before);
  });

  it('adds only what is new of a later snapshot, in either order', async () => {
    await importInto(vault, slackImporter, fixture(olakeNewer));
    const before = await vault.notes();
    const report = await importInto(vault, slackImporter, fixture(olakeOlder));
    const after = await vault.notes();
    expect(report.imported).toBe(1);
    expect(messagesIn(after)).toBe(32);
    for (const [file, text] of before) expect(after.get(file)).toBe(text);
  });

  it('resumes after being cancelled and ends with the same bytes', async () => {
    const other = await openTestVault();
    try {
      await importInto(other, slackImporter, fixture(houston));
      for (const stopAt of [1, 60]) {
        const stop = new AbortController();
        let writes = 0;
        vault.beforeWrite = () => {
          if (++writes === stopAt) stop.abort();
        };
        const source = { path: fixture(houston), name: path.basename(houston) };
        expect(await slackImporter.run(source, testOptions(), vault.withSignal(stop.signal))).toMatchObject({ ok: false, code: 'cancelled' });
      }
      vault.beforeWrite = () => undefined;
      const report = await importInto(vault, slackImporter, fixture(houston));
      expect(report.imported).toBe(765);
      expect(await vault.snapshot()).toEqual(await other.snapshot());
    } finally {
      await other.close();
    }
  });

  it('lets no token of the export into the vault', async () => {
    await importInto(vault, slackImporter, fixture(houston));
    for (const text of (await vault.notes()).values()) expect(text).not.toMatch(/xox[a-z]-|[?&]t=/);
  });

  it('says what is wrong with a cut zip and with a zip of something else', async () => {
    const cut = path.join(folder, 'cut.zip');
    await copyFile(fixture(houston), cut);
    await truncate(cut, 60_000);
    const run = (file: string): ReturnType<typeof slackImporter.run> => slackImporter.run({ path: file, name: 'x.zip' }, testOptions(), vault.context);
    expect(await run(cut)).toMatchObject({ ok: false, code: 'archive-truncated' });
    const other = path.join(folder, 'other.zip');
    const empty = Buffer.alloc(22);
    empty.write('PK\u0005\u0006', 'latin1');
    await writeFile(other, empty);
    expect(await run(other)).toMatchObject({ ok: false, code: 'not-slack-export' });
    expect(vault.writes).toBe(0);
    const detected = await detectImporter({ path: other, name: 'holiday.jpg' }, new AbortController().signal);
    expect(detected).toMatchObject({ ok: true, value: { importer: { id: 'slack' } } });
  });
});

describe('an unpacked export', () => {
  it('puts replies under their thread and leaves one line on the day of the reply', async () => {
    const source = await writeExport(
      {
        '2024-03-05': [{ type: 'message', ts: '1709650000.000100', user: 'U1', text: 'Start', thread_ts: '1709650000.000100' }],
        '2024-03-07': [
          { type: 'message', ts: '1709830000.000100', user: 'U2', text: 'Late answer', thread_ts: '1709650000.000100' },
          { type: 'message', ts: '1709830001.000100', user: 'U2', text: 'And more', thread_ts: '1709650000.000100' },
          { type: 'message', ts: '1709830002.000100', user: 'U2', text: 'Orphan', thread_ts: '1700000000.000100' },
        ],
      },
      [{ id: 'U1', team_id: 'T1', profile: { display_name: 'Ada' } }],
    );
    const report = await importInto(vault, slackImporter, source);
    expect(report.imported).toBe(4);
    const notes = await vault.notes();
    const sections = (day: string): readonly string[] | undefined => parseNote(notes.get(`raw/slack/wrapped/general/${day}.md`) ?? '')?.sections.map((section) => section.block);
    expect(sections('2024-03-05')).toEqual(['m-1709650000-000100', 'm-1709830000-000100', 'm-1709830001-000100']);
    expect(sections('2024-03-07')).toEqual(['p-1709650000-000100', 'm-1709830002-000100']);
    expect(notes.get('raw/slack/wrapped/general/2024-03-05.md')).toContain('## Ada\n');
  });

  it('shows days in the chosen zone, not those of the files', async () => {
    const source = await writeExport({ '2024-03-05': [{ type: 'message', ts: '1709690400.000100', user: 'U1', text: 'Late in California' }] });
    await importInto(vault, slackImporter, source, { timeZone: 'Asia/Tokyo' });
    expect([...(await vault.notes()).keys()]).toEqual(['raw/slack/wrapped/general/2024-03-06.md']);
  });

  it('follows an edit at the source, but not over words that a person changed here', async () => {
    const message = { type: 'message', ts: '1709650000.000100', user: 'U1', text: 'Frist' };
    const edited = { ...message, text: 'First', edited: { user: 'U1', ts: '1709660000.000000' } };
    const name = 'raw/slack/wrapped/general/2024-03-05.md';
    await importInto(vault, slackImporter, await writeExport({ '2024-03-05': [message] }));
    expect(await importInto(vault, slackImporter, await writeExport({ '2024-03-05': [edited] }))).toMatchObject({ updated: 1, notesChanged: 1 });
    expect((await vault.notes()).get(name)).toContain('First');

    const text = await readFile(path.join(vault.folder, name), 'utf8');
    await writeFile(path.join(vault.folder, name), text.replace('First', 'My own words'));
    const again = { ...edited, text: 'Third', edited: { user: 'U1', ts: '1709670000.000000' } };
    const report = await importInto(vault, slackImporter, await writeExport({ '2024-03-05': [again] }));
    expect(report.warnings).toEqual({ 'edited-here': 1 });
    expect((await vault.notes()).get(name)).toContain('My own words');
  });

  it('counts entries that are no messages', async () => {
    const source = await writeExport({ '2024-03-05': [{ type: 'message', ts: '1709650000.000100', text: 'x' }, { text: 'no time' }, { ts: 'never' }] });
    expect((await importInto(vault, slackImporter, source)).skipped).toEqual({ 'not-a-message': 2 });
  });
});
