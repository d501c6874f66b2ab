/** Electron's MessagePort in the main process as a `Port`. */
import type { Port } from '#shared/rpc/port.ts';

/** The part of Electron's `MessagePortMain` that is used, so that a test needs no Electron. */
export interface MessagePortLike {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  postMessage(data: string): void;
  start(): void;
  close(): void;
}

/** Largest message of a caller, in UTF-16 units; the contracts allow 96 MiB of base64 in one. */
const defaultMaximumMessageLength = 160 * 1024 * 1024;

export function mainMessagePort(port: MessagePortLike, maximumMessageLength: number = defaultMaximumMessageLength): Port {
  let open = true;
  return {
    send(data) {
      if (open) port.postMessage(data);
    },
    onMessage(listener) {
      port.on('message', ({ data }) => {
        // Only our own preload can have made this port; what does not speak the protocol loses it.
        if (typeof data === 'string' && data.length <= maximumMessageLength) listener(data);
        else port.close();
      });
      port.start();
    },
    onClose(listener) {
      port.once('close', () => {
        open = false;
        listener();
      });
    },
    close() {
      port.close();
    },
  };
}
