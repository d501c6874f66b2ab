/** The settings file: read with defaults for whatever is missing, written whole. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { settingsSchema, type Settings, type SettingsPatch } from '#shared/model/settings.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { setFileAside } from '../platform/broken-file.ts';
import { errnoOf, ioFailure } from '../platform/io-failure.ts';

export interface SettingsStore {
  read(): Settings;
  update(patch: SettingsPatch): Promise<Outcome<Settings, 'not-writable'>>;
}

/** A file that cannot be understood is kept beside as `….broken` and defaults are used. */
export function createSettingsStore(file: string): SettingsStore {
  let settings = load(file);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    read: () => settings,
    update(patch) {
      const run = queue.then(async (): Promise<Outcome<Settings, 'not-writable'>> => {
        const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
        const next = settingsSchema.parse({ ...settings, ...given });
        try {
          await mkdir(path.dirname(file), { recursive: true });
          await writeFileAtomically(file, Buffer.from(`${JSON.stringify(next, null, 2)}\n`));
        } catch (error) {
          return failure('not-writable', ioFailure(error, path.basename(file)).message);
        }
        settings = next;
        return success(next);
      });
      queue = run.catch(() => undefined);
      return run;
    },
  };
}

function load(file: string): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return settingsSchema.parse({});
  }
  try {
    const value: unknown = JSON.parse(text);
    const parsed = settingsSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    // One bad value does not cost the others.
    const bad = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    const rest = typeof value === 'object' && value !== null ? Object.entries(value).filter(([key]) => !bad.has(key)) : [];
    return settingsSchema.parse(Object.fromEntries(rest));
  } catch {
    setFileAside(file);
    return settingsSchema.parse({});
  }
}
