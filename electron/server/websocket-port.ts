/** A WebSocket as a `Port`, with limits on what either side can make the other hold in memory. */
import type { WebSocket } from 'ws';
import type { Port } from '#shared/rpc/port.ts';

export interface WebSocketPortLimits {
  /** Unsent bytes at which nothing more is read from a caller until they are sent. */
  readonly pauseAtBytes: number;
  /** Unsent bytes at which a caller that does not read is let go. */
  readonly closeAtBytes: number;
}

export const defaultPortLimits: WebSocketPortLimits = {
  pauseAtBytes: 8 * 1024 * 1024,
  closeAtBytes: 512 * 1024 * 1024,
};

/** WebSocket close code "try again later" (RFC 6455 registry): the caller did not keep up. */
const tooSlow = 1013;
const textOnly = 1003;

export function webSocketPort(socket: WebSocket, limits: WebSocketPortLimits = defaultPortLimits): Port {
  let paused = false;
  const afterSend = (): void => {
    if (paused && socket.bufferedAmount < limits.pauseAtBytes) {
      paused = false;
      socket.resume();
    }
  };
  // An error is always followed by a close, which is what the port announces.
  socket.on('error', () => undefined);
  return {
    send(data) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(data, afterSend);
      if (socket.bufferedAmount >= limits.closeAtBytes) {
        socket.close(tooSlow);
        // The close frame waits behind what is unsent; a peer that never reads would keep it all.
        socket.terminate();
      } else if (!paused && socket.bufferedAmount >= limits.pauseAtBytes) {
        paused = true;
        socket.pause();
      }
    },
    onMessage(listener) {
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary) socket.close(textOnly);
        else listener(data.toString('utf8'));
      });
    },
    onClose(listener) {
      socket.once('close', listener);
    },
    close() {
      socket.close(1001);
    },
  };
}
