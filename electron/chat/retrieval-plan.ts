/** Finds passages for a question without a model: look, see what is missing, look for that. */
import type { ChatStep } from '#shared/model/chat.ts';
import { fold } from '../search/words.ts';
import { coverage, namesIn } from './gate.ts';
import type { Retriever } from './retriever.ts';
import type { UnnumberedPassage } from './supplied-passages.ts';

export interface FoundPassages {
  readonly passages: readonly UnnumberedPassage[];
  readonly steps: readonly { readonly step: ChatStep; readonly passages: readonly UnnumberedPassage[] }[];
}

export interface RetrievalRequest {
  readonly question: string;
  /** The question before, which a short follow-up leans on; '' where there is none. */
  readonly earlierQuestion: string;
  readonly signal: AbortSignal;
  /** Told before each look. */
  readonly onSearch: (query: string) => void;
}

/** Starting values of the design: five rounds at most, and about a dozen passages. */
const maximumRounds = 5;
const passagesPerRound = 12;
const passagesForMissing = 4;
const leaningWords = 8;

/** A follow-up like "and when?" has no words of its own to search by. */
const leaning = /(?<![\p{L}\p{N}])(?:it|that|this|they|them|he|she|his|her|their|there|those|these|and|also|else|why|when|who)(?![\p{L}\p{N}])/iu;

function searchText({ question, earlierQuestion }: RetrievalRequest): string {
  if (earlierQuestion === '') return question;
  const short = question.trim().split(/\s+/).length <= leaningWords;
  return short || leaning.test(question) ? `${question} ${earlierQuestion}` : question;
}

function missingNames(question: string, passages: readonly UnnumberedPassage[]): readonly string[] {
  const text = fold(passages.map((passage) => `${passage.title} ${passage.text}`).join('\n'));
  return namesIn(question).filter((name) => !text.includes(fold(name)));
}

function keyOf(passage: UnnumberedPassage): string {
  return `${passage.path}\n${passage.start}\n${passage.text.slice(0, 100)}`;
}

/**
 * First the question, then each name that no passage mentions. A rare name loses against many
 * common words in one search; alone it is found.
 */
export async function findPassages(request: RetrievalRequest, retriever: Retriever): Promise<FoundPassages> {
  const found = new Map<string, UnnumberedPassage>();
  const steps: { step: ChatStep; passages: readonly UnnumberedPassage[] }[] = [];
  const look = async (query: string, limit: number) => {
    request.onSearch(query);
    const passages = await retriever.search(query, limit);
    for (const passage of passages) if (!found.has(keyOf(passage))) found.set(keyOf(passage), passage);
    steps.push({ step: { kind: 'search', subject: query, found: passages.length, tokens: 0 }, passages });
  };
  await look(searchText(request), passagesPerRound);
  for (const name of missingNames(request.question, [...found.values()])) {
    if (request.signal.aborted || steps.length >= maximumRounds) break;
    await look(name, passagesForMissing);
  }
  return { passages: [...found.values()], steps };
}

/** Whether a free look found something that the question is about. */
export function fitsQuestion(question: string, passages: readonly UnnumberedPassage[]): boolean {
  return passages.some((passage) => coverage(question, `${passage.title}\n${passage.text}`) >= 0.5);
}
