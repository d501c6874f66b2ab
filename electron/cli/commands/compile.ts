/** `verso compile`: reads the sources that changed and proposes pages of the wiki. */
import type { CompilePlan, CompileSummary } from '#shared/model/compile.ts';
import { answered, failed, failedWith, stringOption, type CommandContext, type CommandResult, type VaultCommand } from '../command.ts';
import { followJob } from '../follow-job.ts';

export const compileCommand: VaultCommand = {
  name: 'compile',
  usage: '[--dry-run] [--cap <dollars>]',
  summary: 'Compile raw/ into proposals for wiki/; --dry-run tells what it would read and cost',
  options: { 'dry-run': { type: 'boolean' }, cap: { type: 'string' } },
  positionals: { minimum: 0, maximum: 0 },
  needs: 'vault',
  async run(args, context) {
    if (args.options['dry-run'] === true) {
      const planned = await context.client.call('compile.plan', {}, { signal: context.signal });
      return planned.ok ? answered(planned.value, describePlan(planned.value)) : failed(planned);
    }
    const cap = stringOption(args, 'cap');
    const capUsd = cap === undefined ? undefined : Number(cap);
    if (capUsd !== undefined && !(capUsd > 0)) return failedWith('usage', '--cap is an amount in US dollars, such as 0.50.');
    return compile(capUsd, context);
  },
};

async function compile(capUsd: number | undefined, context: CommandContext): Promise<CommandResult> {
  const { client } = context;
  const started = await client.call('compile.start', capUsd === undefined ? {} : { capUsd });
  if (!started.ok) return failed(started);
  const job = await followJob(started.value.jobId, context);
  if ('ok' in job) return failed(job);
  if (job.state !== 'done') return failedWith(job.failure?.code ?? job.state, job.failure?.message ?? `The compile is ${job.state}. Run it again to go on.`);
  const outcome = await client.call('compile.last', {});
  if (!outcome.ok) return failed(outcome);
  const { summary } = outcome.value;
  if (summary === null) return failedWith('internal', 'The compile left no summary.');
  return { json: summary, text: describeSummary(summary), exitCode: summary.state === 'done' ? 0 : 1 };
}

function describePlan(plan: CompilePlan): string {
  const range = ({ low, high }: { readonly low: number; readonly high: number }, digits = 0): string =>
    low === high ? low.toFixed(digits) : `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
  return [
    `${plan.sources.changed} of ${plan.sources.total} sources changed, ${plan.blocks.changed} of ${plan.blocks.total} blocks to read.`,
    plan.model === null ? 'No model is connected.' : `Model: ${plan.model.label}, ${plan.model.model}.`,
    `Calls: ${range(plan.calls)}. Pages: ${range(plan.pages)}. Tokens: ${range(plan.inputTokens)} in, ${range(plan.outputTokens)} out.`,
    plan.costUsd === null ? 'The price is not known.' : `Cost: $${range(plan.costUsd, 2)}${plan.priceAsOf === null ? '' : ` (prices of ${plan.priceAsOf})`}.`,
    'Nothing was sent.',
  ].join('\n');
}

function describeSummary(summary: CompileSummary): string {
  return [
    `${summary.state}: ${summary.sources} sources, ${summary.blocks} blocks, ${summary.calls} calls, ${summary.claims} claims, ${summary.proposals} proposals wait for review.`,
    ...summary.parked.map(({ unit, code, message }) => `Parked: ${unit}: ${message} (${code})`),
    ...(summary.problem === null ? [] : [summary.problem]),
  ].join('\n');
}
