/**
 * Answers one question: decides whether to look, finds passages, asks the model in at most five
 * rounds, and maps citations while the text arrives. Reports by events; writes nothing.
 */
import type {
  AssistantMessage,
  Chat,
  ChatEvent,
  ChatQuestion,
  ChatSource,
  ChatStep,
  Citation,
  SuppliedPassage,
} from '#shared/model/chat.ts';
import type { LlmFailure, Usage } from '#shared/model/llm.ts';
import { addUsage } from '../llm/prices.ts';
import type { LlmEvent, LlmMessage, LlmRequest, LlmResult, Provider, ToolCall } from '../llm/provider.ts';
import { estimateTokens } from '../llm/tokens.ts';
import { type CitationStream, createCitationStream, showAsText } from './citation-stream.ts';
import { packHistory, restoreCited } from './conversation.ts';
import { decideRetrieval } from './gate.ts';
import { wrapQuestion } from './passage-prompt.ts';
import type { ChatPrompts } from './prompts.ts';
import { findPassages, fitsQuestion } from './retrieval-plan.ts';
import type { Retriever } from './retriever.ts';
import { createSuppliedPassages, type SuppliedPassages } from './supplied-passages.ts';
import { passagesOf, runVaultTool, supply, vaultTools } from './vault-tools.ts';

export interface AnswerDeps {
  readonly retriever: Retriever;
  readonly prompts: ChatPrompts;
  readonly provider: LlmResult<Provider>;
  /** The user's day, `2026-11-23`. */
  readonly today: string;
}

/** What an answer has become so far; a stop leaves it as it is. */
export interface Draft {
  text: string;
  readonly citations: Citation[];
  readonly steps: ChatStep[];
  sources: readonly SuppliedPassage[];
  usage: Usage | null;
  failure: LlmFailure | null;
  state: AssistantMessage['state'];
}

export function createDraft(): Draft {
  // Until the end is seen, whatever ends the answer has stopped it.
  return { text: '', citations: [], steps: [], sources: [], usage: null, failure: null, state: 'stopped' };
}

const maximumRounds = 5;
/** Passages beyond this cost more than they add. */
const passageBudgetTokens = 12_000;
/** Assumed where nobody says how large the window is. */
const unknownWindowTokens = 16_384;
const noModelPassages = 8;
const noModelExcerpt = 500;

interface Budgets {
  readonly history: number;
  readonly passages: number;
  readonly output: number;
}

function budgetsFor(windowTokens: number): Budgets {
  return {
    history: Math.floor(windowTokens * 0.2),
    passages: Math.min(passageBudgetTokens, Math.floor(windowTokens * 0.4)),
    output: Math.min(8192, Math.floor(windowTokens * 0.2)),
  };
}

function toSource({ text: _text, ...source }: SuppliedPassage): ChatSource {
  return source;
}

/** The sources of a draft as they are kept: without the text, which stands in the notes. */
export function sourcesOf(draft: Draft): readonly ChatSource[] {
  return draft.sources.map(toSource);
}

function status(stage: Extract<ChatEvent, { kind: 'status' }>['stage'], subject = '', delayMs: number | null = null): ChatEvent {
  return { kind: 'status', stage, subject, delayMs };
}

/** Without a model the passages themselves are the answer, and it says so. */
function* answerWithPassages(
  question: string,
  draft: Draft,
  supplied: SuppliedPassages,
  failure: LlmFailure,
): Generator<ChatEvent, void, void> {
  const passages = supplied.all().slice(0, noModelPassages);
  const intro =
    passages.length > 0
      ? `${failure.message} These are the passages that fit the question best:`
      : `${failure.message} Nothing in your notes fits the question.`;
  draft.state = 'passages';
  draft.failure = failure;
  draft.text = intro;
  yield { kind: 'delta', text: intro };
  for (const passage of passages) {
    const excerpt = passage.text.length > noModelExcerpt ? `${passage.text.slice(0, noModelExcerpt).trimEnd().toWellFormed()}…` : passage.text;
    const quoted = showAsText(excerpt).split('\n').map((line) => `> ${line}`.trimEnd()).join('\n');
    const place = showAsText([...new Set([passage.title, ...passage.headingPath])].join(' › ').replace(/\s+/g, ' '));
    const before = `\n\n**${place}**`;
    const at = draft.text.length + before.length;
    const citation = supplied.cite(passage.number, draft.text + before, at, question);
    const text = `${before}[^${passage.number}]\n\n${quoted}`;
    draft.citations.push(citation);
    draft.text += text;
    yield { kind: 'citation', citation };
    yield { kind: 'delta', text };
  }
}

