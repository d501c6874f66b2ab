/** Sentences: which one a marker belongs to, and which words of a passage carry it. */
import { contentWords, searchWords } from '../search/words.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

const marker = /\[\^\d+\]/g;
const trailingMarkers = /(?:\s*\[\^\d+\])+\s*$/;
const longestQuote = 300;

/** Ends after `.!?` before a space, after their CJK forms, and at every line break. */
const sentencePattern = /[^\n。！？]*?(?:[.!?]+["'”’)\]]*(?=\s|$)|[。！？]+|(?=\n)|$)/g;

/** The sentences of a text, trimmed, without empty ones. */
export function sentencesOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(sentencePattern)) {
    const lead = match[0].length - match[0].trimStart().length;
    const start = match.index + lead;
    const end = match.index + match[0].trimEnd().length;
    if (end > start) spans.push({ start, end });
  }
  return spans;
}

/** The sentence that ends where a marker is put, earlier markers before it left out. */
export function sentenceBefore(answer: string, at: number): Span {
  const paragraph = answer.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const before = answer.slice(paragraph, at);
  const end = before.replace(trailingMarkers, '').trimEnd().length;
  const last = sentencesOf(before.slice(0, end)).at(-1);
  return last ? { start: paragraph + last.start, end: paragraph + last.end } : { start: paragraph + end, end: paragraph + end };
}

function clip(text: string, span: Span): Span {
  if (span.end - span.start <= longestQuote) return span;
  const cut = text.lastIndexOf(' ', span.start + longestQuote);
  const at = cut > span.start ? cut : span.start + longestQuote;
  const splitsPair = at === span.start + longestQuote && /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return { start: span.start, end: splitsPair ? at - 1 : at };
}

/** The sentence of the passage that shares most words with what it is cited for. */
export function bestQuote(passage: string, sentence: string): Span {
  const wanted = new Set(contentWords(searchWords(sentence.replace(marker, ' '))));
  let best: { readonly span: Span; readonly score: number } | null = null;
  for (const span of sentencesOf(passage)) {
    const found = contentWords(searchWords(passage.slice(span.start, span.end)));
    const score = found.filter((word) => wanted.has(word)).length;
    if (!best || score > best.score) best = { span, score };
  }
  return best ? clip(passage, best.span) : { start: 0, end: Math.min(passage.length, longestQuote) };
}
