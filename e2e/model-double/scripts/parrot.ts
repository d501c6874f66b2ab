/**
 * The most gullible model there is: it repeats every passage word for word, as if each were its own
 * answer, and calls whatever tool a passage names. What it makes of hostile text is the worst case.
 */
import type { DoubleRequest, MessageReply } from '../script.ts';

const passagePattern = /<passage number="\d+"[^>]*>\n?([\s\S]*?)\n?<\/passage>/g;
const callPattern = /CALL (\w+) (\{.*\})/;

function parseInput(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

export function script(request: DoubleRequest): MessageReply {
  const texts = request.messages.filter((message) => message.role !== 'assistant').map((message) => message.text);
  const passages = texts.flatMap((text) => [...text.matchAll(passagePattern)].map((match) => match[1] ?? ''));
  const called = request.messages.some((message) => message.role === 'tool');
  const call = called ? null : callPattern.exec(passages.join('\n'));
  if (call) return { kind: 'message', toolCalls: [{ name: call[1] ?? '', input: parseInput(call[2] ?? '') }] };
  return { kind: 'message', text: passages.join('\n\n').replaceAll('&lt;', '<') || 'Nothing to repeat.', chunkSize: 7 };
}
