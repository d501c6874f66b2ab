/** `verso import`: brings an export of mail or Slack into `raw/`. */
import path from 'node:path';
import { importOptionsSchema, type ImportPlan, type ImportReport } from '#shared/model/import.ts';
import { answered, failed, failedWith, stringOption, type CommandArguments, type CommandContext, type CommandResult, type VaultCommand } from '../command.ts';
import { followJob } from '../follow-job.ts';

export const importCommand: VaultCommand = {
  name: 'import',
  usage: '<file> [--dry-run] [--from <date>] [--to <date>] [--only <label,…>] [--time-zone <zone>] [--no-attachments] [--allow-truncated]',
  summary: 'Import a Gmail Takeout .mbox, other mail, or a Slack export .zip; again changes nothing',
  options: {
    'dry-run': { type: 'boolean' },
    from: { type: 'string' },
    to: { type: 'string' },
    only: { type: 'string' },
    mailbox: { type: 'string' },
    'time-zone': { type: 'string' },
    'no-attachments': { type: 'boolean' },
    'allow-truncated': { type: 'boolean' },
    'restore-removed': { type: 'boolean' },
    'include-spam': { type: 'boolean' },
    'include-trash': { type: 'boolean' },
    'include-drafts': { type: 'boolean' },
  },
  positionals: { minimum: 1, maximum: 1 },
  needs: 'vault',
  async run(args, context) {
    const source = path.resolve(context.cwd, args.positionals[0] ?? '');
    const options = importOptionsSchema.safeParse(rawOptions(args));
    if (!options.success) return failedWith('usage', options.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; '));
    return args.options['dry-run'] === true ? plan(source, options.data, context) : run(source, options.data, context);
  },
};

type Options = ReturnType<typeof importOptionsSchema.parse>;

function rawOptions(args: CommandArguments): Record<string, unknown> {
  const is = (name: string): boolean => args.options[name] === true;
  return {
    timeZone: stringOption(args, 'time-zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    fromDate: stringOption(args, 'from') ?? null,
    toDate: stringOption(args, 'to') ?? null,
    only: stringOption(args, 'only')?.split(',').map((name) => name.trim()) ?? null,
    mailbox: stringOption(args, 'mailbox') ?? null,
    attachments: !is('no-attachments'),
    allowTruncated: is('allow-truncated'),
    restoreRemoved: is('restore-removed'),
    includeSpam: is('include-spam'),
    includeTrash: is('include-trash'),
    includeDrafts: is('include-drafts'),
  };
}

async function plan(source: string, options: Options, { client, signal, progress }: CommandContext): Promise<CommandResult> {
  let found: ImportPlan | null = null;
  const end = await client.stream(
    'import.plan',
    { source, options },
    (chunk) => {
      if (chunk.kind === 'plan') found = chunk.plan;
      else progress(`${chunk.progress.step} ${chunk.progress.messagesDone} messages`);
    },
    { signal },
  );
  if (end !== null) return failed(end);
  return found === null ? failedWith('internal', 'The dry run gave no plan.') : answered(found, describePlan(found));
}

async function run(source: string, options: Options, context: CommandContext): Promise<CommandResult> {
  const { client } = context;
  const started = await client.call('import.start', { source, options });
  if (!started.ok) return failed(started);
  const { jobId } = started.value;
  const job = await followJob(jobId, context);
  if ('ok' in job) return failed(job);
  if (job.state !== 'done') return failedWith(job.failure?.code ?? job.state, job.failure?.message ?? `The import is ${job.state}. Run it again to go on.`);
  const outcome = await client.call('import.report', { jobId });
  if (!outcome.ok) return failed(outcome);
  const { report } = outcome.value;
  return report === null ? failedWith('internal', 'The import left no report.') : answered(report, describeReport(report));
}

const sum = (counts: Readonly<Record<string, number | undefined>>): number =>
  Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);

const list = (title: string, counts: Readonly<Record<string, number | undefined>>): string[] =>
  sum(counts) === 0 ? [] : [`${title}: ${Object.entries(counts).map(([name, count]) => `${count ?? 0} ${name}`).join(', ')}`];

function describePlan(found: ImportPlan): string {
  return [
    `${found.name} (${found.source}): ${found.messages} messages, ${found.newMessages} new, ${found.notes} notes, ${found.people} people, ${found.attachments} attachments.`,
    ...list('Would skip', found.skipped),
    ...list('Warnings', found.warnings),
    ...list('Groups', found.groups),
    'Nothing was written.',
  ].join('\n');
}

function describeReport(report: ImportReport): string {
  return [
    `${report.messages} messages: ${report.imported} imported, ${report.unchanged} unchanged, ${report.updated} updated, ${sum(report.skipped)} skipped.`,
    `${report.notesCreated} notes created, ${report.notesChanged} changed, ${report.attachmentsStored} attachments stored.`,
    ...list('Skipped', report.skipped),
    ...list('Warnings', report.warnings),
  ].join('\n');
}
