/** Estimates of token counts, for the moments before the provider counts. */
import type { LlmRequest } from './provider.ts';

/** Scripts written without spaces: about one token a character. */
const dense = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/g;

/** Tokens that a message costs beside its text. */
const messageOverhead = 4;

/**
 * Estimates on the high side (English is nearer to four characters a token): packing too little
 * costs a passage, packing too much costs the answer.
 */
export function estimateTokens(text: string): number {
  const denseCount = text.match(dense)?.length ?? 0;
  return Math.ceil(denseCount + (text.length - denseCount) / 3.6);
}

/** All that a request sends. */
export function estimateRequestTokens(request: LlmRequest): number {
  const parts = [
    request.system,
    ...request.messages.map((message) =>
      message.role === 'assistant' ? message.text + JSON.stringify(message.toolCalls) : message.text,
    ),
    ...(request.tools.length > 0 ? [JSON.stringify(request.tools)] : []),
    ...(request.json ? [JSON.stringify(request.json.schema)] : []),
  ];
  return parts.reduce((sum, part) => sum + estimateTokens(part) + messageOverhead, 0);
}
