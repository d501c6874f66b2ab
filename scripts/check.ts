/** `npm run check`: the whole gate before tests in the browser, the same everywhere. Runs every step, then tells which failed. `--without-tests` leaves out the unit tests. */
import { runTool } from './tool.ts';

const steps: readonly (readonly [name: string, tool: string, args: readonly string[]])[] = [
  ['types', 'scripts/typecheck.ts', []],
  ['lint', 'oxlint', ['--type-aware', '--quiet']],
  ['layers', 'scripts/layers.ts', []],
  ['dead code', 'knip', ['--no-config-hints']],
  ['packaging', 'scripts/check-packaging.ts', []],
  ['unit tests', 'vitest:vitest', ['run', '--project=unit', '--reporter=dot']],
];

const withoutTests = process.argv.includes('--without-tests');
const failed: string[] = [];
for (const [name, tool, args] of steps) {
  if (withoutTests && name === 'unit tests') continue;
  const startedMs = performance.now();
  const code = await runTool(tool, args);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds} s)`);
  if (code !== 0) failed.push(name);
}
console.log(failed.length === 0 ? 'Everything holds.' : `Failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
