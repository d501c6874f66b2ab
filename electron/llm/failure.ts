/** Failures of model providers as values: a code, what is wrong, and what to do about it. */
import type { LlmFailure, LlmFailureCode, NetworkReason } from '#shared/model/llm.ts';
import { redact } from './redaction.ts';

/** Whom a failure speaks of. */
export interface FailureContext {
  readonly label: string;
  readonly model: string;
  readonly origin: string;
  /** Masked wherever they occur. */
  readonly keys: readonly string[];
}

export interface FailureFacts {
  readonly detail?: string | null;
  readonly status?: number | null;
  readonly reason?: NetworkReason | null;
  readonly retryAfterMs?: number | null;
}

const maximumDetailLength = 500;

const retryableCodes: ReadonlySet<LlmFailureCode> = new Set<LlmFailureCode>([
  'rate-limited',
  'overloaded',
  'server',
  'network',
  'timeout',
  'cut-off',
  'malformed',
  'empty',
]);

/** Reasons for which trying again without a change is pointless. */
const lastingReasons: ReadonlySet<NetworkReason> = new Set<NetworkReason>(['certificate', 'bad-address']);

function networkMessage(reason: NetworkReason, { label, origin }: FailureContext): string {
  switch (reason) {
    case 'connection-refused':
      return `Nothing answers at ${origin}. Start ${label}, or correct its address in Settings.`;
    case 'name-not-found':
      return `The name in ${origin} was not found. Check the address and your connection.`;
    case 'certificate':
      return `The certificate of ${origin} is not trusted. Check the address, or use http for a server on this machine.`;
    case 'connection-reset':
      return `${origin} broke the connection. Try again.`;
    case 'unreachable':
      return `${origin} cannot be reached from here. Check your connection.`;
    case 'bad-address':
      return `"${origin}" is not an address that ${label} can have. It begins with http:// or https:// and holds no name or password.`;
    case 'unknown':
      return `The connection to ${origin} failed. Check your connection and try again.`;
  }
}

function seconds(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms / 1000));
  return whole === 1 ? '1 second' : `${whole} seconds`;
}

function messageFor(code: LlmFailureCode, facts: FailureFacts, context: FailureContext): string {
  const { label, model, origin } = context;
  switch (code) {
    case 'not-configured':
      return 'No model is configured. Connect one in Settings → Models.';
    case 'no-key':
      return `${label} needs a key and none is stored. Add it in Settings → Models.`;
    case 'auth':
      return `${label} does not accept the key. Enter it again in Settings → Models.`;
    case 'forbidden':
      return `${label} accepts the key but does not allow this request. Check what the key may do and whether it may use ${model}.`;
    case 'quota':
      return `The account at ${label} has no credit left. Add credit there, or choose another model.`;
    case 'no-such-model':
      return model === ''
        ? `No model is chosen for ${label}. Choose one in Settings → Models.`
        : `${label} has no model "${model}". Choose another one in Settings → Models.`;
    case 'bad-request':
      return `${label} did not understand the request for ${model}.`;
    case 'rate-limited':
      return facts.retryAfterMs
        ? `${label} allows no more requests for now. Try again in ${seconds(facts.retryAfterMs)}.`
        : `${label} allows no more requests for now. Try again in a minute.`;
    case 'overloaded':
      return `${label} is overloaded. Try again in a minute, or choose another model.`;
    case 'server':
      return `${label} had an internal error. Try again.`;
    case 'network':
      return networkMessage(facts.reason ?? 'unknown', context);
    case 'timeout':
      return `${label} did not answer in time. Try again, or choose a faster model.`;
    case 'wrong-protocol':
      return `${origin} answers, but not as ${label} should. Check the kind of provider and the address (an OpenAI-compatible one usually ends in /v1).`;
    case 'cut-off':
      return `${label} broke off in the middle of the answer. What arrived is kept; try again.`;
    case 'malformed':
      return `${label} sent an answer that cannot be read. Try again, or choose another model.`;
    case 'empty':
      return `${label} sent an empty answer. Try again, or choose another model.`;
    case 'refused':
      return `${model} declined to answer this. Rephrase the question, or choose another model.`;
    case 'context-overflow':
      return `The question and its sources are too long for ${model}. Use fewer notes, or a model with a larger context.`;
    case 'output-limit':
      return `The answer reached its longest allowed length and stops there.`;
    case 'cancelled':
      return 'Stopped.';
    case 'not-recorded':
      return 'The send log cannot be written, so nothing was sent. Check the disk that holds the app’s data.';
  }
}

/** Builds a failure; everything that came from outside is masked and shortened. */
export function makeFailure(
  code: LlmFailureCode,
  context: FailureContext,
  facts: FailureFacts = {},
): LlmFailure {
  const reason = code === 'network' ? (facts.reason ?? 'unknown') : null;
  return {
    code,
    message: redact(messageFor(code, facts, context), context.keys),
    detail: facts.detail ? redact(facts.detail, context.keys).slice(0, maximumDetailLength) : null,
    status: facts.status ?? null,
    reason,
    retryAfterMs: facts.retryAfterMs ?? null,
    retryable: retryableCodes.has(code) && !(reason && lastingReasons.has(reason)),
  };
}

/** The failure of having no provider at all. */
export function notConfigured(): LlmFailure {
  return makeFailure('not-configured', { label: '', model: '', origin: '', keys: [] });
}

/** Carries a failure through code that can only throw: an adapter's stream. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly code: LlmFailureCode;
  readonly facts: FailureFacts;

  constructor(code: LlmFailureCode, facts: FailureFacts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
