/**
 * One client for the life of the window, over ports that come and go.
 *
 * A port that closes is opened again with growing pauses; listeners are subscribed anew, and
 * `onStateChange` tells the window that answers may be stale. Calls made while the connection is
 * being opened wait for it; calls under way when it is lost fail with `disconnected`.
 */
import { failure, type CallOutcome, type ContractMap, type EventName, type PayloadOf } from '#shared/rpc/contract.ts';
import { createRpcClient, type RpcClient, type StreamEnd } from '#shared/rpc/client.ts';
import type { Port } from '#shared/rpc/port.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';

export interface Connection<M extends ContractMap> extends RpcClient<M> {
  readonly state: () => ConnectionState;
  readonly onStateChange: (listener: () => void) => () => void;
}

export interface ConnectionDeps {
  /** Opens one port; rejects when the other side cannot be reached now. */
  readonly openPort: () => Promise<Port>;
  readonly wait: (delayMs: number) => Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;

export function createConnection<M extends ContractMap>(contracts: M, deps: ConnectionDeps): Connection<M> {
  const stateListeners = new Set<() => void>();
  const subscriptions = new Set<(client: RpcClient<M>) => void>();
  let state: ConnectionState = 'connecting';
  let closed = false;
  let current: RpcClient<M> | null = null;
  let next = Promise.withResolvers<RpcClient<M>>();

  const setState = (value: ConnectionState): void => {
    if (state === value) return;
    state = value;
    for (const listener of stateListeners) listener();
  };

  async function keepOpen(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!closed) {
      try {
        const port = await deps.openPort();
        const gone = Promise.withResolvers<void>();
        const client = createRpcClient(contracts, observed(port, gone.resolve));
        current = client;
        for (const subscribe of subscriptions) subscribe(client);
        pauseMs = firstPauseMs;
        next.resolve(client);
        setState('open');
        await gone.promise;
        current = null;
        next = Promise.withResolvers();
      } catch {
        // Unreachable now; the pause below leads to the next attempt.
      }
      if (closed) return;
      setState('lost');
      await deps.wait(pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  /** The open client, or null where `signal` ended the wait for one. */
  function whenOpen(signal: AbortSignal | undefined): Promise<RpcClient<M> | null> {
    if (current !== null) return Promise.resolve(current);
    if (signal === undefined) return next.promise;
    const aborted = new Promise<null>((resolve) => {
      if (signal.aborted) resolve(null);
      else signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    return Promise.race([next.promise, aborted]);
  }

  void keepOpen();

  return {
    state: () => state,
    onStateChange(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    async call(name, params, options) {
      const client = await whenOpen(options?.signal);
      if (client === null) {
        const cancelled: CallOutcome<M[typeof name]> = failure('cancelled', 'Cancelled while connecting.');
        return cancelled;
      }
      return client.call(name, params, options);
    },
    async stream(name, params, onChunk, options) {
      const client = await whenOpen(options?.signal);
      if (client === null) {
        const cancelled: StreamEnd<M[typeof name]> = failure('cancelled', 'Cancelled while connecting.');
        return cancelled;
      }
      return client.stream(name, params, onChunk, options);
    },
    on<K extends EventName<M>>(name: K, listener: (payload: PayloadOf<M[K]>) => void) {
      let unsubscribe: (() => void) | null = null;
      const subscribe = (client: RpcClient<M>): void => {
        unsubscribe = client.on(name, listener);
      };
      subscriptions.add(subscribe);
      if (current !== null) subscribe(current);
      return () => {
        subscriptions.delete(subscribe);
        unsubscribe?.();
      };
    },
    close() {
      closed = true;
      current?.close();
    },
  };
}

/** The same port, telling `onGone` of its end beside its own listener. */
function observed(port: Port, onGone: () => void): Port {
  let closeListener: () => void = () => undefined;
  port.onClose(() => {
    closeListener();
    onGone();
  });
  return {
    send: (data) => port.send(data),
    onMessage: (listener) => port.onMessage(listener),
    onClose: (listener) => {
      closeListener = listener;
    },
    close: () => {
      port.close();
    },
  };
}
