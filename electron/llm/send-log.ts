/** The send log: what was sent to which model, as JSON Lines in the app's data folder. */
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type SendLogEntry, sendLogEntrySchema } from '#shared/model/llm.ts';

/** What is known before a request leaves. */
export type SentRequest = Omit<SendLogEntry, 'id' | 'attempts' | 'durationMs' | 'outcome' | 'usage'>;

/** What is known when its answer has ended. */
export type SentOutcome = Pick<SendLogEntry, 'attempts' | 'durationMs' | 'outcome' | 'usage'>;

export interface SendLog {
  /** Records a request before it is sent, and returns its id. Rejects where that fails. */
  begin(request: SentRequest): Promise<string>;
  /** Completes the record. */
  end(id: string, outcome: SentOutcome): Promise<void>;
  /** The newest entries first. */
  read(limit: number): Promise<readonly SendLogEntry[]>;
}

const fileName = /^sent-\d{4}-\d{2}\.jsonl$/;
const endLineSchema = z.object({
  ends: z.string(),
  ...sendLogEntrySchema.unwrap().pick({ attempts: true, durationMs: true, outcome: true, usage: true }).shape,
});

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A line that a crash cut short says nothing; the lines around it still do.
    return null;
  }
}

function readEntries(text: string): SendLogEntry[] {
  const entries = new Map<string, SendLogEntry>();
  for (const line of text.split('\n')) {
    const value = parseJson(line);
    const end = endLineSchema.safeParse(value);
    const begun = sendLogEntrySchema.safeParse(value);
    if (end.success) {
      const { ends, ...outcome } = end.data;
      const entry = entries.get(ends);
      if (entry) entries.set(ends, { ...entry, ...outcome });
    } else if (begun.success) {
      entries.set(begun.data.id, begun.data);
    }
  }
  return [...entries.values()];
}

/** A send log in a folder that only the user can read; one file a month. */
export function createSendLog(folder: string): SendLog {
  // Ids by file, so that a request that ends in the next month is completed where it began.
  const files = new Map<string, string>();

  async function append(file: string, value: object): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await appendFile(path.join(folder, file), `${JSON.stringify(value)}\n`, { mode: 0o600 });
  }

  return {
    async begin(request) {
      const id = randomUUID();
      const file = `sent-${request.at.slice(0, 7)}.jsonl`;
      const entry: SendLogEntry = { id, ...request, attempts: 0, durationMs: 0, outcome: 'unfinished', usage: null };
      await append(file, entry);
      files.set(id, file);
      return id;
    },
    async end(id, outcome) {
      const file = files.get(id);
      files.delete(id);
      if (file) await append(file, { ends: id, ...outcome });
    },
    async read(limit) {
      const names = await readdir(folder).catch(() => []);
      const newestFirst = names.filter((name) => fileName.test(name)).sort().reverse();
      const found: SendLogEntry[] = [];
      for (const name of newestFirst) {
        found.push(...readEntries(await readFile(path.join(folder, name), 'utf8')).reverse());
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
  };
}
