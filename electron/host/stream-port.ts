/** A byte stream as a `Port`: one message a line. JSON text holds no raw line end, so lines are safe frames. */
import type { Duplex } from 'node:stream';
import type { Port } from '#shared/rpc/port.ts';

export interface StreamPortLimits {
  /** Longest message of the other side. */
  readonly maximumMessageBytes: number;
  /** Unsent bytes at which nothing more is read until they are sent. */
  readonly pauseAtBytes: number;
  /** Unsent bytes at which a peer that does not read is let go. */
  readonly closeAtBytes: number;
}

export const defaultStreamLimits: StreamPortLimits = {
  maximumMessageBytes: 160 * 1024 * 1024,
  pauseAtBytes: 8 * 1024 * 1024,
  closeAtBytes: 512 * 1024 * 1024,
};

const lineEnd = 0x0a;

/** Takes the stream over. Messages must not contain a line end. */
export function streamPort(stream: Duplex, limits: StreamPortLimits = defaultStreamLimits): Port {
  let message: ((data: string) => void) | null = null;
  let pieces: Buffer[] = [];
  let pieceBytes = 0;
  let paused = false;

  const take = (chunk: Buffer): void => {
    let start = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
      const line = Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      pieceBytes = 0;
      start = end + 1;
      if (line.length > limits.maximumMessageBytes) return void stream.destroy();
      message?.(line.toString('utf8'));
      if (stream.destroyed) return;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
    pieceBytes += chunk.length - start;
    if (pieceBytes > limits.maximumMessageBytes) stream.destroy();
  };

  // An error is always followed by a close, which is what the port announces.
  stream.on('error', () => undefined);
  stream.on('drain', () => {
    if (!paused) return;
    paused = false;
    stream.resume();
  });
  return {
    send(data) {
      if (stream.destroyed || !stream.writable) return;
      stream.write(`${data}\n`);
      if (stream.writableLength >= limits.closeAtBytes) stream.destroy();
      else if (!paused && stream.writableLength >= limits.pauseAtBytes) {
        paused = true;
        stream.pause();
      }
    },
    onMessage(listener) {
      message = listener;
      stream.on('data', take);
    },
    onClose(listener) {
      stream.once('close', listener);
    },
    close() {
      // What was sent still goes out; the other side may never end its own half.
      stream.end(() => stream.destroy());
    },
  };
}
