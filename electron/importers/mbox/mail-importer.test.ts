/** Whole mail imports over real archives: completeness, idempotence, overlap, resuming, refusal. */
import { appendFile, copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFixtures, importInto, messagesIn, openTestVault, planOf, skippedIn, type TestVault, testOptions } from '../import-kit.test-support.ts';
import { parseNote } from '../note-file.ts';
import { mailImporter } from './mail-importer.ts';

const fixture = (...parts: string[]): string => path.join(importFixtures ?? '', 'mail', ...parts);

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault.close());

describe.skipIf(importFixtures === null)('importing real mailboxes', () => {
  const archives: readonly [string, number][] = [
    ['takeout/suitenumerique-messages.mbox', 3],
    ['lists-apache/httpd-users-2020-07.mbox', 108],
    ['lists-apache/httpd-users-200606-part.mbox', 12],
    ['lists-apache/maven-dev-2017-11-listsao.mbox', 320],
    ['lists-apache/maven-dev-2017-11-mboxvm.mbox', 317],
    ['lists-apache/maven_duplicates_2017_listsao_1.mbox', 10],
    ['lists-apache/no_date.mbox', 1],
    ['lists-apache/empty_attachment.mbox', 1],
    ['lists-apache/text_enriched.mbox', 1],
  ];

  it.each(archives)('accounts for every message of %s', async (name, expected) => {
    const report = await importInto(vault, mailImporter, fixture(name));
    expect(report.messages).toBe(expected);
    expect(messagesIn(await vault.notes()) + skippedIn(report)).toBe(expected);
    expect(report.imported + report.unchanged + report.updated + skippedIn(report)).toBe(expected);
  });

  it('plans what the run then does, and writes nothing while planning', async () => {
    const file = fixture('lists-apache/httpd-users-2020-07.mbox');
    const plan = await planOf(vault, mailImporter, file);
    expect(vault.writes).toBe(0);
    const report = await importInto(vault, mailImporter, file);
    expect(plan.messages).toBe(report.messages);
    expect(plan.newMessages).toBe(report.imported);
    expect(plan.notes).toBe(report.notesCreated);
    const again = await planOf(vault, mailImporter, file);
    expect(again).toMatchObject({ newMessages: 0, knownMessages: plan.newMessages, notes: 0 });
  });

  it('changes no byte and writes nothing on a second run', async () => {
    const file = fixture('lists-apache/httpd-users-2020-07.mbox');
    await importInto(vault, mailImporter, file);
    const before = await vault.snapshot();
    vault.writes = 0;
    const report = await importInto(vault, mailImporter, file);
    expect(vault.writes).toBe(0);
    expect(report).toMatchObject({ imported: 0, unchanged: 108, notesCreated: 0, notesChanged: 0 });
    expect(await vault.snapshot()).toEqual(before);
  });

  it('adds only what is new of the same month as another archiver kept it', async () => {
    await importInto(vault, mailImporter, fixture('lists-apache/maven-dev-2017-11-listsao.mbox'));
    const before = await vault.notes();
    const report = await importInto(vault, mailImporter, fixture('lists-apache/maven-dev-2017-11-mboxvm.mbox'));
    expect(report.messages).toBe(317);
    expect(report.imported).toBeLessThanOrEqual(3);
    const after = await vault.notes();
    for (const [file, text] of before) if (report.notesChanged === 0) expect(after.get(file)).toBe(text);
    expect(messagesIn(after)).toBe(messagesIn(before) + report.imported);
  });

  it('keeps what a person wrote into a note when new messages join it', async () => {
    const whole = await readFile(fixture('takeout/suitenumerique-messages.mbox'), 'latin1');
    const starts = [...whole.matchAll(/^From \d+@xxx/gm)].map((match) => match.index);
    const folder = await mkdtemp(path.join(tmpdir(), 'verso-mbox-'));
    try {
      // The reply comes first in the file: leave it for the second import.
      const file = path.join(folder, 'part.mbox');
      await writeFile(file, whole.slice(starts[1]), 'latin1');
      await importInto(vault, mailImporter, file);
      const entry = [...(await vault.notes())].find(([, text]) => text.includes('1833215463084471980'));
      const [name, text] = entry ?? ['', ''];
      const mine = 'My own remark [[Ada]].';
      await writeFile(path.join(vault.folder, name), `${text}\n${mine}\n`);
      await importInto(vault, mailImporter, fixture('takeout/suitenumerique-messages.mbox'));
      const merged = (await vault.notes()).get(name) ?? '';
      expect(merged).toContain(mine);
      expect(parseNote(merged)?.sections.map((section) => section.block)).toEqual(['m-1833215463084471980', 'm-1833215653612141880']);
      expect(parseNote(merged)?.frontmatter['messages']).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('does not bring back a note that a person removed, unless asked', async () => {
    const file = fixture('takeout/suitenumerique-messages.mbox');
    await importInto(vault, mailImporter, file);
    const before = await vault.snapshot();
    const [name] = [...(await vault.notes())].find(([, text]) => text.includes('joli pj')) ?? [''];
    await rm(path.join(vault.folder, name));
    expect((await importInto(vault, mailImporter, file)).skipped).toEqual({ 'note-removed': 1 });
    await importInto(vault, mailImporter, file, { restoreRemoved: true });
    expect(await vault.snapshot()).toEqual(before);
  });

  it.each([1, 3, 17, 30])('resumes after being cancelled at write %i and ends with the same bytes', async (stopAt) => {
    const file = fixture('lists-apache/httpd-users-2020-07.mbox');
    const other = await openTestVault();
    try {
      await importInto(other, mailImporter, file);
      const stop = new AbortController();
      let writes = 0;
      vault.beforeWrite = () => {
        if (++writes === stopAt) stop.abort();
      };
      const source = { path: file, name: path.basename(file) };
      const first = await mailImporter.run(source, testOptions(), vault.withSignal(stop.signal));
      expect(first).toMatchObject({ ok: false, code: 'cancelled' });
      const report = await importInto(vault, mailImporter, file);
      expect(report.imported).toBe(108);
      expect(await vault.snapshot()).toEqual(await other.snapshot());
    } finally {
      await other.close();
    }
  });

  it('ends the same after a crash between a write and its commit', async () => {
    const file = fixture('lists-apache/httpd-users-2020-07.mbox');
    const other = await openTestVault();
    try {
      await importInto(other, mailImporter, file);
      let writes = 0;
      vault.beforeWrite = () => {
        if (++writes === 30) throw new Error('the power went out');
      };
      await expect(mailImporter.run({ path: file, name: path.basename(file) }, testOptions(), vault.context)).rejects.toThrow('power');
      vault.beforeWrite = () => undefined;
      await importInto(vault, mailImporter, file);
      expect(await vault.snapshot()).toEqual(await other.snapshot());
    } finally {
      await other.close();
    }
  });

  it('refuses a mailbox that ends inside a message, and imports what is there when allowed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'verso-mbox-'));
    try {
      const file = path.join(folder, 'cut.mbox');
      await copyFile(fixture('takeout/suitenumerique-messages.mbox'), file);
      await truncate(file, 21_000);
      const source = { path: file, name: 'cut.mbox' };
      const outcome = await mailImporter.run(source, testOptions(), vault.context);
      expect(outcome).toMatchObject({ ok: false, code: 'archive-truncated' });
      expect(vault.writes).toBe(0);
      const report = await importInto(vault, mailImporter, file, { allowTruncated: true });
      expect(report).toMatchObject({ imported: 3, warnings: { 'archive-cut': 1 } });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('leaves Spam, Trash and Drafts out with a visible count, in any language', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'verso-mbox-'));
    try {
      const file = path.join(folder, 'labels.mbox');
      await copyFile(fixture('takeout/suitenumerique-messages.mbox'), file);
      await appendFile(
        file,
        ['Papierkorb', '=?UTF-8?Q?Entw=C3=BCrfe,_Wichtig?=', '"Work, ACME",Inbox']
          .map((labels, i) => `From 99999999999${i}@xxx Mon May 26 20:18:05 +0000 2025\r\nX-GM-THRID: 99999999999${i}\r\nX-Gmail-Labels: ${labels}\r\nFrom: a@example.org\r\nSubject: s${i}\r\nMessage-ID: <l${i}@example.org>\r\n\r\nText ${i}\r\n\r\n`)
          .join(''),
      );
      expect((await planOf(vault, mailImporter, file)).groups).toMatchObject({ Trash: 1, Drafts: 1, 'Work, ACME': 1 });
      const report = await importInto(vault, mailImporter, file);
      expect(report.skipped).toEqual({ 'label-excluded': 2 });
      const kept = [...(await vault.notes()).values()].find((text) => text.includes('# s2'));
      expect(parseNote(kept ?? '')?.frontmatter['labels']).toEqual(['Work, ACME', 'Inbox']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('sources that hold no mail', () => {
  it('gives a code for a missing file and for a file of another kind', async () => {
    const run = (file: string): ReturnType<typeof mailImporter.run> => mailImporter.run({ path: file, name: 'x' }, testOptions(), vault.context);
    expect(await run(path.join(vault.folder, 'absent'))).toMatchObject({ ok: false, code: 'not-found' });
    const file = path.join(vault.folder, 'text.txt');
    await writeFile(file, 'Just some words.\nNo mail here.\n');
    expect(await run(file)).toMatchObject({ ok: false, code: 'unknown-format' });
    expect(vault.writes).toBe(0);
  });
});
