/** What a conversation on screen is made of, and how each event of a streaming answer changes it. */
import type {
  AssistantMessage,
  Chat,
  ChatEvent,
  ChatMessage,
  ChatStep,
  Citation,
  SuppliedPassage,
} from '#shared/model/chat.ts';
import type { LlmFailure, Usage } from '#shared/model/llm.ts';

/** An answer that is being written. */
export interface LiveAnswer {
  readonly questionText: string;
  readonly stage: Extract<ChatEvent, { kind: 'status' }>['stage'];
  /** The words searched, or the path read. */
  readonly subject: string;
  readonly retryDelayMs: number | null;
  readonly text: string;
  readonly thinking: string;
  readonly citations: readonly Citation[];
  readonly passages: readonly SuppliedPassage[];
  readonly steps: readonly ChatStep[];
  readonly usage: Usage | null;
}

export interface ConversationState {
  /** Null until the first question of a new chat is on its way. */
  readonly chatId: string | null;
  readonly title: string;
  readonly messages: readonly ChatMessage[];
  readonly live: LiveAnswer | null;
  /** Passages by number as far as this window has seen their text. */
  readonly passages: ReadonlyMap<number, SuppliedPassage>;
  /** The last answer failed: what went wrong, for the retry. */
  readonly failure: LlmFailure | null;
  /** The answer could not be written to its file; the text is still here. */
  readonly saveProblem: string | null;
  /** Beyond the model: the connection to the core, a bug. English. */
  readonly problem: string | null;
}

export const emptyConversation: ConversationState = {
  chatId: null,
  title: '',
  messages: [],
  live: null,
  passages: new Map(),
  failure: null,
  saveProblem: null,
  problem: null,
};

export type ConversationAction =
  | { readonly kind: 'opened'; readonly chat: Chat }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'asked'; readonly text: string }
  | { readonly kind: 'event'; readonly event: ChatEvent }
  /** The person stopped it: what was written stays. */
  | { readonly kind: 'stopped'; readonly atIso: string }
  | { readonly kind: 'broken'; readonly message: string };

export function reduceConversation(state: ConversationState, action: ConversationAction): ConversationState {
  switch (action.kind) {
    case 'opened':
      return { ...emptyConversation, chatId: action.chat.id, title: action.chat.title, messages: action.chat.messages };
    case 'cleared':
      return emptyConversation;
    case 'asked':
      return { ...state, failure: null, problem: null, saveProblem: null, live: beginAnswer(action.text) };
    case 'event':
      return reduceEvent(state, action.event);
    case 'stopped':
      if (state.live === null) return state;
      return { ...state, live: null, messages: [...state.messages, stoppedMessage(state.live, state.messages.length, action.atIso)] };
    case 'broken':
      return { ...state, live: null, problem: action.message };
  }
}

function beginAnswer(questionText: string): LiveAnswer {
  return {
    questionText,
    stage: 'deciding',
    subject: '',
    retryDelayMs: null,
    text: '',
    thinking: '',
    citations: [],
    passages: [],
    steps: [],
    usage: null,
  };
}

function reduceEvent(state: ConversationState, event: ChatEvent): ConversationState {
  const { live } = state;
  if (live === null) return state;
  const withLive = (changes: Partial<LiveAnswer>): ConversationState => ({ ...state, live: { ...live, ...changes } });
  switch (event.kind) {
    case 'started':
      return { ...state, chatId: event.chatId, title: event.title, messages: [...state.messages, event.question] };
    case 'status':
      return withLive({ stage: event.stage, subject: event.subject, retryDelayMs: event.delayMs });
    case 'step':
      return withLive({ steps: [...live.steps, event.step] });
    case 'passages':
      return {
        ...withLive({ passages: [...live.passages, ...event.passages] }),
        passages: new Map([...state.passages, ...event.passages.map((passage) => [passage.number, passage] as const)]),
      };
    case 'thinking':
      return withLive({ thinking: live.thinking + event.text });
    case 'delta':
      return withLive({ text: live.text + event.text });
    case 'citation':
      return withLive({ citations: [...live.citations, event.citation] });
    case 'usage':
      return withLive({ usage: event.usage });
    case 'done':
      return { ...state, live: null, messages: [...state.messages, event.message], saveProblem: event.saveProblem };
    case 'failed':
      return {
        ...state,
        live: null,
        messages: [...state.messages, event.message],
        failure: event.failure,
        saveProblem: event.saveProblem,
      };
  }
}

/** What stands on screen when the person presses Stop, before the file is read again. */
function stoppedMessage(live: LiveAnswer, index: number, atIso: string): AssistantMessage {
  return {
    role: 'assistant',
    id: `stopped-${index}`,
    createdAt: atIso,
    text: live.text,
    state: 'stopped',
    failure: null,
    citations: live.citations,
    sources: live.passages.map(({ text: _, ...source }) => source),
    steps: live.steps,
    providerId: null,
    model: null,
    usage: live.usage,
  };
}
