/** Deadlines of a stream: bytes extend them, the reader's own time does not count. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { underDeadlines } from './deadline.ts';

const signal = new AbortController().signal;

async function read(stream: AsyncIterable<number>): Promise<readonly (number | string)[]> {
  const seen: (number | string)[] = [];
  try {
    for await (const item of stream) seen.push(item);
  } catch (error) {
    seen.push(error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
  }
  return seen;
}

describe('a stream under deadlines', () => {
  it('goes on through a long silence of events while bytes arrive', async () => {
    const stream = underDeadlines<number>(
      async function* (_inner, onBytes) {
        for (let count = 0; count < 10; count += 1) {
          await wait(30);
          onBytes();
        }
        yield 1;
      },
      signal,
      { firstMs: 150, silenceMs: 150 },
    );
    expect(await read(stream)).toEqual([1]);
  });

  it('ends when nothing arrives', async () => {
    let aborted = false;
    const stream = underDeadlines<number>(
      async function* (inner) {
        inner.addEventListener('abort', () => {
          aborted = true;
        });
        yield 1;
        await wait(60_000, undefined, { signal: inner });
      },
      signal,
      { firstMs: 50, silenceMs: 50 },
    );
    expect(await read(stream)).toEqual([1, 'timeout']);
    expect(aborted).toBe(true);
  });

  it('does not count the time that the reader takes', async () => {
    const stream = underDeadlines<number>(
      async function* () {
        yield 1;
        yield 2;
      },
      signal,
      { firstMs: 40, silenceMs: 40 },
    );
    const seen: number[] = [];
    for await (const item of stream) {
      await wait(80);
      seen.push(item);
    }
    expect(seen).toEqual([1, 2]);
  });

  it('closes the source when the reader walks away', async () => {
    let closed = false;
    const stream = underDeadlines<number>(
      async function* () {
        try {
          yield 1;
          yield 2;
        } finally {
          closed = true;
        }
      },
      signal,
      { firstMs: 1000, silenceMs: 1000 },
    );
    for await (const _item of stream) break;
    await expect.poll(() => closed).toBe(true);
  });
});
