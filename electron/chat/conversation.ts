/** What of a conversation the model is shown again: its latest turns, and the passages they cite. */
import type { Chat, ChatMessage } from '#shared/model/chat.ts';
import type { LlmMessage } from '../llm/provider.ts';
import { estimateTokens } from '../llm/tokens.ts';
import { wrapQuestion } from './passage-prompt.ts';
import type { Retriever } from './retriever.ts';
import type { SuppliedPassages } from './supplied-passages.ts';
import { passagesOf } from './vault-tools.ts';

/** How many of the latest answers keep their passages in reach. */
const answersWithPassages = 2;

function toLlm(message: ChatMessage): LlmMessage {
  if (message.role === 'user') return { role: 'user', text: wrapQuestion(message.text, []) };
  const text = message.text.replace(/\[\^(\d+)\]/g, '[$1]') || '(no answer)';
  return { role: 'assistant', text, toolCalls: [], replay: null };
}

/** The latest turns that fit, oldest first, beginning with a question. */
export function packHistory(messages: readonly ChatMessage[], budgetTokens: number): readonly LlmMessage[] {
  let left = budgetTokens;
  const kept: LlmMessage[] = [];
  for (const message of messages.toReversed()) {
    const packed = toLlm(message);
    left -= estimateTokens(packed.text);
    if (left < 0) break;
    kept.unshift(packed);
  }
  while (kept[0] && kept[0].role !== 'user') kept.shift();
  return kept;
}

/** Puts back the passages that the latest answers cited, as far as the notes still hold them. */
export async function restoreCited(chat: Chat, supplied: SuppliedPassages, retriever: Retriever): Promise<void> {
  const answers = chat.messages.filter((message) => message.role === 'assistant').slice(-answersWithPassages);
  for (const answer of answers) {
    for (const source of answer.sources) {
      const citation = answer.citations.find((one) => one.number === source.number);
      if (!citation || supplied.has(source.number)) continue;
      const note = await retriever.readNote(source.path);
      const passage = note && passagesOf(note).find((one) => one.text.includes(citation.quote));
      if (passage) supplied.restore({ ...source, start: passage.start, end: passage.end }, passage.text);
    }
  }
}
