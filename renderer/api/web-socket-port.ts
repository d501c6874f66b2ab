/** A port over the WebSocket that the server shell offers beside the page. */
import type { Port } from '#shared/rpc/port.ts';

/** Opens `/rpc` of the page's own origin; the session's cookie goes along by itself. */
export function openWebSocketPort(location: Location): Promise<Port> {
  const url = new URL('/rpc', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  let message: ((data: string) => void) | null = null;
  let closed: (() => void) | null = null;
  // Messages that come before a listener stands; the core may announce at once.
  const early: string[] = [];

  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (typeof event.data !== 'string') return;
    if (message === null) early.push(event.data);
    else message(event.data);
  });

  const port: Port = {
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    onMessage: (listener) => {
      message = listener;
      for (const data of early.splice(0)) listener(data);
    },
    onClose: (listener) => {
      closed = listener;
    },
    close: () => socket.close(),
  };

  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(port), { once: true });
    socket.addEventListener(
      'close',
      () => {
        reject(new Error('The WebSocket was closed.'));
        closed?.();
      },
      { once: true },
    );
  });
}
