/**
 * Writes passages and questions for the model. Text from the vault is data: it stands in a user or
 * tool message, between tags that it cannot close, and never in the system prompt.
 */
import type { SuppliedPassage } from '#shared/model/chat.ts';

/** Our own tags; in data their `<` is written as an entity. */
const ownTags = /<(?=\s*\/?\s*(?:passages?|question|system|human|user|assistant|instructions?|tool_result|function_results?)\b)/gi;

/** Characters that a reader does not see but a model reads: they carry hidden instructions. */
const invisible = /[\u200B\u2060\u2062-\u2064\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

function asData(text: string): string {
  return text.replace(invisible, '').replace(ownTags, '&lt;');
}

function attribute(name: string, value: string | null): string {
  if (!value) return '';
  const safe = asData(value).replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return ` ${name}="${safe}"`;
}

/** One passage under its number. */
export function wrapPassage(passage: SuppliedPassage): string {
  const attributes = [
    attribute('note', passage.title),
    attribute('path', passage.path),
    attribute('heading', passage.headingPath.join(' › ')),
    attribute('date', passage.date),
  ].join('');
  return `<passage number="${passage.number}"${attributes}>\n${asData(passage.text)}\n</passage>`;
}

export function wrapPassages(passages: readonly SuppliedPassage[]): string {
  return `<passages>\n${passages.map(wrapPassage).join('\n')}\n</passages>`;
}

/** The question with what was found for it. */
export function wrapQuestion(question: string, passages: readonly SuppliedPassage[]): string {
  const asked = `<question>\n${asData(question)}\n</question>`;
  return passages.length === 0 ? asked : `${wrapPassages(passages)}\n\n${asked}`;
}

/** Takes passages in order as long as they fit; a later, shorter one may still fit. */
export function packWithin<T extends { readonly tokens: number }>(passages: readonly T[], budgetTokens: number): readonly T[] {
  let left = budgetTokens;
  return passages.filter((passage) => {
    const fits = passage.tokens + wrappingTokens <= left;
    if (fits) left -= passage.tokens + wrappingTokens;
    return fits;
  });
}

/** What the tags around a passage cost. */
const wrappingTokens = 40;
