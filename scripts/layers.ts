/**
 * Checks the layer rules, and that the check itself works: it must have seen our modules and the
 * imports between them, and it must refuse a project that breaks every rule.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { brokenLayers } from './layers-fixture.ts';
import { projectRoot } from './tool.ts';

const configFile = '.dependency-cruiser.cjs';
const cruiser = path.join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const resultSchema = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) })),
  }),
});
type Result = z.infer<typeof resultSchema>;

function cruise(folder: string): Result {
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, '--config', configFile, '--output-type', 'json', 'shared', 'electron', 'renderer'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  try {
    return resultSchema.parse(JSON.parse(stdout));
  } catch {
    throw new Error(`dependency-cruiser gave no result:\n${stderr || stdout.slice(0, 2000)}`);
  }
}

/** Rules of the fixture that did not strike where they must, in words. */
function untrippedRules(): string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-layers-'));
  try {
    for (const [file, { source }] of Object.entries(brokenLayers)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${source}\n`);
    }
    for (const file of [configFile, 'package.json']) cpSync(path.join(projectRoot, file), path.join(folder, file));
    symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const { violations } = cruise(folder).summary;
    const missed = Object.entries(brokenLayers).flatMap(([file, { breaks }]) =>
      breaks.filter((rule) => !violations.some((found) => found.rule.name === rule && found.from === file)).map((rule) => `${rule} (in ${file})`),
    );
    const config = createRequire(import.meta.url)(path.join(projectRoot, configFile)) as { forbidden: readonly { name: string }[] };
    const listed = new Set(Object.values(brokenLayers).flatMap(({ breaks }) => breaks));
    return [...missed, ...config.forbidden.filter(({ name }) => !listed.has(name)).map(({ name }) => `${name} (not in the fixture)`)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const result = cruise(projectRoot);
const own = result.modules.filter(({ source }) => /^(?:shared|electron|renderer)\//.test(source));
const toShared = own.flatMap(({ source, dependencies }) =>
  source.startsWith('shared/') ? [] : dependencies.filter(({ resolved }) => resolved.startsWith('shared/')),
);
const problems = [
  ...result.summary.violations.filter(({ rule }) => rule.severity === 'error').map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
  // A cruiser that cannot read TypeScript reports no module and no violation.
  ...(own.length < 100 ? [`only ${own.length} modules were seen: the check is blind`] : []),
  ...(toShared.length < 50 ? [`only ${toShared.length} imports of shared/ were seen: the check is blind`] : []),
  ...untrippedRules().map((rule) => `the rule does not strike: ${rule}`),
];
for (const problem of problems) console.error(problem);
console.log(`Layers: ${own.length} modules, ${problems.length} problems.`);
process.exit(problems.length === 0 ? 0 : 1);
