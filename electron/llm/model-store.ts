/** The file that holds which models are configured; keys are never in it. */
import { readFile } from 'node:fs/promises';
import { type StoredModelSettings, storedModelSettingsSchema } from '#shared/model/llm.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';

const nothing: StoredModelSettings = {
  providers: [],
  choices: { chat: null, compile: null, supervision: null, quick: null },
};

export interface ModelStore {
  read(): Promise<StoredModelSettings>;
  /** Applies a change after every earlier one. Throws system errors. */
  change(apply: (settings: StoredModelSettings) => StoredModelSettings): Promise<StoredModelSettings>;
}

async function load(file: string): Promise<StoredModelSettings> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return nothing;
  }
  try {
    return storedModelSettingsSchema.parse(JSON.parse(text));
  } catch {
    // A damaged file must not keep the app from starting; saving a provider replaces it.
    return nothing;
  }
}

export function createModelStore(file: string): ModelStore {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    async read() {
      await queue;
      return load(file);
    },
    change(apply) {
      const next = queue.then(async () => {
        const settings = apply(await load(file));
        await writeFileAtomically(file, Buffer.from(`${JSON.stringify(settings, null, 2)}\n`), { mode: 0o600 });
        return settings;
      });
      queue = next.catch(() => undefined);
      return next;
    },
  };
}
