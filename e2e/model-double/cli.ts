/**
 * Runs the model double for a person, an e2e run or a demo, until it is interrupted:
 * `node scripts/run.mjs e2e/model-double/cli.ts [--script <file.ts|file.json>] [--port <n>]`.
 *
 * A script file exports `script` (a function or a queue); a JSON file holds a queue. Without one
 * the librarian answers. The first line on stdout is JSON with the addresses.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Script } from './script.ts';
import { script as librarian } from './scripts/librarian.ts';
import { createModelDouble } from './server.ts';

const moduleSchema = z.looseObject({
  script: z.custom<Script>((value) => typeof value === 'function' || Array.isArray(value)),
});

async function loadScript(file: string | undefined): Promise<Script> {
  if (!file) return librarian;
  if (file.endsWith('.json')) {
    return z.custom<Script>((value) => Array.isArray(value)).parse(JSON.parse(await readFile(file, 'utf8')));
  }
  return moduleSchema.parse(await import(pathToFileURL(path.resolve(file)).href)).script;
}

const { values } = parseArgs({
  options: {
    script: { type: 'string' },
    port: { type: 'string', default: '0' },
    model: { type: 'string', multiple: true, default: ['double-1'] },
    key: { type: 'string', multiple: true },
  },
});

const double = await createModelDouble(await loadScript(values.script), {
  port: Number(values.port),
  models: values.model.map((id) => ({ id, contextTokens: 200_000 })),
  ...(values.key ? { keys: values.key } : {}),
});
process.stdout.write(`${JSON.stringify({ url: double.url, openaiUrl: double.openaiUrl, models: values.model })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void double.close().then(() => process.exit(0));
  });
}
