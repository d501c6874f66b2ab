/** A port carries strings both ways: a MessagePort, a WebSocket, or memory. */

export interface Port {
  send(data: string): void;
  /** Called for each string that arrives, in order. Set once. */
  onMessage(listener: (data: string) => void): void;
  /** Called once when the other side is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Two connected ports in memory, for tests and for the command line's own core. */
export function memoryPorts(): readonly [Port, Port] {
  interface Side {
    message: ((data: string) => void) | null;
    closed: (() => void) | null;
    readonly waiting: string[];
  }
  const sides: readonly [Side, Side] = [
    { message: null, closed: null, waiting: [] },
    { message: null, closed: null, waiting: [] },
  ];
  let open = true;

  const close = (): void => {
    if (!open) return;
    open = false;
    for (const side of sides) side.closed?.();
  };
  const deliver = (side: Side, data: string): void => {
    queueMicrotask(() => {
      if (!open) return;
      if (side.message === null) side.waiting.push(data);
      else side.message(data);
    });
  };
  const port = (own: Side, other: Side): Port => ({
    send: (data) => deliver(other, data),
    onMessage: (listener) => {
      own.message = listener;
      for (const data of own.waiting.splice(0)) listener(data);
    },
    onClose: (listener) => {
      own.closed = listener;
    },
    close,
  });
  return [port(sides[0], sides[1]), port(sides[1], sides[0])];
}
