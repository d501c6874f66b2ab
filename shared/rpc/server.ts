/** The answering side of the protocol: parses, dispatches, streams, cancels, announces. */
import { failure, type ContractMap, type EventName, type Failure, type Handlers, type PayloadOf } from './contract.ts';
import { clientMessageSchema, parseMessage, type ServerMessage } from './message.ts';
import type { Port } from './port.ts';

export interface RpcServerDeps<M extends ContractMap> {
  readonly contracts: M;
  readonly handlers: Handlers<M>;
  /** Logs a bug and returns the reference under which the log explains it. */
  readonly reportBug: (error: unknown, method: string) => string;
}

export interface RpcServer<M extends ContractMap> {
  /** Serves one caller until its port closes. */
  connect(port: Port): void;
  /** Announces an event to every caller that subscribed to it. */
  emit<K extends EventName<M>>(name: K, payload: PayloadOf<M[K]>): void;
  /** Cancels everything under way and closes every port. */
  close(): void;
}

/** A caller that has this many calls open is broken or hostile. */
const maximumOpenCalls = 1000;

type LooseHandler = (params: unknown, context: { readonly signal: AbortSignal }) => unknown;

export function createRpcServer<M extends ContractMap>(deps: RpcServerDeps<M>): RpcServer<M> {
  const { contracts } = deps;
  // Each handler only ever receives parameters that its own contract has parsed.
  const handlers = deps.handlers as unknown as Readonly<Record<string, LooseHandler | undefined>>;
  const connections = new Set<{ readonly port: Port; readonly events: Set<string> }>();

  async function answer(
    send: (message: ServerMessage) => void,
    id: number,
    name: string,
    params: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    const contract = Object.hasOwn(contracts, name) ? contracts[name] : undefined;
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (contract === undefined || contract.kind === 'event' || handler === undefined) {
      return send(errorMessage(id, failure('invalid-request', `There is no call "${name.slice(0, 100)}".`)));
    }
    const parsed = contract.params.safeParse(params ?? {});
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'params'}: ${issue.message}`);
      return send(errorMessage(id, failure('invalid-request', `${name}: ${where.slice(0, 5).join('; ')}`)));
    }
    if (contract.kind === 'method') {
      const outcome = (await handler(parsed.data, { signal })) as Failure<string> | { ok: true; value: unknown };
      if (!outcome.ok) return send(errorMessage(id, outcome));
      return send({ type: 'result', id, value: contract.value.parse(outcome.value) });
    }
    const chunks = handler(parsed.data, { signal }) as AsyncGenerator<unknown, Failure<string> | undefined, void>;
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) {
        return send(next.value === undefined ? { type: 'end', id } : errorMessage(id, next.value));
      }
      if (signal.aborted) {
        await chunks.return(undefined);
        return;
      }
      send({ type: 'chunk', id, value: contract.value.parse(next.value) });
    }
  }

  return {
    connect(port) {
      const open = new Map<number, AbortController>();
      const connection = { port, events: new Set<string>() };
      connections.add(connection);

      port.onClose(() => {
        connections.delete(connection);
        for (const controller of open.values()) controller.abort();
      });
      port.onMessage((data) => {
        const message = parseMessage(clientMessageSchema, data);
        if (message === null) return;
        switch (message.type) {
          case 'subscribe':
            if (contracts[message.event]?.kind === 'event') connection.events.add(message.event);
            return;
          case 'unsubscribe':
            connection.events.delete(message.event);
            return;
          case 'cancel':
            open.get(message.id)?.abort();
            return;
          case 'call': {
            const { id, method: name } = message;
            if (open.has(id) || open.size >= maximumOpenCalls) {
              port.send(JSON.stringify(errorMessage(id, failure('invalid-request', 'Too many calls, or an id in use.'))));
              return;
            }
            const controller = new AbortController();
            open.set(id, controller);
            const send = (answerMessage: ServerMessage): void => {
              // After a cancel the caller has forgotten the call; an answer would be noise.
              if (!controller.signal.aborted) port.send(JSON.stringify(answerMessage));
            };
            answer(send, id, name, message.params, controller.signal)
              .catch((error: unknown) => {
                if (controller.signal.aborted) return;
                const reference = deps.reportBug(error, name);
                send(errorMessage(id, failure('internal', `Something went wrong inside Verso (${reference}).`, { reference })));
              })
              .finally(() => open.delete(id));
          }
        }
      });
    },

    emit(name, payload) {
      const data = JSON.stringify({ type: 'event', event: name, payload } satisfies ServerMessage);
      for (const connection of connections) {
        if (connection.events.has(name)) connection.port.send(data);
      }
    },

    close() {
      for (const connection of [...connections]) connection.port.close();
    },
  };
}

function errorMessage(id: number, value: Failure<string>): ServerMessage {
  return {
    type: 'error',
    id,
    code: value.code,
    message: value.message,
    ...(value.details === undefined ? {} : { details: { ...value.details } }),
  };
}
