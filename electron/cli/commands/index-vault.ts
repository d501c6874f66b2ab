/** `verso index`: brings the index up to date, or builds it again from the files. */
import { answered, failed, type VaultCommand } from '../command.ts';
import { waitUntilIndexed } from '../open-vault.ts';

export const indexCommand: VaultCommand = {
  name: 'index',
  usage: '[--rebuild]',
  summary: 'Bring the index up to date; with --rebuild drop it and build it from the files',
  options: { rebuild: { type: 'boolean' } },
  positionals: { minimum: 0, maximum: 0 },
  needs: 'vault',
  async run(args, { client, signal, progress }) {
    if (args.options['rebuild'] === true) {
      const dropped = await client.call('vault.reindex', {}, { signal });
      if (!dropped.ok) return failed(dropped);
    }
    const status = await waitUntilIndexed(client, { signal, progress });
    if ('ok' in status) return failed(status);
    const problems = status.problems.map(({ path, problem }) => `  ${problem}  ${path}`);
    const more = status.problemCount > problems.length ? [`  … and ${status.problemCount - problems.length} more`] : [];
    return answered(status, [`${status.indexed} notes indexed, ${status.problemCount} problems.`, ...problems, ...more].join('\n'));
  },
};
