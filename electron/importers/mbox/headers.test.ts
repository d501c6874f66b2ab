import { describe, expect, it } from 'vitest';
import { parseAddresses } from './address.ts';
import { decodeText } from './charset.ts';
import { decodeWords, parseHeaders, parseParameters } from './headers.ts';
import { parseLabels } from './labels.ts';
import { parseMailDate } from './mail-date.ts';

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('header fields', () => {
  it('joins folded lines, and ends where text begins', () => {
    const bytes = Buffer.from('Subject: a\r\n  b\r\nX-Empty:\r\n\r\nbody');
    const { headers, bodyStart } = parseHeaders(bytes, 0, bytes.length);
    expect([headers.text('subject'), headers.text('x-empty'), bytes.subarray(bodyStart).toString()]).toEqual(['a  b', '', 'body']);
    const bare = Buffer.from('Just words.\nMore words.');
    expect(parseHeaders(bare, 0, bare.length)).toMatchObject({ bodyStart: 0, headers: { count: 0 } });
  });

  it.each([
    ['=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=', 'café'],
    ['=?UTF-8?B?w6k=?= and =?iso-8859-1?q?=E9?=', 'é and é'],
    ['=?utf-8*fr?q?=C3=A9?=', 'é'],
    ['=?iso-2022-jp?B?GyRCJDMbKEI=?=', 'こ'],
    ['=?utf-7?Q?Fr+APY-sche?=', 'Frösche'],
    [latin1('né'), 'né'],
    [Buffer.from([0x6e, 0xe9]).toString('latin1'), 'né'],
    ['=?broken', '=?broken'],
  ])('decodes %j', (raw, text) => {
    expect(decodeWords(raw)).toBe(text);
  });

  it.each([
    ['attachment; filename="a b.pdf"', 'a b.pdf'],
    ["attachment; filename*=utf-8''%e2%82%ac.pdf", '€.pdf'],
    ["attachment; filename*0*=utf-8''%e2; filename*1*=%82%ac; filename*2=.pdf", '€.pdf'],
    ['attachment; filename="=?utf-8?B?w6kucGRm?="', 'é.pdf'],
    ['attachment; filename=plain.txt', 'plain.txt'],
  ])('reads the name in %j', (raw, name) => {
    expect(parseParameters(raw).params.get('filename')).toBe(name);
  });

  it.each([
    ['Ada <ada@x.org>, "Lovelace, B" <b@x.org>', [['Ada', 'ada@x.org'], ['Lovelace, B', 'b@x.org']]],
    ['ada at x.org (Ada L)', [['Ada L', 'ada@x.org']]],
    ['Team: a@x.org, B <b@x.org>;', [['', 'a@x.org'], ['B', 'b@x.org']]],
    ['undisclosed-recipients:;', []],
    ['=?utf-8?q?J=C3=BCrgen?= <J@X.org>', [['Jürgen', 'j@x.org']]],
    ['not an address', [['not an address', '']]],
  ])('reads the addresses in %j', (raw, expected) => {
    expect(parseAddresses(raw).map(({ name, email }) => [name, email])).toEqual(expected);
  });

  it.each([
    ['Mon, 26 May 2025 22:18:04 +0200', '2025-05-26T20:18:04.000Z'],
    ['Mon May 26 20:18:05 +0000 2025', '2025-05-26T20:18:05.000Z'],
    ['Sat Dec  1 00:33:11 2007', '2007-12-01T00:33:11.000Z'],
    ['1 Jan 99 10:00 EST', '1999-01-01T15:00:00.000Z'],
    ['Tue, 04 Mar 2014 10:00:00 -0500 (EST)', '2014-03-04T15:00:00.000Z'],
  ])('reads the date %j', (raw, iso) => {
    expect(new Date(parseMailDate(raw) ?? 0).toISOString()).toBe(iso);
  });

  it('reads labels as a decoded list with quoted commas, system ones in English', () => {
    expect(parseLabels('=?UTF-8?Q?Bo=C3=AEte_de_r=C3=A9ception,"Work,_ACME",Corbeille?=')).toEqual(['Inbox', 'Work, ACME', 'Trash']);
    expect(parseLabels('Inbox,Opened,"say ""hi"""')).toEqual(['Inbox', 'Opened', 'say "hi"']);
  });

  it.each([
    [Buffer.from([0x93, 0x68, 0x94]), 'windows-1252', '“h”'],
    [Buffer.from([0x93, 0x68, 0x94]), 'iso-8859-1', '“h”'],
    [Buffer.from('é'), 'us-ascii', 'é'],
    [Buffer.from([0xc4, 0xe3]), 'gb2312', '你'],
    [Buffer.from([0xc1]), 'koi8-r', 'а'],
    [Buffer.from([0xa4, 0x40]), 'big5', '一'],
    [Buffer.from([0xb0, 0xa1]), 'euc-kr', '가'],
    [Buffer.from([0xe9]), 'no-such-charset', 'é'],
    [Buffer.from([0xe9]), null, 'é'],
  ])('decodes %j as %s', (bytes, charset, text) => {
    expect(decodeText(bytes, charset)).toBe(text);
  });
});
