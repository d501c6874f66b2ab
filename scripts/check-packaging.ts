/** Validates `electron-builder.yml` against electron-builder's own schema, and what the schema cannot know. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from './tool.ts';

/** electron-builder's own library; ours by way of electron-builder only. */
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { validateConfiguration } = requireFromBuilder('app-builder-lib/out/util/config/config') as {
  validateConfiguration: (config: unknown, logger: unknown) => Promise<void>;
};
const { DebugLogger } = requireFromBuilder('builder-util') as { DebugLogger: new (enabled: boolean) => unknown };

/** The switches that close what an attacker with a file on disk could use. */
const fuses = z.object({
  runAsNode: z.literal(false),
  enableCookieEncryption: z.literal(true),
  enableNodeOptionsEnvironmentVariable: z.literal(false),
  enableNodeCliInspectArguments: z.literal(false),
  enableEmbeddedAsarIntegrityValidation: z.literal(true),
  onlyLoadAppFromAsar: z.literal(true),
  grantFileProtocolExtraPrivileges: z.literal(false),
});
const ownRules = z.object({
  electronFuses: fuses,
  asar: z.literal(true),
  npmRebuild: z.literal(false),
  files: z.array(z.string()).refine((files) => files.includes('dist/**'), { error: 'the build must be packed' }),
});

async function problemsOf(config: unknown): Promise<string[]> {
  const own = ownRules.safeParse(config);
  const problems = own.success ? [] : own.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
  try {
    await validateConfiguration(config, new DebugLogger(false));
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  return problems;
}

const config: unknown = parse(readFileSync(path.join(projectRoot, 'electron-builder.yml'), 'utf8'));
const problems = await problemsOf(config);
// A validation that accepts anything would be worth nothing.
const broken = { ...z.record(z.string(), z.unknown()).parse(config), notAnOption: true };
if ((await problemsOf(broken)).length === problems.length) problems.push('the schema accepts an option that does not exist');
const manifest = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')));
if (manifest.main !== 'dist/electron/main.js') problems.push(`package.json starts ${manifest.main}, which the build does not make`);

for (const problem of problems) console.error(problem);
console.log(`Packaging: ${problems.length} problems.`);
process.exit(problems.length === 0 ? 0 : 1);
