import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { guardAgainstHostile } from '../harness/hostile-guard.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';
import { expect, test } from '../harness/test.ts';
import { corpus, type HostileText } from '../hostile/corpus.ts';
import { say, type DoubleRequest, type MessageReply } from '../model-double/script.ts';
import { createModelDouble } from '../model-double/server.ts';
import { KnowledgePage } from '../pages/knowledge-page.ts';

const nameOf = ({ name }: HostileText): string => name;
const markerOf = ({ marker }: HostileText): string => marker;

function encoded(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}

/** A mail for each vector, twice: as sender, subject, label and text. Gives the file's name, which is hostile too. */
function mailbox(home: TemporaryHome): string {
  const mails = corpus.map(({ line, text, marker }, index) =>
    [
      `From ${1000 + index}@xxx Tue Mar 05 09:40:00 +0000 2024`,
      `X-Gmail-Labels: ${encoded(`Inbox,"${line.replaceAll('"', '""')}"`)}`,
      `Message-ID: <${marker}@mail.example>`,
      'Date: Tue, 05 Mar 2024 09:40:00 +0000',
      `From: ${encoded(line)} <${marker}@mail.example>`,
      'To: Ada <ada@home.example>',
      `Subject: ${encoded(line)}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      `The okapi says ${line}`,
      '',
      text,
      '',
    ].join('\r\n'),
  );
  const name = `${corpus[1]?.name ?? ''}.mbox`;
  writeFileSync(path.join(home.folder, name), [...mails, ...mails, ...newsletter()].join('\r\n'));
  return name;
}

/** All vectors in one thread, as text and as HTML; bulk mail, which no compile reads. */
function newsletter(): readonly string[] {
  const mail = (id: string, { line, marker }: HostileText, type: 'plain' | 'html', body: string): string =>
    [
      'From 2@xxx Tue Mar 05 09:40:00 +0000 2024',
      'X-Gmail-Labels: Inbox,Category Promotions',
      `Message-ID: <${type}-${id}>`,
      ...(type === 'html' || marker !== corpus[0]?.marker ? ['In-Reply-To: <plain-vector01@news.example>', 'References: <plain-vector01@news.example>'] : []),
      'Date: Tue, 05 Mar 2024 09:40:00 +0000',
      `From: ${encoded(line)} <no-reply@news.example>`,
      'To: Ada <ada@home.example>',
      'List-Unsubscribe: <mailto:no-reply@news.example>',
      'Subject: Newsletter',
      `Content-Type: text/${type}; charset=utf-8`,
      '',
      body,
      '',
    ].join('\r\n');
  return [
    ...corpus.map((hostile) => mail(`${hostile.marker}@news.example`, hostile, 'plain', `plain-${hostile.marker} quokka\r\n\r\n${hostile.text}`)),
    ...corpus.map((hostile) => mail(`${hostile.marker}@news.example`, hostile, 'html', `<p>html-${hostile.marker} quokka</p>${hostile.text}`)),
  ];
}

/** A channel, a person and a message for each vector, and a channel with a message of each. */
function slackExport(home: TemporaryHome): void {
  const root = path.join(home.folder, 'slack');
  mkdirSync(root);
  writeFileSync(path.join(root, 'users.json'), JSON.stringify(corpus.map(({ line }, index) => ({ id: `U${index}`, team_id: 'T1', name: line, profile: { display_name: line, real_name: line } }))));
  writeFileSync(path.join(root, 'channels.json'), JSON.stringify([...corpus.map(({ name }, index) => ({ id: `C${index}`, name })), { id: 'C99', name: 'all' }]));
  const messages = corpus.map(({ name, text, marker }, index) => ({
    type: 'message',
    ts: `1709650000.00${1000 + index}`,
    user: `U${index}`,
    text: `${marker} quokka ${text}`,
    files: [{ id: `F${index}`, name, title: text, url_private: 'https://evil.example/x' }],
    reactions: [{ name: marker, users: [`U${index}`], count: 1 }],
  }));
  for (const [index, { name }] of corpus.entries()) {
    mkdirSync(path.join(root, name));
    writeFileSync(path.join(root, name, '2024-03-05.json'), JSON.stringify([messages[index]]));
  }
  mkdirSync(path.join(root, 'all'));
  writeFileSync(path.join(root, 'all', '2024-03-05.json'), JSON.stringify(messages));
}

/** Claims of each mail under a hostile name, in hostile words; sections that repeat them. */
function gullible(request: DoubleRequest): MessageReply {
  const lines = (request.messages[0]?.text ?? '').split('\n').filter((line) => line.startsWith('{'));
  const [head, ...blocks] = lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  if (head !== undefined && 'source' in head) {
    const claims = blocks.flatMap(({ block, text }) => {
      const hostile = corpus.find(({ marker }) => String(text).includes(marker));
      if (hostile === undefined) return [];
      const claim = { block, kind: 'fact', predicate: hostile.line, text: `The okapi says ${hostile.line}`, quote: String(text).split('\n')[0], valid_from: null, valid_until: null, confidence: 1 };
      // A page by the name of each, and one that says all.
      return [{ kind: 'project', name: hostile.line }, { kind: 'topic', name: 'Okapi' }].map((subject) => ({ ...claim, subject, mentions: [subject] }));
    });
    return say(JSON.stringify({ claims }));
  }
  const claims = z.array(z.object({ id: z.string(), text: z.string() })).parse(head?.['claims'] ?? []);
  return say(JSON.stringify({ paragraphs: [{ sentences: claims.map(({ id, text }) => ({ text, claims: [id] })) }] }));
}

/** Opens the note that has a word which no other has; imported ones stand outside of the switcher. */
async function openFound(app: KnowledgePage, word: string, title: string): Promise<void> {
  await app.page.keyboard.press('ControlOrMeta+Shift+f');
  await app.page.getByRole('combobox', { name: 'Search all notes' }).fill(word);
  await app.page.getByRole('listbox', { name: 'Results' }).getByRole('option').filter({ hasText: title }).first().click();
  await expect(app.title).toHaveValue(new RegExp(title, 'u'));
  await expect(app.text).toBeVisible();
}

async function look(app: KnowledgePage, folder: string, name: string): Promise<void> {
  await app.go('Import');
  await app.tab.getByRole('button', { name: 'Choose a file or folder' }).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await dialog.getByRole('button', { name: 'Go' }).click();
  if (name === '') await dialog.getByRole('button', { name: 'Choose this folder' }).click();
  else await dialog.getByRole('option', { name }).click();
  await app.tab.getByRole('button', { name: /^and \d+ more/u }).click();
}

test('hostile mail stays words from the import’s preview and report to the letter that proposes a page', async ({ page, home, app: running }) => {
  test.setTimeout(180_000);
  const archive = mailbox(home);
  const double = await createModelDouble(gullible);
  try {
    const app = new KnowledgePage(page, home);
    await app.ready();
    const guard = await guardAgainstHostile(page, running.server?.origin ?? 'verso-app://app');
    await app.connectModel(double.openaiUrl, 'double-1');
    await look(app, home.folder, archive);
    await guard.expectShown(app.tab.getByRole('region', { name: 'What was found' }), markerOf);
    await app.tab.getByRole('button', { name: /^Import \d+ message/u }).click();
    await expect(app.tab.getByText('Done', { exact: true })).toBeVisible();
    await expect(app.tab.getByRole('heading', { level: 3, name: archive })).toBeVisible();
    // Each came twice: the report names those that were left out.
    await app.tab.getByText('Show some of them').click();
    await guard.expectShown(app.tab.locator('details[open]'), markerOf);

    await app.compile();
    const progress = app.tab.getByText(/\d+ of \d+ today/u);
    await expect(app.tab.getByText(/Compiled|Up to date/u).first()).toBeVisible();
    const shown: string[] = [];
    for (const next = app.tab.getByRole('button', { name: 'Next proposal' }); ; ) {
      const at = (await progress.textContent()) ?? '';
      shown.push((await app.letter.textContent()) ?? '');
      await guard.expectHarmless();
      if (await next.isDisabled()) break;
      await next.click();
      await expect(progress).not.toHaveText(at);
      await expect(app.letter).toBeVisible();
    }
    // The compiler makes no claim of the one that is a table.
    const claimed = corpus.filter(({ text }) => !text.startsWith('|'));
    expect(claimed.map(markerOf).filter((marker) => !shown.some((letter) => letter.includes(marker)))).toEqual([]);

    // Accepted, they are notes like any others.
    await app.tab.getByRole('button', { name: /^Accept all/u }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Accept all' }).click();
    await expect(app.tab.getByRole('heading', { name: 'All done' })).toBeVisible({ timeout: 60_000 });
    await app.open('Okapi');
    await guard.expectShown(app.text, markerOf, claimed);
    await app.text.locator('sup').first().hover();
    await guard.expectHarmless();
    await app.open('index');
    await guard.expectShown(app.text, markerOf, claimed);
    await app.open('log');
    await guard.expectHarmless();
    await openFound(app, 'quokka', 'Newsletter');
    await guard.expectShown(app.text, ({ marker }) => `plain-${marker}`);
    await guard.expectShown(app.text, ({ marker }) => `html-${marker}`);
  } finally {
    await double.close();
  }
});

test('a hostile Slack export stays words in the import’s preview, the files and the notes', async ({ page, home, app: running }) => {
  test.setTimeout(120_000);
  slackExport(home);
  const app = new KnowledgePage(page, home);
  await app.ready();
  const guard = await guardAgainstHostile(page, running.server?.origin ?? 'verso-app://app');
  await look(app, path.join(home.folder, 'slack'), '');
  await guard.expectShown(app.tab.getByRole('region', { name: 'What was found' }), nameOf);
  await app.tab.getByRole('button', { name: /^Import \d+ message/u }).click();
  await expect(app.tab.getByText('Done', { exact: true })).toBeVisible();
  const files = readdirSync(path.join(home.vault, 'raw'), { recursive: true, encoding: 'utf8' });
  expect(corpus.map(markerOf).filter((marker) => !files.some((file) => file.includes(marker) && file.endsWith('.md')))).toEqual([]);
  await openFound(app, 'quokka', '2024-03-05');
  await guard.expectShown(app.text, markerOf);
});
