/**
 * Does a compiler's work as a careful, unimaginative model would: one claim for each passage that
 * says something, in the words of the passage, and sections that repeat their claims.
 *
 * It reads Verso's prompts (a source as JSON lines, a section as one JSON object) as they are.
 */
import { type DoubleRequest, type MessageReply, say } from '../script.ts';

interface BlockLine {
  readonly block?: string;
  readonly by?: string;
  readonly text?: string;
}

interface ClaimLine {
  readonly id: string;
  readonly text: string;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the product asked for; a second attempt repeats the task in the first message. */
function taskOf(request: DoubleRequest): readonly unknown[] {
  const first = request.messages.find((message) => message.role === 'user');
  return (first?.text ?? '').split('\n').filter((line) => line.startsWith('{')).map(parse);
}

const promise = /\b(?:I'll|I’ll|I will|I promise)\b/u;

/** The first sentence that says something: long enough, short enough, no list of addresses. */
function tellingSentence(text: string): string | null {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/u).map((sentence) => sentence.trim());
  return sentences.find((sentence) => sentence.split(/\s+/u).length >= 4 && sentence.length <= 240 && !/https?:|@|\|/u.test(sentence)) ?? null;
}

function thingsIn(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\b(?:the|project) ([A-Z][a-z]{3,})\b/gu)].map((match) => match[1] ?? ''))];
}

function claimsOf(block: BlockLine): readonly unknown[] {
  const quote = tellingSentence(block.text ?? '');
  if (block.block === undefined || quote === null) return [];
  const writer = block.by ?? 'I';
  return [
    {
      block: block.block,
      kind: promise.test(quote) ? 'commitment' : 'fact',
      subject: { kind: 'person', name: writer },
      predicate: 'wrote',
      text: `${block.by ?? 'The owner'} wrote: ${quote}`,
      quote,
      mentions: thingsIn(quote).map((name) => ({ kind: 'project', name })),
      valid_from: null,
      valid_until: null,
      confidence: 0.9,
    },
  ];
}

/** Null where the request is no work of the compiler. */
export function answerForCompile(request: DoubleRequest): MessageReply | null {
  const lines = taskOf(request);
  const [head, ...rest] = lines;
  if (isRecord(head) && isRecord(head['source'])) {
    return say(JSON.stringify({ claims: rest.filter(isRecord).flatMap((line) => claimsOf(line)) }));
  }
  if (isRecord(head) && typeof head['section'] === 'string' && Array.isArray(head['claims'])) {
    const claims = head['claims'].filter((claim): claim is ClaimLine => isRecord(claim) && typeof claim['id'] === 'string' && typeof claim['text'] === 'string');
    return say(JSON.stringify({ paragraphs: [{ sentences: claims.map((claim) => ({ text: claim.text, claims: [claim.id] })) }] }));
  }
  return null;
}
