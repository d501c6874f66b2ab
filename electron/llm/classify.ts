/** Reads what an SDK or `fetch` threw, and says which failure it is. */
import type { LlmFailureCode, NetworkReason } from '#shared/model/llm.ts';
import { type FailureFacts, ProviderFailure } from './failure.ts';

/** An error answer over http, or an error event inside a stream (then without a status). */
export interface WireError {
  readonly status: number | null;
  readonly headers: Headers | null;
  /** The wire's own `type` and `code`, or ''. */
  readonly type: string;
  readonly errorCode: string;
  readonly message: string;
}

const byType: Readonly<Record<string, LlmFailureCode>> = {
  authentication_error: 'auth',
  invalid_api_key: 'auth',
  permission_error: 'forbidden',
  billing_error: 'quota',
  insufficient_quota: 'quota',
  model_not_found: 'no-such-model',
  rate_limit_error: 'rate-limited',
  rate_limit_exceeded: 'rate-limited',
  overloaded_error: 'overloaded',
  timeout_error: 'timeout',
  api_error: 'server',
  server_error: 'server',
  request_too_large: 'context-overflow',
  context_length_exceeded: 'context-overflow',
  exceed_context_size_error: 'context-overflow',
  content_filter: 'refused',
  content_policy_violation: 'refused',
};

const byStatus: Readonly<Record<number, LlmFailureCode>> = {
  400: 'bad-request',
  401: 'auth',
  402: 'quota',
  403: 'forbidden',
  405: 'wrong-protocol',
  408: 'timeout',
  413: 'context-overflow',
  422: 'bad-request',
  429: 'rate-limited',
  503: 'overloaded',
  529: 'overloaded',
};

/**
 * Anthropic, vLLM, LM Studio and others report an overlong prompt as a plain bad request: their
 * wording is the only thing on the wire that tells it apart.
 */
const overlongWording =
  /prompt is too long|context (?:length|window|size)|maximum context|too many tokens|exceeds? the (?:model's )?(?:maximum|available) context/i;

/** Ollama and others name a missing model only in words. */
const missingModelWording = /\bmodel\b/i;

/** A `retry-after` in milliseconds: our own header first, then seconds, then a date. */
export function readRetryAfterMs(headers: Headers | null, nowMs: number): number | null {
  const milliseconds = headers?.get('retry-after-ms');
  if (milliseconds && Number.isFinite(Number(milliseconds))) return Math.max(0, Math.round(Number(milliseconds)));
  const value = headers?.get('retry-after');
  if (!value) return null;
  if (Number.isFinite(Number(value))) return Math.max(0, Math.round(Number(value) * 1000));
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function wireCode(error: WireError): LlmFailureCode {
  const { status, message } = error;
  // OpenAI's `type` is general where its `code` is exact, so the code is asked first.
  const named = byType[error.errorCode] ?? byType[error.type];
  // "Some error of mine" says less than the status beside it.
  if (named && named !== 'server') return named;
  if (status === 404) {
    const described = error.type !== '' || missingModelWording.test(message);
    return described && missingModelWording.test(`${message} ${error.type}`) ? 'no-such-model' : 'wrong-protocol';
  }
  if ((status === 400 || status === 500 || status === 422 || status === null) && overlongWording.test(message)) {
    return 'context-overflow';
  }
  if (status === null) return named ?? 'server';
  return byStatus[status] ?? (status >= 500 ? 'server' : 'bad-request');
}

/** Classifies an error that the provider itself reported. */
export function wireFailure(error: WireError, nowMs: number): ProviderFailure {
  const facts: FailureFacts = {
    status: error.status,
    detail: error.message || null,
    retryAfterMs: readRetryAfterMs(error.headers, nowMs),
  };
  return new ProviderFailure(wireCode(error), facts);
}

const byErrno: Readonly<Record<string, NetworkReason>> = {
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ERR_INVALID_URL: 'bad-address',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  EPROTO: 'certificate',
};

const timeoutErrnos = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** The error and everything that it names as its cause, outermost first. */
function* causes(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 8) return;
  yield error;
  yield* causes(error.cause, depth + 1);
  if (error instanceof AggregateError) for (const inner of error.errors) yield* causes(inner, depth + 1);
}

function errnoOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Classifies what was thrown below http. `started` tells whether part of the answer had come. */
export function transportFailure(error: unknown, started: boolean): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  const chain = [...causes(error)];
  const detail = chain.map((cause) => cause.message).join(': ') || String(error);
  const errnos = chain.map(errnoOf);
  if (chain.some((cause) => cause instanceof SyntaxError)) return new ProviderFailure('malformed', { detail });
  if (errnos.some((errno) => timeoutErrnos.has(errno))) return new ProviderFailure('timeout', { detail });
  if (started) return new ProviderFailure('cut-off', { detail });
  if (errnos.some((errno) => errno.startsWith('HPE_'))) return new ProviderFailure('wrong-protocol', { detail });
  const reason =
    errnos.map((errno) => (errno.startsWith('CERT_') || errno.startsWith('ERR_SSL') ? 'certificate' : byErrno[errno])).find(
      (found) => found !== undefined,
    ) ?? 'unknown';
  return new ProviderFailure('network', { detail, reason });
}
