/** One compile in a process of its own, over a model that answers slowly, for tests that kill it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { runCompile } from '../../electron/compile/compiler.ts';
import { goodLibrarian, openCompileDeps, scriptedModel } from '../../electron/compile/compile.test-support.ts';
import { recoverRuns } from '../../electron/compile/apply-run.ts';
import { createReview } from '../../electron/compile/review.ts';

const [folder = '', answerMs = '0'] = process.argv.slice(2);
const deps = await openCompileDeps(folder, 'here');
await recoverRuns(deps);
const model = scriptedModel(async (request) => {
  process.stdout.write('asked\n');
  await sleep(Number(answerMs));
  return goodLibrarian(request);
});
await runCompile(deps, { model, capUsd: null, signal: new AbortController().signal, onProgress: () => undefined });
process.stdout.write('compiled\n');
const review = createReview(deps);
for (const item of (await review.list()).items) {
  process.stdout.write('accepting\n');
  await review.accept([item.id], null);
}
process.stdout.write('done\n');
