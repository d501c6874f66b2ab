/** What an importer writes means nothing but what we mean by it, whatever the message said. */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanNote } from '#shared/markdown/outline.ts';
import { escapeText, fence, inlineCode, link } from './escape.ts';
import { importFixtures, importInto, messagesIn, openTestVault, skippedIn } from './import-kit.test-support.ts';
import type { Importer } from './importer.ts';
import { htmlToBlocks, joinBlocks } from './mbox/html-to-markdown.ts';
import { mailImporter } from './mbox/mail-importer.ts';
import { plainToMarkdown } from './mbox/plain-to-markdown.ts';
import { parseNote } from './note-file.ts';
import { mrkdwnToMarkdown } from './slack/mrkdwn.ts';
import { blocksToMarkdown } from './slack/rich-text.ts';
import { slackImporter } from './slack/slack-importer.ts';

/** What a reader of Markdown would make of a text beyond words, quotes, lists, code and outside links. */
function meaningsIn(markdown: string): readonly string[] {
  const scan = scanNote(`Before.\n\n${markdown}\n\nAfter.`);
  return [
    ...scan.links.filter((each) => each.kind === 'wikilink' || (each.embed && !each.target.includes('raw/assets')) || !each.external).map((each) => `link ${each.raw}`),
    ...scan.tags.map((tag) => `tag ${tag.name}`),
    ...scan.blockIds.map((block) => `block id ${block.id}`),
    ...scan.footnotes.map((footnote) => `footnote ${footnote.label}`),
    ...scan.tasks.map((task) => `task ${task.text}`),
    ...scan.headings.map((heading) => `heading ${heading.text}`),
    ...scan.blocks.filter((block) => ['html', 'math', 'comment', 'definition', 'footnote'].includes(block.type)).map((block) => `${block.type} ${block.text}`),
    ...(scan.plainText.includes('After.') ? [] : ['the text after it was swallowed']),
  ];
}

const names = { user: (id: string) => id, channel: (id: string) => id, emoji: (name: string) => `:${name}:` };
const pieces = fc.constantFrom(
  '[[Note]]', '![[Note]]', '[[', ']]', '#tag', ' #a/b', '^id', ' ^m-123', '%%', '%% x %%', '[^1]', '^[note]', '[^1]: x', '$x$', '$$', '<b>', '<!--', '-->', '<script>', '&lt;',
  '`', '```', '```query', '~~~', '==', '~~', '**', '_', '*', '# ', '## H', '- [ ] ', '- ', '1. ', '> ', '> [!note]', '|', '| a |', '|---|', '---', '===', '***', '+ ', 'key:: v', '::', '\\', '\n', '\n\n', '    ', '\t',
  '{{embed}}', '((ref))', 'https://a.example/x_(y)#z', 'https://a.example/[[x]]', '<https://b.example|label>', '<@U1>', 'www.example.org', 'a@b.example', '![a](b.png)', '[a](b.md)', '<img src=x>', '[a]: /b', ':smile:', '\u0000', '\r', '\u2028', 'é', '漢字', '😀', 'word', ' ', '.', ')', '(', '!', '~', '=', '%', '^', '$',
);
/** How many times the usual number of cases to try. */
const effort = Number(process.env['VERSO_EFFORT'] ?? 1);
const hostile = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));

