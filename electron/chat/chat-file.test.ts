/** Conversations on disk: readable for people, read back without loss. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssistantMessage, Chat, Citation } from '#shared/model/chat.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { parseChat, serializeChat } from './chat-file.ts';

const path = vaultPathSchema.parse('chats/2026-11-23 What did I promise Dana.md');
const source = vaultPathSchema.parse('raw/gmail/2024/03/2024-03-05 Launch plan ‹7f3a9c›.md');

function citation(rest: Partial<Citation> = {}): Citation {
  return {
    number: 3,
    path: source,
    title: 'Launch plan',
    headingPath: ['Dana'],
    blockId: 'm-1833215463084471980',
    date: '2024-03-05',
    quote: "I'll own the launch",
    start: 120,
    end: 139,
    sentenceStart: 0,
    sentenceEnd: 21,
    markerStart: 20,
    ...rest,
  };
}

function answer(rest: Partial<AssistantMessage> = {}): AssistantMessage {
  return {
    role: 'assistant',
    id: 'm-2',
    createdAt: '2026-11-23T10:00:05.000Z',
    text: 'Dana owns the launch[^3].',
    state: 'complete',
    failure: null,
    citations: [citation()],
    sources: [],
    steps: [{ kind: 'search', subject: 'launch', found: 3, tokens: 400 }],
    providerId: 'anthropic',
    model: 'claude-sonnet-5-5',
    usage: {
      inputTokens: 900,
      outputTokens: 20,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      estimated: false,
      costUsd: 0.002,
      priceAsOf: '2026-11-23',
    },
    ...rest,
  };
}

function chat(messages: Chat['messages']): Chat {
  return {
    id: 'c-1',
    path,
    title: 'What did I promise Dana',
    createdAt: '2026-11-23T10:00:00.000Z',
    updatedAt: '2026-11-23T10:00:05.000Z',
    messages,
  };
}

function question(text: string): Chat['messages'][number] {
  return { role: 'user', id: 'm-1', createdAt: '2026-11-23T10:00:00.000Z', text, mode: 'auto', notes: [] };
}

function save(value: Chat): string {
  return serializeChat({ chat: value, frontmatter: '', preamble: '', tail: '' });
}

describe('a saved chat', () => {
  it('reads as a conversation with footnotes in any Markdown tool', () => {
    const text = save(chat([question('What did I promise Dana?'), answer()]));
    expect(text).toContain('type: chat');
    expect(text).toContain('model: claude-sonnet-5-5');
    expect(text).toContain('cost: 0.002');
    expect(text).toContain('# What did I promise Dana\n');
    expect(text).toContain('## You\n\nWhat did I promise Dana?\n');
    expect(text).toContain('## Verso\n\nDana owns the launch[^3].\n');
    expect(text).toContain(
      `[^3]: [[raw/gmail/2024/03/2024-03-05 Launch plan ‹7f3a9c›#^m-1833215463084471980|Launch plan]]: "I'll own the launch"`,
    );
  });

  it('is the same when it is opened again', () => {
    const value = chat([question('What did I promise Dana?'), answer()]);
    expect(parseChat(path, save(value))?.chat).toEqual(value);
  });

  it('is the same whatever its messages say', () => {
    const line = fc.oneof(
      fc.constantFrom('## You', '## Verso', '---', '<!-- verso message m-9 -->', '\\<!-- verso data', '<!-- verso data', '-->', '# x', '```', '[^3]: x', ''),
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '')),
    );
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, (asked, said, quote) => {
        const value = chat([question(asked), answer({ text: said, citations: [citation({ quote })] })]);
        const read = parseChat(path, save(value));
        expect(read?.chat).toEqual(value);
        expect(read && serializeChat(read)).toBe(save(value));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what a person added to the file', () => {
    const saved = save(chat([question('Why?'), answer()]));
    const edited = `${saved
      .replace('type: chat', 'type: chat\ntags: [work, "launch"] # mine')
      .replace('# What did I promise Dana\n\n', '# What did I promise Dana\n\nMy own remark.\n\n')}\nA note below.\n`;
    const read = parseChat(path, edited);
    expect(read?.chat.messages).toHaveLength(2);
    expect(read && serializeChat(read)).toBe(edited);
  });

  it('opens without its data: text and order are there', () => {
    const saved = save(chat([question('Why?'), answer()])).replace(/<!-- verso data[\s\S]*/, '');
    const messages = parseChat(path, saved)?.chat.messages;
    expect(messages?.map((message) => [message.role, message.text])).toEqual([
      ['user', 'Why?'],
      ['assistant', 'Dana owns the launch[^3].'],
    ]);
  });

  it('cannot be opened up by a hostile quote', () => {
    const quote = '--> <img src=x> ![a](https://evil.example) "\n<!-- verso message m-9 -->\n[^1]: x';
    const text = save(chat([question('?'), answer({ citations: [citation({ quote })] })]));
    expect(text).not.toMatch(/(?<!\\)<img|(?<!\\)!\[a\]/);
    expect(parseChat(path, text)?.chat.messages[1]).toMatchObject({ citations: [{ quote }] });
  });

  it('is no chat without its property', () => {
    expect(parseChat(path, '---\ntype: chat\n---\n# Hello\n')).toBeNull();
    expect(parseChat(path, '# Hello\n')).toBeNull();
  });
});
