/** Our reading of mail beside the expectations that other parsers' authors wrote down. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foldedTitles } from '#shared/model/import.ts';
import { importFixtures, importInto, messagesIn, openTestVault, skippedIn, type TestVault } from '../import-kit.test-support.ts';
import { renderBody } from './mail-body.ts';
import { mailImporter } from './mail-importer.ts';
import { gatherAll, readHead } from './mail-message.ts';

const torture = path.join(importFixtures ?? '', 'mail/torture');
const flat = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

function read(file: string): { head: ReturnType<typeof readHead>; content: ReturnType<typeof gatherAll>['content']; own: string } {
  const bytes = readFileSync(file);
  const head = readHead({ fromLine: '', bytes }, Date.UTC(2026, 0, 1));
  const { content } = gatherAll(bytes, head.root);
  const { markdown } = renderBody(content, { bytes, inlineImage: () => null });
  return { head, content, own: flat(markdown.split(`> [!quote]- ${foldedTitles.quoted}`)[0]?.split(`> [!quote]- ${foldedTitles.signature}`)[0]) };
}

const textValue = z.object({ Text: z.string() });
const addressValue = z.object({ Address: z.object({ List: z.array(z.object({ name: z.string().nullable(), address: z.string().nullable() })) }) });
const goldSchema = z.object({
  text_body: z.array(z.number()),
  parts: z.array(z.object({ headers: z.array(z.object({ name: z.unknown(), value: z.unknown() })), body: z.unknown() })),
});

describe.skipIf(importFixtures === null)('gold sets', () => {
  it("agrees with stalwart's expectations, save where raw Latin-1 and uuencode read better here", async () => {
    const root = path.join(torture, 'stalwart-mail-parser');
    const differing: string[] = [];
    const count = { subjects: 0, addresses: 0, texts: 0 };
    let mailparserTexts = 0;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.eml')) continue;
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(root, file);
      const gold = goldSchema.parse(JSON.parse(readFileSync(file.replace(/eml$/, 'json'), 'utf8')));
      const field = (wanted: string): unknown => gold.parts[0]?.headers.findLast((header) => header.name === wanted)?.value;
      const { head, content } = read(file);
      const subject = textValue.safeParse(field('subject'));
      if (subject.success) {
        count.subjects++;
        if (flat(subject.data.Text) !== flat(head.subject)) differing.push(`${name} subject`);
      }
      for (const [key, ours] of [['from', head.from], ['to', head.to]] as const) {
        const wanted = addressValue.safeParse(field(key));
        if (!wanted.success) continue;
        count.addresses++;
        const expected = wanted.data.Address.List.map((each) => `${flat(each.name)}<${(each.address ?? '').toLowerCase()}>`);
        if (expected.join() !== ours.map((each) => `${each.name}<${each.email}>`).join()) differing.push(`${name} ${key}`);
      }
      const body = z.union([textValue, z.object({ Html: z.string() })]).safeParse(gold.parts[gold.text_body[0] ?? -1]?.body);
      if (!body.success) continue;
      count.texts++;
      const wanted = flat('Text' in body.data ? body.data.Text : body.data.Html);
      if (wanted !== '' && !content.pieces.some((piece) => flat(piece.text) === wanted)) differing.push(`${name} text`);
      const oracle = await simpleParser(readFileSync(file)).catch(() => null);
      if (flat(oracle?.text).includes(wanted) || flat(oracle?.html === false ? '' : oracle?.html).includes(wanted)) mailparserTexts++;
    }
    expect(count).toEqual({ subjects: 36, addresses: 69, texts: 40 });
    // 010, 052: raw windows-1252 bytes, which the gold has as replacement characters.
    // 049: the gold leaves a uuencoded file in the text; here it is an attachment.
    // 021: the boundary lines are broken; the gold takes everything as plain text, we take the HTML.
    expect(differing.toSorted()).toEqual([
      'legacy/010.eml subject', 'legacy/010.eml to', 'legacy/049.eml text', 'legacy/052.eml subject', 'legacy/052.eml text', 'legacy/052.eml to', 'malformed/021.eml text',
    ]);
    expect(count.texts - differing.filter((each) => each.endsWith('text')).length).toBeGreaterThanOrEqual(mailparserTexts);
  });

  it.each(['android', 'gmail', 'outlook', 'thunderbird', 'iphone'])("finds what talon's %s user wrote", (client) => {
    expect(read(path.join(torture, 'mailgun-talon/standard_replies', `${client}.eml`)).own).toBe('Hello');
  });

  it.each(['ms_outlook_2007', 'ms_outlook_2010'])("finds what talon's %s user wrote in HTML", (client) => {
    const html = readFileSync(path.join(torture, 'mailgun-talon/html_replies', `${client}.html`));
    const bytes = Buffer.concat([Buffer.from('From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n'), html]);
    const head = readHead({ fromLine: '', bytes }, 0);
    const { markdown } = renderBody(gatherAll(bytes, head.root).content, { bytes, inlineImage: () => null });
    expect(flat(markdown.split('> [!quote]')[0])).toBe('Hi. I am fine. Thanks, Alex');
  });
});

describe.skipIf(importFixtures === null)('everything that mail parsers were tortured with', () => {
  let vault: TestVault;
  beforeEach(async () => {
    vault = await openTestVault();
  });
  afterEach(() => vault.close());

  it('is in notes or among the skips, and a second run changes nothing', async () => {
    const report = await importInto(vault, mailImporter, torture);
    expect(report.messages).toBeGreaterThan(550);
    expect(messagesIn(await vault.notes()) + skippedIn(report)).toBe(report.messages);
    expect(Object.keys(report.skipped)).toEqual(['duplicate']);
    const before = await vault.snapshot();
    vault.writes = 0;
    const again = await importInto(vault, mailImporter, torture);
    expect(vault.writes).toBe(0);
    expect(again.imported).toBe(0);
    expect(await vault.snapshot()).toEqual(before);
  });

  it.each(['regressions', 'lists-pipermail'])('%s too', async (folder) => {
    const report = await importInto(vault, mailImporter, path.join(importFixtures ?? '', 'mail', folder));
    expect(messagesIn(await vault.notes()) + skippedIn(report)).toBe(report.messages);
    expect(report.messages).toBe({ regressions: 1, 'lists-pipermail': 645 }[folder]);
  });
});
