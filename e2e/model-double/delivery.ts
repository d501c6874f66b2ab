/** Puts a reply's pieces on the socket with the delays and faults that its script asks for. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from './script.ts';

/** Text in pieces of `size` characters; a surrogate pair is never split. */
export function pieces(text: string, size = 12): string[] {
  const characters = Array.from(text);
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += size) {
    parts.push(characters.slice(at, at + size).join(''));
  }
  return parts;
}

function slices(frame: Buffer, size: number | undefined): Buffer[] {
  if (!size) return [frame];
  const parts: Buffer[] = [];
  for (let at = 0; at < frame.length; at += size) parts.push(frame.subarray(at, at + size));
  return parts;
}

async function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  if (response.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(bytes, () => resolve());
  await promise;
}

async function cut(response: ServerResponse, how: Delivery['cutHow']): Promise<void> {
  if (how === 'end') {
    response.end();
    return;
  }
  // Bytes already written must reach the client first; a reset may discard them.
  await wait(20);
  response.socket?.destroy();
}

/** Sends `frames` as the body. The headers must have been set; they go with the first byte. */
export async function deliver(
  response: ServerResponse,
  frames: readonly string[],
  delivery: Delivery,
): Promise<void> {
  if (delivery.firstDelayMs) await wait(delivery.firstDelayMs);
  let sentBytes = 0;
  for (const [index, frame] of frames.entries()) {
    if (response.destroyed) return;
    if (delivery.stallAfterChunks === index) return;
    if (delivery.cutAfterChunks === index) {
      await cut(response, delivery.cutHow);
      return;
    }
    if (index > 0 && delivery.chunkDelayMs) await wait(delivery.chunkDelayMs);
    for (const slice of slices(Buffer.from(frame), delivery.splitBytes)) {
      const left = (delivery.cutAfterBytes ?? Number.POSITIVE_INFINITY) - sentBytes;
      await write(response, slice.length > left ? slice.subarray(0, left) : slice);
      sentBytes += slice.length;
      if (slice.length >= left) {
        await cut(response, delivery.cutHow);
        return;
      }
    }
  }
  if (!response.destroyed) response.end();
}
