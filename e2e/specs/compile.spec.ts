import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from '../harness/accessibility.ts';
import { takeScreenshots } from '../harness/screenshots.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';
import { expect, test } from '../harness/test.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import { createModelDouble, type ModelDouble } from '../model-double/server.ts';
import { KnowledgePage } from '../pages/knowledge-page.ts';

// The whole way from an archive to an answer, with pictures and the accessibility of each screen.
test.slow();

let double: ModelDouble;
test.beforeAll(async () => {
  double = await createModelDouble(librarian);
});
test.afterAll(() => double.close());

interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly labels: string;
  readonly body: string;
}

/** A Gmail archive as Takeout writes it, with both directions of one thread, and a newsletter. */
function takeout(mails: readonly Mail[]): string {
  return mails
    .map(({ id, from, to, subject, labels, body }, index) =>
      [
        `From ${id}@xxx Tue Mar 05 09:4${index}:00 +0000 2024`,
        `X-GM-THRID: ${mails.find((mail) => mail.subject === subject)?.id ?? id}`,
        `X-Gmail-Labels: ${labels}`,
        `Message-ID: <${id}@mail.example>`,
        `Date: Tue, 05 Mar 2024 09:4${index}:00 +0000`,
        `From: ${from}`,
        `To: ${to}`,
        `Subject: ${subject}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        body,
        '',
      ].join('\r\n'),
    )
    .join('\r\n');
}

const ada = 'Ada Lovelace <ada@home.example>';
const dana = 'Dana Okafor <dana@acme.example>';
const mails: readonly Mail[] = [
  { id: '1833215463084471980', from: dana, to: ada, subject: 'Launch plan', labels: 'Inbox,Important', body: "I'll own the launch of the Apollo rocket this spring.\r\n\r\nThe lighthouse keeper Ravi lends us his boat for the launch." },
  { id: '1833215463084471981', from: ada, to: dana, subject: 'Launch plan', labels: 'Sent', body: 'Thank you Dana, I will book the harbour for the Apollo rocket.' },
  { id: '1833215463084471990', from: 'Shop <no-reply@shop.example>', to: ada, subject: 'Sale today', labels: 'Inbox,Category Promotions', body: 'Everything must go, buy the Apollo poster now.' },
];

function archive(home: TemporaryHome): string {
  writeFileSync(path.join(home.folder, 'All mail.mbox'), takeout(mails));
  return home.folder;
}

function rawNote(home: TemporaryHome, name: string): string {
  const found = readdirSync(path.join(home.vault, 'raw'), { recursive: true, encoding: 'utf8' }).find((file) => file.includes(name));
  if (found === undefined) throw new Error(`no imported note "${name}"`);
  return path.join('raw', found).split(path.sep).join('/');
}

test('an archive becomes a wiki: import, compile, review, links, and an answer that opens the mail', async ({ page, home }) => {
  const app = new KnowledgePage(page, home);
  await app.ready();
  await app.connectModel(double.openaiUrl, 'double-1');
  await app.importFile(archive(home), 'All mail.mbox');
  const source = rawNote(home, 'Launch plan');
  const imported = readFileSync(path.join(home.vault, source), 'utf8');

  await app.compile();
  await expectAccessible(page);
  await app.takeScreenshots('review-letter');
  await app.expectLetter('Dana Okafor', 'About');
  await expect(app.letter.getByText("“The lighthouse keeper Ravi lends us his boat for the launch.”")).toBeVisible();
  expect(existsSync(path.join(home.vault, 'wiki/people/Dana Okafor.md'))).toBe(false);
  expect(existsSync(path.join(home.vault, 'wiki/log.md'))).toBe(false);

  // The quote opens its mail.
  await app.letter.getByRole('button', { name: 'Open “Launch plan”' }).first().click();
  await expect(app.text).toContainText('The lighthouse keeper Ravi lends us his boat');
  await app.go(/^Review/u);

  // Accepted by one key, taken back by one, and accepted again.
  await app.expectLetter('Dana Okafor', 'About');
  await page.keyboard.press('a');
  await expect.poll(() => existsSync(path.join(home.vault, 'wiki/people/Dana Okafor.md'))).toBe(true);
  await expect(app.letter.getByRole('heading', { level: 3, name: 'About' })).toBeHidden();
  await expect(app.tab.getByRole('toolbar').getByRole('button', { name: /^Undo/u })).toBeEnabled();
  await page.keyboard.press('z');
  await expect.poll(() => existsSync(path.join(home.vault, 'wiki/people/Dana Okafor.md'))).toBe(false);
  await app.expectLetter('Dana Okafor', 'About');
  const done = app.tab.getByRole('heading', { name: 'All done' });
  const accept = app.tab.getByRole('toolbar').getByRole('button', { name: /^Accept/u });
  for (;;) {
    // A key decides only what is on the screen: not while the last decision is being carried out.
    await expect(done.or(accept.and(page.locator(':enabled')))).toBeVisible();
    if (await done.isVisible()) break;
    const waiting = await app.tab.getByText(/\d+ of \d+ today/u).textContent();
    await page.keyboard.press('a');
    await expect(app.tab.getByText(waiting ?? '', { exact: true })).toBeHidden();
  }
  await expect(app.tab.getByText(/Up to date/u)).toBeVisible();
  await expectAccessible(page);
  await takeScreenshots(page, 'review-done');

  const wikiPage = app.read('wiki/people/Dana Okafor.md');
  expect(wikiPage).toMatch(/\[\^c-[0-9a-f]{12}\]: \[\[2024-03-05 Launch plan ‹[0-9a-f]+›#\^m-\d+\]\] "I'll own the launch of the Apollo rocket this spring\."/u);
  expect(app.read('wiki/index.md')).toContain('[[wiki/people/Dana Okafor|Dana Okafor]]');
  expect(readFileSync(path.join(home.vault, source), 'utf8')).toBe(imported);

  // Backlinks and graph know the page.
  await app.open('Dana Okafor');
  await app.takeScreenshots('wiki-page');
  await expect(page.getByText('index', { exact: true }).first()).toBeVisible();
  await app.go('Graph');
  await app.tab.getByRole('button', { name: 'Show as a list' }).click();
  await expect(app.tab.getByRole('treeitem', { name: /Dana Okafor/u }).first()).toBeVisible();
  await expect(app.tab.getByRole('treeitem', { name: /Apollo/u }).first()).toBeVisible();

  // The answer cites the mail, and the citation opens it.
  const asked = double.requests.length;
  await app.go('Chats');
  await app.tab.getByRole('textbox').first().fill('Who lends us a boat for the launch?');
  await page.keyboard.press('Enter');
  const citation = app.tab.getByRole('button', { name: /Source \d+: 2024-03-05 Launch plan/u }).first();
  await expect(citation).toBeVisible();
  expect(double.requests.length).toBeGreaterThan(asked);
  await citation.click();
  await expect(app.title).toHaveValue(/^2024-03-05 Launch plan/u);
  await expect(app.text).toContainText('lends us his boat');
});

test('a proposal is edited, rejected with a reason and put off without the mouse', async ({ page, home }) => {
  const app = new KnowledgePage(page, home);
  await app.ready();
  await app.connectModel(double.openaiUrl, 'double-1');
  await app.importFile(archive(home), 'All mail.mbox');
  await app.compile();
  await app.expectLetter('Dana Okafor', 'About');
  await page.keyboard.press('e');
  const field = app.tab.getByRole('textbox', { name: /Your words/u });
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await field.fill((await field.inputValue()).replace('Dana Okafor wrote:', 'Dana promised:'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect.poll(() => existsSync(path.join(home.vault, 'wiki/people/Dana Okafor.md'))).toBe(true);
  await app.expectInFile('wiki/people/Dana Okafor.md', 'Dana promised: The lighthouse');
  await app.expectLetter('Dana Okafor', 'Commitments');
  await page.keyboard.press('r');
  await expect(app.tab.getByRole('group', { name: 'Why not?' })).toBeVisible();
  await expectAccessible(page);
  await app.takeScreenshots('review-reject');
  await page.keyboard.press('4');
  await expect(app.tab.getByRole('group', { name: 'Why not?' })).toBeHidden();
  const records = path.join(home.vault, '.verso/decisions');
  await expect.poll(() => readdirSync(records).map((file) => readFileSync(path.join(records, file), 'utf8')).join('')).toContain('"reason":"unsupported"');
  await app.expectLetter('Apollo', 'Commitments');
  await page.keyboard.press('s');
  await expect.poll(() => readdirSync(records).map((file) => readFileSync(path.join(records, file), 'utf8')).join('')).toContain('"decision":"skip"');
});