describe('imported text', () => {
  it('means nothing when it comes as plain text', () => {
    fc.assert(fc.property(hostile, (text) => {
      expect(meaningsIn(escapeText(text.replace(/\r/g, '').replace(/\u0000/g, '')))).toEqual([]);
      expect(meaningsIn(plainToMarkdown(text.replace(/[\r\u0000\u2028]/g, '').split('\n')))).toEqual([]);
    }), { numRuns: 1500 * effort });
  });

  it('means nothing when it comes as HTML text, attribute or code', () => {
    const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
    fc.assert(fc.property(hostile, hostile, (text, other) => {
      const html = `<p>${escape(text)} <b>${escape(other)}</b></p><ul><li>${escape(text)}</li></ul><pre>${escape(other)}</pre><a href="${escape(other)}">${escape(text)}</a><code>${escape(text)}</code><table><tr><td>${escape(text)}</td><td>b</td></tr><tr><td>c</td><td>${escape(other)}</td></tr></table>${text}`;
      const { blocks } = htmlToBlocks(html, { inlineImage: () => null, maxCharacters: 1e6 });
      expect(meaningsIn(joinBlocks(blocks))).toEqual([]);
    }), { numRuns: 800 * effort });
  });

  it('means nothing when it comes as mrkdwn', () => {
    fc.assert(fc.property(hostile, (text) => {
      expect(meaningsIn(mrkdwnToMarkdown(text, names))).toEqual([]);
    }), { numRuns: 1500 * effort });
  });

  it('means nothing when it comes as rich text', () => {
    const style = fc.record({ bold: fc.boolean(), italic: fc.boolean(), strike: fc.boolean(), code: fc.boolean() });
    const element = fc.oneof(
      fc.record({ type: fc.constant('text'), text: hostile, style }),
      fc.record({ type: fc.constant('link'), url: hostile.map((text) => `https://a.example/${text}`), text: hostile }),
      fc.record({ type: fc.constant('emoji'), name: hostile }),
    );
    const elements = fc.array(element, { maxLength: 5 });
    const section = fc.record({ type: fc.constantFrom('rich_text_section', 'rich_text_quote', 'rich_text_preformatted'), elements });
    const list = fc.record({ type: fc.constant('rich_text_list'), style: fc.constantFrom('bullet', 'ordered'), indent: fc.nat(3), elements: fc.array(section, { maxLength: 3 }) });
    fc.assert(fc.property(fc.array(fc.oneof(section, list), { maxLength: 4 }), (parts) => {
      expect(meaningsIn(blocksToMarkdown([{ type: 'rich_text', elements: parts }], names))).toEqual([]);
    }), { numRuns: 800 * effort });
  });

  it('stays inside its fence, its code span and its link', () => {
    fc.assert(fc.property(hostile, (text) => {
      const flat = text.replace(/[\r\u0000\u2028]/g, '');
      expect(meaningsIn(fence(flat))).toEqual([]);
      expect(meaningsIn(`a ${inlineCode(flat)} b`)).toEqual([]);
      expect(meaningsIn(`a ${link('x', `https://a.example/${flat}`)} b`)).toEqual([]);
    }), { numRuns: 1000 * effort });
  });

  it('keeps the words that a reader saw', () => {
    expect(scanNote(escapeText('Use [[x]] and #tag for $5 ==now== <b>')).plainText).toBe('Use [[x]] and #tag for $5 ==now== <b>');
  });
});

describe.skipIf(importFixtures === null)('notes of real archives', () => {
  const archives: readonly [Importer, string][] = [
    [mailImporter, 'mail/takeout/suitenumerique-messages.mbox'],
    [mailImporter, 'mail/lists-apache/httpd-users-2020-07.mbox'],
    [mailImporter, 'mail/lists-apache/maven-dev-2017-11-listsao.mbox'],
    [mailImporter, 'mail/lists-pipermail/r-sig-geo_2007-December.mbox'],
    [mailImporter, 'mail/spamassassin/public-corpus-subset.mbox'],
    [slackImporter, 'slack/official/Houston Data Vis Slack export Jun 5 2015 - Jul 31 2016 (dev).zip'],
    [slackImporter, 'slack/slackdump/olake-2026-08-07T135639.zip'],
  ];
  it.each(archives)('%# have our headings, block ids and attachments, and no other meaning', async (importer, name) => {
    const vault = await openTestVault();
    try {
      const report = await importInto(vault, importer, path.join(importFixtures ?? '', name));
      const notes = await vault.notes();
      expect(messagesIn(notes) + skippedIn(report)).toBe(report.messages);
      for (const [file, text] of notes) {
        const scan = scanNote(text);
        const sections = parseNote(text)?.sections ?? [];
        expect(scan.blockIds.map((block) => block.id), file).toEqual(sections.map((section) => section.block));
        expect(scan.headings.length, file).toBe(sections.length + 1);
        expect(scan.tags, file).toEqual([]);
        expect(scan.footnotes, file).toEqual([]);
        expect(scan.tasks, file).toEqual([]);
        expect(scan.blocks.filter((block) => ['html', 'math', 'comment', 'definition', 'footnote'].includes(block.type)), file).toEqual([]);
        const inside = scan.links.filter((each) => !each.external);
        for (const each of inside) expect(each.raw, file).toMatch(/^!?\[.*\]\((?:(?:\.\.\/)+assets\/|\d{4}-\d\d-\d\d\.md#\^m-)/s);
        expect(scan.links.filter((each) => each.kind === 'wikilink' || (each.embed && each.external)), file).toEqual([]);
        expect(scan.frontmatter?.properties['id'], file).toBeTypeOf('string');
      }
    } finally {
      await vault.close();
    }
  });
});
