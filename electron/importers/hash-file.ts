/** The SHA-256 of a file's content, read in one stream. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Reports bytes as they pass; rejects when the signal aborts. */
export async function hashFile(file: string, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, signal }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.digest('hex');
}
