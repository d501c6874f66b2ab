/**
 * A port over the MessagePort that the Electron shell hands to the page.
 *
 * The page posts `verso:ready` to its own window; the preload answers with `verso:port` and one
 * transferred port. Only messages of this very window are read.
 */
import type { Port } from '#shared/rpc/port.ts';

const answerTimeoutMs = 10_000;

export function openMessagePort(target: Window): Promise<Port> {
  return new Promise((resolve, reject) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const [channel] = event.ports;
      if (event.source !== target || event.data !== 'verso:port' || channel === undefined) return;
      finish();
      resolve(portOver(channel));
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error('The shell did not hand over a port.'));
    }, answerTimeoutMs);
    const finish = (): void => {
      clearTimeout(timer);
      target.removeEventListener('message', listen);
    };
    target.addEventListener('message', listen);
    target.postMessage('verso:ready', target.location.origin === 'null' ? '*' : target.location.origin);
  });
}

function portOver(channel: MessagePort): Port {
  return {
    send: (data) => channel.postMessage(data),
    onMessage: (listener) => {
      channel.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data);
      });
      channel.start();
    },
    onClose: (listener) => channel.addEventListener('close', listener, { once: true }),
    close: () => channel.close(),
  };
}
