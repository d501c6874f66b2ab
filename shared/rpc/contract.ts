/**
 * The shape of a contract: methods, streams and events, each with its Zod schemas.
 *
 * A method answers once. A stream answers with any number of chunks, then ends. An event is
 * announced to whoever subscribed. Expected failures are values with one of the codes that the
 * contract declares; anything else crosses the boundary as `internal` with a reference.
 */
import type { z } from 'zod';

export interface MethodContract<P extends z.ZodType, V extends z.ZodType, C extends string> {
  readonly kind: 'method';
  readonly params: P;
  readonly value: V;
  readonly failures: readonly C[];
}

export interface StreamContract<P extends z.ZodType, V extends z.ZodType, C extends string> {
  readonly kind: 'stream';
  readonly params: P;
  /** One chunk. */
  readonly value: V;
  readonly failures: readonly C[];
}

export interface EventContract<P extends z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

export type AnyCallContract =
  | MethodContract<z.ZodType, z.ZodType, string>
  | StreamContract<z.ZodType, z.ZodType, string>;
export type AnyContract = AnyCallContract | EventContract<z.ZodType>;

/** Every call and event of an application, by its `domain.name`. */
export type ContractMap = Readonly<Record<string, AnyContract>>;

export function method<P extends z.ZodType, V extends z.ZodType, const C extends string = never>(definition: {
  readonly params: P;
  readonly value: V;
  readonly failures?: readonly C[];
}): MethodContract<P, V, C> {
  return {
    kind: 'method',
    params: definition.params,
    value: definition.value,
    failures: definition.failures ?? [],
  };
}

export function stream<P extends z.ZodType, V extends z.ZodType, const C extends string = never>(definition: {
  readonly params: P;
  readonly chunk: V;
  readonly failures?: readonly C[];
}): StreamContract<P, V, C> {
  return {
    kind: 'stream',
    params: definition.params,
    value: definition.chunk,
    failures: definition.failures ?? [],
  };
}

export function event<P extends z.ZodType>(payload: P): EventContract<P> {
  return { kind: 'event', payload };
}

/** Codes that any call may fail with, beside those its contract declares. */
export const commonFailureCodes = ['invalid-request', 'cancelled', 'no-vault', 'disconnected', 'internal'] as const;
export type CommonFailureCode = (typeof commonFailureCodes)[number];

/** An expected failure: a code to branch on, an English message for logs and details. */
export interface Failure<C extends string> {
  readonly ok: false;
  readonly code: C;
  readonly message: string;
  /** Data of this failure (for `stale` the current text, for `internal` the log reference). */
  readonly details?: Readonly<Record<string, unknown>>;
}
export interface Success<V> {
  readonly ok: true;
  readonly value: V;
}
export type Outcome<V, C extends string> = Success<V> | Failure<C>;

export function success<V>(value: V): Success<V> {
  return { ok: true, value };
}

export function failure<const C extends string>(
  code: C,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): Failure<C> {
  return details === undefined ? { ok: false, code, message } : { ok: false, code, message, details };
}

/* Types derived from a contract map. */

export type MethodName<M extends ContractMap> = {
  [K in keyof M & string]: M[K] extends { kind: 'method' } ? K : never;
}[keyof M & string];
export type StreamName<M extends ContractMap> = {
  [K in keyof M & string]: M[K] extends { kind: 'stream' } ? K : never;
}[keyof M & string];
export type EventName<M extends ContractMap> = {
  [K in keyof M & string]: M[K] extends { kind: 'event' } ? K : never;
}[keyof M & string];

/** What a caller passes, before defaults are filled in. */
export type ParamsIn<T> = T extends { params: infer P extends z.ZodType } ? z.input<P> : never;
/** What a handler receives. */
export type ParamsOut<T> = T extends { params: infer P extends z.ZodType } ? z.output<P> : never;
export type ValueOf<T> = T extends { value: infer V extends z.ZodType } ? z.output<V> : never;
export type FailureCodeOf<T> = T extends { failures: readonly (infer C extends string)[] } ? C : never;
export type PayloadOf<T> = T extends { payload: infer P extends z.ZodType } ? z.output<P> : never;

export type CallOutcome<T> = Outcome<ValueOf<T>, FailureCodeOf<T> | CommonFailureCode>;

/** What a handler is told beside its parameters. */
export interface CallContext {
  readonly signal: AbortSignal;
}

export type MethodHandler<T> = (params: ParamsOut<T>, context: CallContext) => Promise<CallOutcome<T>> | CallOutcome<T>;
/**
 * Yields chunks; ends normally, or returns a failure. Throwing means a bug.
 */
export type StreamHandler<T> = (
  params: ParamsOut<T>,
  context: CallContext,
) => AsyncGenerator<ValueOf<T>, Failure<FailureCodeOf<T> | CommonFailureCode> | undefined, void>;

export type Handlers<M extends ContractMap> = {
  readonly [K in MethodName<M>]: MethodHandler<M[K]>;
} & { readonly [K in StreamName<M>]: StreamHandler<M[K]> };
