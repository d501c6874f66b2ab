/** Mail made to hang whoever reads it: each is read to the end, whatever it repeats. */
import { describe, expect, it } from 'vitest';
import { gatherAll, readHead, renderMail } from './mail-message.ts';

function read(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const head = readHead({ fromLine: '', bytes }, Date.UTC(2026, 0, 1));
  const { content, attachments } = gatherAll(bytes, head.root);
  return renderMail(head, bytes, content, attachments, () => null, 'x').payload.body;
}

const many = 300_000;
const html = (body: string): string => `From: a@x.org\nContent-Type: text/html\n\n${body}<p>end</p>`;
const both = (body: string): string =>
  `From: a@x.org\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nshort\n--b\nContent-Type: text/html\n\n${body}\n--b--\n`;

describe('hostile mail', () => {
  it.each<[string, string]>([
    ['a parameter without an end', `Content-Type: text/plain; ${'a'.repeat(many)}\n\nend`],
    ['open comments in a date', `Date: ${'('.repeat(many)}\n\nend`],
    ['open comments in an address', `To: ${'('.repeat(many)}\n\nend`],
    ['blanks in an address', `To: a${' '.repeat(many)}b\n\nend`],
    ['at signs in references', `References: <${'@'.repeat(many)}\n\nend`],
    ['encoded words without an end', `Subject: ${'=?utf-8?q?'.repeat(many / 10)}\n\nend`],
    ['labels of blanks', `X-Gmail-Labels: a${' '.repeat(many)}b\nFrom: a@x.org\n\nend`],
    ['brackets after an address', `From: a@x.org\n\nhttp://a.example/${')'.repeat(many)}\n\nend`],
    ['a line of marks', `From: a@x.org\n\n${'*_~`[]()<>#'.repeat(many / 10)}\n\nend`],
    ['quote signs', `From: a@x.org\n\n${'> '.repeat(many)}\n\nend`],
    ['blank lines', `From: a@x.org\n\n${'\n'.repeat(many)}end`],
    ['attributions', `From: a@x.org\n\n${'On Monday, x wrote\n'.repeat(many / 20)}\n\nend`],
    ['open angles', html('<'.repeat(many))],
    ['open style elements', both('<style '.repeat(many / 10))],
    ['open tables', html('<table><tr><td>'.repeat(3000))],
    ['a style of blanks', html(`<p style="display${' '.repeat(many)}">x</p>`)],
    ['enriched parameters', `From: a@x.org\nContent-Type: text/enriched\n\n${'<param>'.repeat(many / 10)} end`],
    ['ten thousand levels', `From: a@x.org\n${Array.from({ length: 10_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('')}\n\nend`],
    ['a header of a megabyte', `X-Long: ${'x'.repeat(1_500_000)}\nFrom: a@x.org\n\nend`],
  ])('%s', (_name, text) => {
    const body = read(text);
    expect(typeof body).toBe('string');
  });
});
