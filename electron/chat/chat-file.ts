/**
 * A conversation as Markdown and back, without loss.
 *
 *     ---
 *     type: chat                      frontmatter that people and queries read
 *     ---
 *     # Title
 *     <!-- verso message m-1 -->
 *     ## You
 *
 *     …the question…
 *
 *     <!-- verso message m-2 -->
 *     ## Verso
 *
 *     …the answer, with [^3] for a citation…
 *
 *     <!-- verso sources -->
 *     [^3]: [[raw/…#^m-18|Launch plan]]: "I'll own the launch"
 *
 *     <!-- verso data
 *     {…one line of JSON a message: what the text above does not say…}
 *     -->
 *
 * The footnotes are for every Markdown tool; the data lines are what is read back. A file whose
 * data is missing or damaged still opens: its messages keep their text and their order.
 */
import { z } from 'zod';
import {
  type AssistantMessage,
  assistantMessageSchema,
  type Chat,
  type ChatMessage,
  type ChatSummary,
  type Citation,
  userMessageSchema,
} from '#shared/model/chat.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';
import { readFrontmatter, setProperty } from '#shared/markdown/frontmatter.ts';
import { formatWikilink, headingForLink } from '#shared/markdown/wikilink.ts';
import { showAsText } from './citation-stream.ts';

/** A chat with what people or other tools added to its file. */
export interface ChatFile {
  readonly chat: Chat;
  /** The frontmatter as it stands, fences included, or ''. */
  readonly frontmatter: string;
  /** Text between the title and the first message. */
  readonly preamble: string;
  /** Text behind the data. */
  readonly tail: string;
}

const messageMark = /^<!-- verso message (\S+) -->$/;
const sourcesMark = '<!-- verso sources -->';
const dataMark = '<!-- verso data';
/** A line of a message that would be read as one of ours gets a backslash, and loses it when read. */
const guardedLine = /^(\\*<!-- verso )/gm;
const unguardedLine = /^\\(\\*<!-- verso )/gm;

const dataSchema = z.discriminatedUnion('role', [
  userMessageSchema.unwrap().omit({ text: true }),
  assistantMessageSchema.unwrap().omit({ text: true }),
]);

const inData: Readonly<Record<string, string>> = {
  '--': String.raw`-\u002d`,
  '<': String.raw`\u003c`,
  '>': String.raw`\u003e`,
  '!': String.raw`\u0021`,
};

/**
 * JSON that neither ends an HTML comment nor holds anything that a careless reader would load; its
 * keys are in the schema's order, however the message was built.
 */
function toData(message: ChatMessage): string {
  return JSON.stringify(dataSchema.parse(message)).replace(/--|[<>!]/g, (found) => inData[found] ?? found);
}

