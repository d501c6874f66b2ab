/** The passages that one chat has supplied: each has a number of its own as long as the chat lives. */
import type { Chat, ChatSource, Citation, Passage, SuppliedPassage } from '#shared/model/chat.ts';
import { estimateTokens } from '../llm/tokens.ts';
import { bestQuote, sentenceBefore } from './sentence.ts';

export type UnnumberedPassage = Omit<Passage, 'score'>;

export interface SuppliedPassages {
  /** Numbers a passage; one that was supplied before keeps its number. */
  add(passage: UnnumberedPassage): SuppliedPassage;
  /** Puts a passage of an earlier answer back under its number. */
  restore(source: ChatSource, text: string): SuppliedPassage;
  has(number: number): boolean;
  /** In the order in which they were supplied to this answer. */
  all(): readonly SuppliedPassage[];
  /**
   * The record of a marker that stands at `markerStart` of the answer; throws for an unknown number.
   * The quote is chosen by the cited sentence, or by `about` where the answer is not the model's.
   */
  cite(number: number, answer: string, markerStart: number, about?: string): Citation;
}

function keyOf(passage: { readonly path: string; readonly start: number; readonly end: number }, text: string): string {
  // A long block is cut into passages of the same extent: the text tells them apart.
  return `${passage.path}\n${passage.start}-${passage.end}\n${text.slice(0, 200)}`;
}

/** Starts with the numbers that the chat has given out. */
export function createSuppliedPassages(chat: Chat | null): SuppliedPassages {
  const byNumber = new Map<number, SuppliedPassage>();
  const byKey = new Map<string, SuppliedPassage>();
  const used = chat?.messages.flatMap((message) =>
    message.role === 'assistant' ? message.sources.map((source) => source.number) : [],
  );
  let next = Math.max(0, ...(used ?? [])) + 1;

  function put(passage: UnnumberedPassage, number: number): SuppliedPassage {
    const { path, title, headingPath, blockId, date, start, end, text } = passage;
    const tokens = estimateTokens(text);
    const supplied: SuppliedPassage = { path, title, headingPath, blockId, date, start, end, text, number, tokens };
    byNumber.set(number, supplied);
    byKey.set(keyOf(passage, text), supplied);
    return supplied;
  }

  return {
    add(passage) {
      const known = byKey.get(keyOf(passage, passage.text));
      if (known) return known;
      const number = next;
      next += 1;
      return put(passage, number);
    },
    restore: (source, text) => put({ ...source, text }, source.number),
    has: (number) => byNumber.has(number),
    all: () => [...byNumber.values()],
    cite(number, answer, markerStart, about) {
      const passage = byNumber.get(number);
      if (!passage) throw new Error(`passage ${number} was not supplied`);
      const sentence = sentenceBefore(answer, markerStart);
      const quote = bestQuote(passage.text, about ?? answer.slice(sentence.start, sentence.end));
      // Only where the passage is the note's own text can a place inside it be told.
      const literal = passage.end - passage.start === passage.text.length;
      return {
        number,
        path: passage.path,
        title: passage.title,
        headingPath: passage.headingPath,
        blockId: passage.blockId,
        date: passage.date,
        quote: passage.text.slice(quote.start, quote.end),
        start: literal ? passage.start + quote.start : passage.start,
        end: literal ? passage.start + quote.end : passage.end,
        sentenceStart: sentence.start,
        sentenceEnd: sentence.end,
        markerStart,
      };
    },
  };
}