/** Puts text of the model into the draft, with its citations. */
function* write(draft: Draft, supplied: SuppliedPassages, pieces: ReturnType<CitationStream['push']>): Generator<ChatEvent, void, void> {
  for (const piece of pieces) {
    if (piece.kind === 'marker') {
      const citation = supplied.cite(piece.number, draft.text, draft.text.length);
      draft.citations.push(citation);
      yield { kind: 'citation', citation };
    }
    const text = piece.kind === 'marker' ? `[^${piece.number}]` : piece.text;
    draft.text += text;
    yield { kind: 'delta', text };
  }
}

interface Round {
  readonly calls: readonly ToolCall[];
  readonly text: string;
  readonly replay: unknown;
  readonly failure: LlmFailure | null;
  readonly reason: Extract<LlmEvent, { kind: 'end' }>['reason'] | null;
}

/** One request to the model. */
async function* runRound(
  provider: Provider,
  request: LlmRequest,
  draft: Draft,
  supplied: SuppliedPassages,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, Round, void> {
  const citations = createCitationStream((number) => supplied.has(number));
  const calls: ToolCall[] = [];
  const texts: string[] = [];
  let round: Round = { calls, text: '', replay: null, failure: null, reason: null };
  for await (const event of provider.stream(request, signal)) {
    switch (event.kind) {
      case 'text':
        // Text of an earlier round ends its paragraph before more comes.
        if (texts.length === 0 && draft.text !== '') yield* write(draft, supplied, [{ kind: 'text', text: '\n\n' }]);
        texts.push(event.text);
        yield* write(draft, supplied, citations.push(event.text));
        break;
      case 'thinking':
        yield { kind: 'thinking', text: event.text };
        break;
      case 'tool-call':
        calls.push(event.call);
        break;
      case 'retry':
        yield status('retrying', event.failure.message, event.delayMs);
        break;
      case 'usage':
        draft.usage = addUsage(draft.usage, event.usage);
        yield { kind: 'usage', usage: draft.usage };
        break;
      case 'end':
        round = { calls, text: texts.join(''), replay: event.replay, failure: null, reason: event.reason };
        break;
      case 'failed':
        round = { calls, text: texts.join(''), replay: null, failure: event.failure, reason: null };
    }
  }
  yield* write(draft, supplied, citations.end());
  return round;
}

function overLimit(provider: Provider): LlmFailure {
  return {
    code: 'output-limit',
    message: `The answer of ${provider.model} reached its longest allowed length and stops there.`,
    detail: null,
    status: null,
    reason: null,
    retryAfterMs: null,
    retryable: false,
  };
}

/** Runs the tools that a round asked for, and returns their results for the next one. */
async function* runTools(
  calls: readonly ToolCall[],
  draft: Draft,
  supplied: SuppliedPassages,
  retriever: Retriever,
  budget: { left: number },
): AsyncGenerator<ChatEvent, readonly LlmMessage[], void> {
  const results: LlmMessage[] = [];
  for (const call of calls) {
    yield status(call.name === 'read_note' ? 'reading' : 'searching', JSON.stringify(call.input));
    const outcome = await runVaultTool(call, budget.left, { retriever, supplied, estimate: estimateTokens });
    if (outcome.step) {
      budget.left -= outcome.step.tokens;
      draft.steps.push(outcome.step);
      yield { kind: 'step', step: outcome.step };
    }
    draft.sources = supplied.all();
    if (outcome.passages.length > 0) yield { kind: 'passages', passages: outcome.passages };
    results.push({ role: 'tool', callId: call.id, name: call.name, text: outcome.text, isError: outcome.isError });
  }
  return results;
}

/** Asks, runs tools, and asks again, until there is an answer. */
async function* converse(
  provider: Provider,
  first: LlmRequest,
  draft: Draft,
  supplied: SuppliedPassages,
  deps: AnswerDeps & { readonly budgetTokens: number },
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, void, void> {
  let request = first;
  const budget = { left: deps.budgetTokens };
  for (let number = 1; ; number += 1) {
    yield status(number === 1 ? 'thinking' : 'answering');
    const round = yield* runRound(provider, request, draft, supplied, signal);
    if (round.failure?.code === 'bad-request' && request.tools.length > 0 && number === 1) {
      // Many local models take no tools: the planned look has already found the passages.
      request = { ...request, tools: [] };
      continue;
    }
    if (round.failure) {
      draft.state = round.failure.code === 'cancelled' ? 'stopped' : 'failed';
      draft.failure = draft.state === 'stopped' ? null : round.failure;
      return;
    }
    if (round.calls.length === 0 || request.toolChoice === 'none') {
      draft.state = round.reason === 'output-limit' ? 'failed' : 'complete';
      draft.failure = round.reason === 'output-limit' ? overLimit(provider) : null;
      return;
    }
    const results = yield* runTools(round.calls, draft, supplied, deps.retriever, budget);
    request = {
      ...request,
      toolChoice: number + 1 >= maximumRounds ? 'none' : 'auto',
      messages: [
        ...request.messages,
        { role: 'assistant', text: round.text, toolCalls: round.calls, replay: round.replay },
        ...results,
      ],
    };
  }
}

/** The notes that the person put into the context come before anything that was searched. */
async function* readGivenNotes(
  question: ChatQuestion,
  draft: Draft,
  supplied: SuppliedPassages,
  retriever: Retriever,
  budgetTokens: number,
): AsyncGenerator<ChatEvent, readonly SuppliedPassage[], void> {
  const given: SuppliedPassage[] = [];
  let left = budgetTokens;
  for (const path of question.notes) {
    yield status('reading', path);
    const note = await retriever.readNote(path);
    if (!note) continue;
    const found = passagesOf(note);
    const passages = supply(found, supplied, left, estimateTokens);
    const tokens = passages.reduce((sum, passage) => sum + passage.tokens, 0);
    left -= tokens;
    given.push(...passages);
    const step: ChatStep = { kind: 'read', subject: path, found: found.length, tokens };
    draft.steps.push(step);
    yield { kind: 'step', step };
  }
  return given;
}

/** What the answer to one question works with. */
interface Context {
  readonly passages: readonly SuppliedPassage[];
  /** Whether the model should answer from the vault, and may look further. */
  readonly looks: boolean;
}

async function* gatherContext(
  question: ChatQuestion,
  chat: Chat | null,
  draft: Draft,
  supplied: SuppliedPassages,
  deps: AnswerDeps,
  budgetTokens: number,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, Context, void> {
  yield status('deciding');
  if (chat) await restoreCited(chat, supplied, deps.retriever);
  const buffered = supplied.all();
  const given = yield* readGivenNotes(question, draft, supplied, deps.retriever, budgetTokens);
  const decision = decideRetrieval({
    question: question.text,
    mode: question.mode,
    isFollowUp: chat !== null && chat.messages.length > 0,
    buffer: [...buffered, ...given].map((passage) => `${passage.title}\n${passage.text}`).join('\n'),
  });
  const atHand = [...buffered, ...given];
  if (decision.kind === 'none' || signal.aborted) return { passages: atHand, looks: atHand.length > 0 };
  const searches: string[] = [];
  const found = await findPassages(
    {
      question: question.text,
      earlierQuestion: chat?.messages.findLast((message) => message.role === 'user')?.text ?? '',
      signal,
      onSearch: (query) => searches.push(query),
    },
    deps.retriever,
  );
  for (const query of searches) yield status('searching', query);
  const useful = decision.kind === 'look' || fitsQuestion(question.text, found.passages);
  const used = atHand.reduce((sum, passage) => sum + passage.tokens, 0);
  const taken = useful ? supply(found.passages, supplied, Math.max(0, budgetTokens - used), estimateTokens) : [];
  for (const { step, passages } of found.steps) {
    const places = new Set(passages.map((passage) => `${passage.path} ${passage.start}`));
    const tokens = taken.filter((one) => places.has(`${one.path} ${one.start}`)).reduce((sum, one) => sum + one.tokens, 0);
    const counted = { ...step, tokens };
    draft.steps.push(counted);
    yield { kind: 'step', step: counted };
  }
  const passages = [...new Set([...atHand, ...taken])];
  return { passages, looks: decision.kind === 'look' || passages.length > 0 };
}

/** Answers into `draft`. The events end when the answer does, whichever way. */
export async function* answerQuestion(
  question: ChatQuestion,
  chat: Chat | null,
  draft: Draft,
  deps: AnswerDeps,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, void, void> {
  const supplied = createSuppliedPassages(chat);
  const provider = deps.provider.ok ? deps.provider.value : null;
  const windowTokens = (provider && (await provider.contextTokens(signal))) ?? unknownWindowTokens;
  const budgets = budgetsFor(windowTokens);
  const withoutModel = { ...question, mode: 'notes' as const };
  const context = yield* gatherContext(
    provider ? question : withoutModel,
    chat,
    draft,
    supplied,
    deps,
    budgets.passages,
    signal,
  );
  draft.sources = supplied.all();
  yield { kind: 'passages', passages: context.passages };
  if (signal.aborted) return;
  if (!deps.provider.ok) {
    yield* answerWithPassages(question.text, draft, supplied, deps.provider.failure);
    return;
  }
  const request: LlmRequest = {
    purpose: 'chat',
    system: context.looks ? deps.prompts.answer : deps.prompts.general,
    messages: [
      ...packHistory(chat?.messages ?? [], budgets.history),
      { role: 'user', text: `Today is ${deps.today}.\n\n${wrapQuestion(question.text, context.passages)}` },
    ],
    tools: context.looks ? vaultTools : [],
    json: null,
    maxOutputTokens: budgets.output,
  };
  const budgetTokens = Math.floor(windowTokens * 0.2);
  yield* converse(deps.provider.value, request, draft, supplied, { ...deps, budgetTokens }, signal);
}
