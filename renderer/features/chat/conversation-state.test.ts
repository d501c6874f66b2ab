import { describe, expect, it } from 'vitest';
import type { AssistantMessage, ChatEvent, UserMessage } from '#shared/model/chat.ts';
import { emptyConversation, reduceConversation, type ConversationState } from './conversation-state.ts';

const question: UserMessage = { role: 'user', id: 'q1', createdAt: '2026-11-23T10:00:00Z', text: 'Who?', mode: 'auto', notes: [] };
const answer: AssistantMessage = {
  role: 'assistant',
  id: 'a1',
  createdAt: '2026-11-23T10:00:05Z',
  text: 'Dana.',
  state: 'complete',
  failure: null,
  citations: [],
  sources: [],
  steps: [],
  providerId: 'p',
  model: 'm',
  usage: null,
};

function play(events: readonly ChatEvent[], from: ConversationState = emptyConversation): ConversationState {
  const asked = reduceConversation(from, { kind: 'asked', text: 'Who?' });
  return events.reduce((state, event) => reduceConversation(state, { kind: 'event', event }), asked);
}

const started: ChatEvent = { kind: 'started', chatId: 'c', title: 'Who', question, answerId: 'a1' };

describe('reduceConversation', () => {
  it('shows the question before the core has answered anything', () => {
    expect(play([]).live?.questionText).toBe('Who?');
  });

  it('joins deltas and replaces them by the finished message', () => {
    const writing = play([started, { kind: 'delta', text: 'Da' }, { kind: 'delta', text: 'na.' }]);
    expect(writing.live?.text).toBe('Dana.');
    const done = reduceConversation(writing, {
      kind: 'event',
      event: { kind: 'done', message: answer, path: null, saveProblem: null },
    });
    expect(done.live).toBeNull();
    expect(done.messages).toEqual([question, answer]);
  });

  it('keeps what was written when the person stops', () => {
    const stopped = reduceConversation(play([started, { kind: 'delta', text: 'Dan' }]), {
      kind: 'stopped',
      atIso: '2026-11-23T10:00:03Z',
    });
    expect(stopped.messages.at(-1)).toMatchObject({ role: 'assistant', state: 'stopped', text: 'Dan' });
  });

  it('keeps the question when the connection breaks', () => {
    const broken = reduceConversation(play([started]), { kind: 'broken', message: 'lost' });
    expect(broken.messages).toEqual([question]);
    expect(broken.problem).toBe('lost');
  });

  it('ignores events of an answer that was stopped', () => {
    const stopped = reduceConversation(play([started]), { kind: 'stopped', atIso: '2026-11-23T10:00:03Z' });
    expect(reduceConversation(stopped, { kind: 'event', event: { kind: 'delta', text: 'late' } })).toBe(stopped);
  });
});
