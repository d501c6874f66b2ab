/**
 * Answers a question as a careful model would: from the numbered passages that stand in the
 * conversation, each sentence with the number that it came from, or "Not in your notes".
 *
 * It knows the form of Verso's prompts (passages as `<passage number="3" …>`) as a real model
 * does: by reading it.
 */
import type { DoubleRequest, MessageReply } from '../script.ts';

interface NumberedText {
  readonly number: number;
  readonly text: string;
}

const passagePattern = /<passage number="(\d+)"[^>]*>\n?([\s\S]*?)\n?<\/passage>/g;
const questionPattern = /<question>\n?([\s\S]*?)\n?<\/question>/;

const commonWords = new Set(
  'a an and are as at be but by did do does for from had has have how i in is it me my of on or our say said she that the their them they this to was we were what when where which who why will with you your'.split(
    ' ',
  ),
);

function words(text: string): Set<string> {
  const found = text.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(found.filter((word) => !commonWords.has(word)));
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?。！？])\s+|\n+/)
    .map((sentence) => sentence.replace(/^[#>*\-\s]+/, '').trim())
    .filter((sentence) => sentence.length > 12);
}

function shared(first: Set<string>, second: Set<string>): number {
  return [...first].filter((word) => second.has(word)).length;
}

function passagesOf(text: string): NumberedText[] {
  return [...text.matchAll(passagePattern)].map((match) => ({ number: Number(match[1]), text: match[2] ?? '' }));
}

/** At most three sentences of the passages that share most words with the question. */
function bestSentences(passages: readonly NumberedText[], question: string): { number: number; sentence: string }[] {
  const asked = words(question);
  return passages
    .flatMap(({ number, text }) => sentencesOf(text).map((sentence) => ({ number, sentence })))
    .map((candidate) => ({ ...candidate, score: shared(asked, words(candidate.sentence)) }))
    .filter((candidate) => candidate.score > 0)
    .sort((first, second) => second.score - first.score || first.number - second.number)
    .slice(0, 3);
}

function cited(sentence: string, number: number): string {
  const bare = sentence.replace(/[.!?]+$/, '');
  return `${bare} [${number}].`;
}

/** Null where the request is no question to the vault. */
export function answerFromPassages(request: DoubleRequest): MessageReply | null {
  const last = request.messages.findLast((message) => message.role === 'user' && questionPattern.test(message.text));
  if (!last) return null;
  const question = questionPattern.exec(last.text)?.[1] ?? '';
  const passages = request.messages.flatMap((message) => (message.role === 'assistant' ? [] : passagesOf(message.text)));
  const best = bestSentences(passages, question);
  const text =
    best.length > 0
      ? best.map(({ sentence, number }) => cited(sentence, number)).join(' ')
      : passages.length > 0 || request.tools.length > 0
        ? 'Not in your notes: nothing there answers this.'
        : 'Hello. Ask me anything about your notes.';
  return { kind: 'message', text };
}