function linkTo(citation: Citation): string {
  const target = citation.path.replace(/\.md$/i, '');
  const alias = citation.title.replace(/[[\]|\n]/g, ' ').trim();
  // A path with characters of the link's own grammar cannot stand in a wikilink.
  if (/[[\]|#^]/.test(target)) return `${alias} (\`${citation.path.replaceAll('`', ' ')}\`)`;
  const heading = citation.headingPath.at(-1);
  const place = citation.blockId ? { block: citation.blockId } : heading ? { heading: headingForLink(heading) } : {};
  return formatWikilink({ target, ...place, ...(alias ? { alias } : {}) });
}

function footnote(citation: Citation): string {
  const quote = showAsText(citation.quote.replace(/\s+/g, ' ').trim());
  return `[^${citation.number}]: ${linkTo(citation)}: "${quote}"`;
}

function answersOf(messages: readonly ChatMessage[]): readonly AssistantMessage[] {
  return messages.filter((message) => message.role === 'assistant');
}

function costOf(messages: readonly ChatMessage[]): number | null {
  const costs = answersOf(messages).flatMap((message) => (message.usage ? [message.usage.costUsd] : []));
  if (costs.length === 0 || costs.includes(null)) return null;
  return costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

function modelOf(messages: readonly ChatMessage[]): string | null {
  return answersOf(messages).findLast((message) => message.model !== null)?.model ?? null;
}

/** Sets our properties one by one, so that what people added keeps its place and form. */
function writeFrontmatter(file: ChatFile): string {
  const { chat } = file;
  const cited = answersOf(chat.messages).flatMap((message) => message.citations);
  const paths = [...new Set(cited.map((citation) => citation.path))];
  const cost = costOf(chat.messages);
  const properties: [string, string | number | readonly string[] | undefined][] = [
    ['type', 'chat'],
    ['verso.chat', chat.id],
    ['created', chat.createdAt],
    ['updated', chat.updatedAt],
    ['model', modelOf(chat.messages) ?? undefined],
    ['cost', cost === null ? undefined : Number(cost.toFixed(6))],
    ['sources', paths.length > 0 ? paths.map((path) => `[[${path.replace(/\.md$/i, '')}]]`) : undefined],
  ];
  let text = file.frontmatter === '' ? '---\n---\n' : file.frontmatter;
  for (const [key, value] of properties) text = setProperty(text, key, value) ?? text;
  return text;
}

export function serializeChat(file: ChatFile): string {
  const { chat } = file;
  const messages = chat.messages.map((message) => {
    const speaker = message.role === 'user' ? 'You' : 'Verso';
    const text = message.text.replace(guardedLine, String.raw`\$1`);
    return `<!-- verso message ${message.id} -->\n## ${speaker}\n\n${text}\n\n`;
  });
  const cited = new Map<number, Citation>();
  for (const message of answersOf(chat.messages)) {
    for (const citation of message.citations) if (!cited.has(citation.number)) cited.set(citation.number, citation);
  }
  const notes = [...cited.values()].sort((first, second) => first.number - second.number).map(footnote);
  const sources = notes.length > 0 ? `${sourcesMark}\n${notes.join('\n')}\n\n` : '';
  const data = `${dataMark}\n${chat.messages.map(toData).join('\n')}\n-->\n`;
  const title = chat.title.replace(/\s+/g, ' ');
  return `${writeFrontmatter(file)}\n# ${title}\n\n${file.preamble}${messages.join('')}${sources}${data}${file.tail}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

type MessageData = z.infer<typeof dataSchema>;

function readData(lines: readonly string[]): Map<string, MessageData> {
  const data = new Map<string, MessageData>();
  for (const line of lines) {
    const parsed = dataSchema.safeParse(parseJson(line));
    if (parsed.success) data.set(parsed.data.id, parsed.data);
  }
  return data;
}

/** The parts of a body, found by the marks at the beginnings of lines. */
interface Sections {
  readonly head: string;
  readonly messages: readonly { readonly id: string; readonly body: string }[];
  readonly data: ReadonlyMap<string, MessageData>;
  readonly tail: string;
}

function readSections(body: string): Sections {
  const messages: { id: string; body: string }[] = [];
  let head = '';
  let section: 'head' | 'message' | 'sources' | 'data' | 'tail' = 'head';
  let tail = '';
  const dataLines: string[] = [];
  for (const line of body.split(/(?<=\n)/)) {
    const bare = line.replace(/\n$/, '');
    const id = messageMark.exec(bare)?.[1];
    if (section !== 'tail' && id) {
      section = 'message';
      messages.push({ id, body: '' });
    } else if (section !== 'tail' && bare === sourcesMark) section = 'sources';
    else if (section !== 'tail' && bare === dataMark) section = 'data';
    else if (section === 'data' && bare === '-->') section = 'tail';
    else if (section === 'data') dataLines.push(bare);
    else if (section === 'tail') tail += line;
    else if (section === 'head') head += line;
    else if (section === 'message') {
      const last = messages.at(-1);
      if (last) last.body += line;
    }
  }
  return { head, messages, data: readData(dataLines), tail };
}

function readMessage(section: Sections['messages'][number], data: MessageData | undefined, createdAt: string): ChatMessage {
  const heading = /^## (You|Verso)\n\n?/.exec(section.body);
  const text = section.body.slice(heading?.[0].length ?? 0).replace(/\n\n?$/, '').replace(unguardedLine, '$1');
  if (data) return { ...data, text };
  if (heading?.[1] === 'Verso') {
    return {
      role: 'assistant',
      id: section.id,
      createdAt,
      text,
      state: 'complete',
      failure: null,
      citations: [],
      sources: [],
      steps: [],
      providerId: null,
      model: null,
      usage: null,
    };
  }
  return { role: 'user', id: section.id, createdAt, text, mode: 'auto', notes: [] };
}

const isoDate = z.iso.datetime();

/** Reads a chat, or null where the file is none of ours. */
export function parseChat(path: VaultPath, source: string): ChatFile | null {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const found = findFrontmatter(text);
  const properties = readFrontmatter(text)?.properties;
  const id = properties?.['verso.chat'];
  if (!found || !properties || typeof id !== 'string' || id === '') return null;
  const sections = readSections(text.slice(found.bodyStart));
  const title = /^\n*# (.*)\n\n?/.exec(sections.head);
  const createdAt = isoDate.safeParse(properties['created']).data ?? new Date(0).toISOString();
  return {
    chat: {
      id,
      path,
      title: title?.[1] ?? '',
      createdAt,
      updatedAt: isoDate.safeParse(properties['updated']).data ?? createdAt,
      messages: sections.messages.map((section) => readMessage(section, sections.data.get(section.id), createdAt)),
    },
    frontmatter: text.slice(0, found.bodyStart),
    preamble: sections.head.slice(title?.[0].length ?? 0),
    tail: sections.tail,
  };
}

export function summarizeChat(chat: Chat, path: VaultPath): ChatSummary {
  return {
    id: chat.id,
    path,
    title: chat.title,
    createdAt: chat.createdAt,
    updatedAt: chat.updatedAt,
    messageCount: chat.messages.length,
    model: modelOf(chat.messages),
    costUsd: costOf(chat.messages),
  };
}
