/** The calling side of the protocol: typed calls, streams and events over one port. */
import type { z } from 'zod';
import {
  failure,
  success,
  type AnyContract,
  type CallOutcome,
  type CommonFailureCode,
  type ContractMap,
  type EventName,
  type Failure,
  type FailureCodeOf,
  type MethodName,
  type ParamsIn,
  type PayloadOf,
  type StreamName,
  type ValueOf,
} from './contract.ts';
import { parseMessage, serverMessageSchema, type ClientMessage, type ServerMessage } from './message.ts';
import type { Port } from './port.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The end of a stream: null when it ended well. */
export type StreamEnd<T> = Failure<FailureCodeOf<T> | CommonFailureCode> | null;

export interface RpcClient<M extends ContractMap> {
  call<K extends MethodName<M>>(name: K, params: ParamsIn<M[K]>, options?: CallOptions): Promise<CallOutcome<M[K]>>;
  /** Calls `onChunk` in order; resolves when the stream ended, failed or was cancelled. */
  stream<K extends StreamName<M>>(
    name: K,
    params: ParamsIn<M[K]>,
    onChunk: (chunk: ValueOf<M[K]>) => void,
    options?: CallOptions,
  ): Promise<StreamEnd<M[K]>>;
  /** Subscribes; the returned function unsubscribes. */
  on<K extends EventName<M>>(name: K, listener: (payload: PayloadOf<M[K]>) => void): () => void;
  /** Ends the port; what is under way fails with `disconnected`. */
  close(): void;
}

interface Pending {
  readonly settle: (message: Extract<ServerMessage, { id: number }>) => void;
  readonly disconnect: () => void;
}

export function createRpcClient<M extends ContractMap>(contracts: M, port: Port): RpcClient<M> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let nextId = 1;
  let open = true;

  const send = (message: ClientMessage): void => {
    if (open) port.send(JSON.stringify(message));
  };

  port.onMessage((data) => {
    const message = parseMessage(serverMessageSchema, data);
    if (message === null) return;
    if (message.type === 'event') {
      const contract = contracts[message.event];
      if (contract?.kind !== 'event') return;
      const payload = contract.payload.safeParse(message.payload);
      if (!payload.success) return;
      for (const listener of listeners.get(message.event) ?? []) listener(payload.data);
      return;
    }
    pending.get(message.id)?.settle(message);
  });
  port.onClose(() => {
    open = false;
    for (const entry of [...pending.values()]) entry.disconnect();
  });

  /** Sends a call and hands every answer to `onAnswer` until it says that it is done. */
  function begin<R>(
    name: string,
    params: unknown,
    signal: AbortSignal | undefined,
    onAnswer: (message: Extract<ServerMessage, { id: number }>) => R | undefined,
    failed: (code: CommonFailureCode, message: string) => R,
  ): Promise<R> {
    if (!open) return Promise.resolve(failed('disconnected', 'The connection to the core is closed.'));
    if (signal?.aborted === true) return Promise.resolve(failed('cancelled', 'Cancelled before it began.'));
    const id = nextId++;
    return new Promise((resolve) => {
      const finish = (result: R): void => {
        pending.delete(id);
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      };
      const cancel = (): void => {
        send({ type: 'cancel', id });
        finish(failed('cancelled', 'Cancelled.'));
      };
      signal?.addEventListener('abort', cancel);
      pending.set(id, {
        settle: (message) => {
          const result = onAnswer(message);
          if (result !== undefined) finish(result);
        },
        disconnect: () => finish(failed('disconnected', 'The connection to the core was lost.')),
      });
      send({ type: 'call', id, method: name, params });
    });
  }

  const parseValue = <T>(contract: AnyContract | undefined, value: unknown): z.ZodSafeParseResult<T> | null => {
    if (contract === undefined || contract.kind === 'event') return null;
    // The contract's own schema decides the type; T is that schema's output.
    return contract.value.safeParse(value) as z.ZodSafeParseResult<T>;
  };

  return {
    call(name, params, options) {
      type Result = CallOutcome<M[typeof name]>;
      return begin<Result>(
        name,
        params,
        options?.signal,
        (message) => {
          switch (message.type) {
            case 'result': {
              const parsed = parseValue<ValueOf<M[typeof name]>>(contracts[name], message.value);
              return parsed?.success === true
                ? success(parsed.data)
                : failure('internal', `The answer to ${name} does not fit its contract.`);
            }
            case 'error':
              return failureOf(message) as Result;
            case 'chunk':
            case 'end':
              return undefined;
          }
        },
        (code, text) => failure(code, text),
      );
    },

    stream(name, params, onChunk, options) {
      type End = StreamEnd<M[typeof name]>;
      return begin<{ readonly end: End }>(
        name,
        params,
        options?.signal,
        (message) => {
          switch (message.type) {
            case 'chunk': {
              const parsed = parseValue<ValueOf<M[typeof name]>>(contracts[name], message.value);
              if (parsed?.success === true) onChunk(parsed.data);
              return undefined;
            }
            case 'end':
              return { end: null };
            case 'error':
              return { end: failureOf(message) as End };
            case 'result':
              return undefined;
          }
        },
        (code, text) => ({ end: failure(code, text) }),
      ).then((result) => result.end);
    },

    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      if (set.size === 0) send({ type: 'subscribe', event: name });
      // Payloads are parsed by the event's schema before a listener sees them.
      const entry = listener as (payload: unknown) => void;
      set.add(entry);
      return () => {
        if (set.delete(entry) && set.size === 0) send({ type: 'unsubscribe', event: name });
      };
    },

    close() {
      port.close();
    },
  };
}

function failureOf(message: Extract<ServerMessage, { type: 'error' }>): Failure<string> {
  return failure(message.code, message.message, message.details);
}
