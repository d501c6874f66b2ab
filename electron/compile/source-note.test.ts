import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { readSource } from './source-note.ts';

const mail = `---
id: gmail:thread:1833
source: gmail-takeout
subject: "Launch plan"
participants: ["Dana Okafor <dana@acme.example>", "Ada Lovelace <ada@home.example>"]
labels: [Inbox]
---

# Launch plan

## Dana Okafor

2024-03-05 09:41 · from Dana Okafor \\<dana@acme.example> · to Ada Lovelace \\<ada@home.example> ^m-1833215463084471980

I'll own the launch.

> [!quote]- Earlier messages
> I never said this

> [!quote]- Signature
> Dana

## Ada Lovelace

2024-03-05 10:00 · from Ada Lovelace \\<ada@home.example> · to Dana Okafor \\<dana@acme.example> ^m-18332

Thanks

I'll own the launch.
`;

describe('readSource', () => {
  const source = readSource(vaultPathSchema.parse('raw/gmail/2024/03/2024-03-05 Launch plan ‹7f3a9c›.md'), mail);
  it('reads messages with speaker, date and block id, past folded text and the lines of ids', () => {
    expect(source.id).toBe('gmail:thread:1833');
    expect(source.kind).toBe('mail');
    expect(source.blocks.map((block) => block.speakerId)).toEqual(['mail:dana@acme.example', 'mail:ada@home.example', 'mail:ada@home.example']);
    expect(source.blocks.map((block) => [block.text, block.speaker, block.date, block.anchor])).toEqual([
      ["I'll own the launch.", 'Dana Okafor', '2024-03-05 09:41', { kind: 'block', id: 'm-1833215463084471980' }],
      ['Thanks', 'Ada Lovelace', '2024-03-05 10:00', { kind: 'block', id: 'm-18332' }],
      ["I'll own the launch.", 'Ada Lovelace', '2024-03-05 10:00', { kind: 'block', id: 'm-18332' }],
    ]);
  });
  it('tells blocks of one text apart and knows their neighbours', () => {
    const [first, middle, last] = source.blocks;
    expect(last?.hash).toBe(first?.hash);
    expect([first?.occurrence, last?.occurrence]).toEqual([0, 1]);
    expect([middle?.before, middle?.after]).toEqual([first?.hash, first?.hash]);
  });
  it('reads a note of one’s own by heading, and dates a daily note by its name', () => {
    const note = readSource(vaultPathSchema.parse('daily/2024-03-06.md'), '# Wed\n\nCalled Dana.\n\n## Plans: big\n\n- book room\n\n```js\ncode()\n```\n\nSigned. ^sig\n');
    expect(note.kind).toBe('note');
    expect(note.id).toBe('daily/2024-03-06.md');
    expect(note.blocks.map((block) => [block.text, block.anchor, block.date])).toEqual([
      ['Called Dana.', { kind: 'heading', heading: 'Wed' }, '2024-03-06'],
      ['book room', { kind: 'heading', heading: 'Plans big' }, '2024-03-06'],
      ['Signed.', { kind: 'block', id: 'sig' }, '2024-03-06'],
    ]);
  });
});
