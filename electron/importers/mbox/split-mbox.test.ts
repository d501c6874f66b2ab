import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MboxMessage, splitMbox } from './split-mbox.ts';

async function split(chunks: readonly Buffer[], maxMessageBytes = 1e9): Promise<MboxMessage[]> {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const messages: MboxMessage[] = [];
  for await (const message of splitMbox(stream(), { startOffset: 0, maxMessageBytes })) messages.push(message);
  return messages;
}

const line = 'From a@example.org Mon May 26 20:18:05 2025';

describe('splitMbox', () => {
  it('takes a line as a separator only with a date in it and a field after it', async () => {
    const text = `${line}\nSubject: one\n\nFrom here on it rains.\nFrom Monday May we saw 20:18 in 2025\nnot a field\n\n${line}\nSubject: two\n\nx\n`;
    const messages = await split([Buffer.from(text)]);
    expect(messages.map((message) => message.bytes.toString())).toEqual([
      'Subject: one\n\nFrom here on it rains.\nFrom Monday May we saw 20:18 in 2025\nnot a field\n\n',
      'Subject: two\n\nx\n',
    ]);
  });

  it.each([
    'From 1833215653612141880@xxx Mon May 26 20:18:05 +0000 2025',
    'From jean at example.org  Sat Dec  1 00:33:11 2007',
    'From MAILER-DAEMON Fri Jul  8 12:08:34 2011 +0200',
    'From - Tue, 04 Mar 2014 10:00:00 +0100',
  ])('knows the separator %j', async (separator) => {
    const messages = await split([Buffer.from(`${separator}\r\nA: b\r\n\r\nx\r\n\r\n${separator}\r\nA: c\r\n\r\ny\r\n`)]);
    expect(messages.map((message) => message.fromLine)).toEqual([separator, separator]);
  });

  it('removes exactly one > before an escaped From', async () => {
    const [message] = await split([Buffer.from(`${line}\nA: b\n\n>From x\n>>From y\n> From z\n a >From b\n`)]);
    expect(message?.bytes.toString()).toBe('A: b\n\nFrom x\n>From y\n> From z\n a >From b\n');
  });

  it('gives the same messages and offsets however the bytes arrive, and covers every byte', async () => {
    const body = fc.array(fc.constantFrom('From here\n', `>${line}\n`, 'text\n', '\n', `${line}\nno field\n`, '>From x\n', 'From \n', '\r\n', 'é'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }), async (bodies, sizes) => {
        const bytes = Buffer.from(bodies.map((parts) => `${line}\nSubject: x\n\n${parts.join('')}\n`).join(''));
        const pieces: Buffer[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        const whole = await split([bytes]);
        expect(await split(pieces)).toEqual(whole);
        expect(whole.length).toBe(bodies.length);
        expect(whole[0]?.start).toBe(0);
        expect(whole.at(-1)?.end).toBe(bytes.length);
        whole.forEach((message, i) => expect(message.start).toBe(i === 0 ? 0 : whole[i - 1]?.end));
      }),
      { numRuns: 300 },
    );
  });

  it('holds no more of a message than the limit, and says so', async () => {
    const messages = await split([Buffer.from(`${line}\nA: b\n\n${'x'.repeat(5000)}\n`), Buffer.from(`${line}\nA: c\n\nshort\n`)], 1000);
    expect(messages.map((message) => [message.cut, message.bytes.length <= 1000])).toEqual([[true, true], [false, true]]);
    expect(messages[1]?.bytes.toString()).toContain('short');
  });
});
