/** The file that holds which models are configured; keys are never in it. */
import { readFile } from 'node:fs/promises';
import { type StoredModelSettings, storedModelSettingsSchema } from '#shared/model/llm.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { setFileAside } from '../platform/broken-file.ts';
import { errnoOf } from '../platform/io-failure.ts';

const nothing: StoredModelSettings = {
  providers: [],
  choices: { chat: null, compile: null, supervision: null, quick: null },
};

export interface ModelStore {
  read(): Promise<StoredModelSettings>;
  /** Applies a change after every earlier one. Throws system errors. */
  change(apply: (settings: StoredModelSettings) => StoredModelSettings): Promise<StoredModelSettings>;
}

/** Null when the file is damaged. Throws where it is there but cannot be read. */
async function load(file: string): Promise<StoredModelSettings | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return nothing;
    throw error;
  }
  try {
    return storedModelSettingsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function createModelStore(file: string): ModelStore {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    async read() {
      await queue;
      // What cannot be read must not keep the app from starting.
      return (await load(file).catch(() => null)) ?? nothing;
    },
    change(apply) {
      const next = queue.then(async () => {
        const found = await load(file);
        if (found === null) setFileAside(file);
        const settings = apply(found ?? nothing);
        await writeFileAtomically(file, Buffer.from(`${JSON.stringify(settings, null, 2)}\n`), { mode: 0o600 });
        return settings;
      });
      queue = next.catch(() => undefined);
      return next;
    },
  };
}
