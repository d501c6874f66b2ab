/** `verso tasks`: the tasks of the vault. */
import { taskStates } from '#shared/model/task.ts';
import { answered, countOption, failed, failedWith, stringOption, type VaultCommand } from '../command.ts';

export const tasksCommand: VaultCommand = {
  name: 'tasks',
  usage: '[<query>] [--state open|done|other|any] [--limit <n>]',
  summary: 'List tasks, open ones unless another state is named; a query is as in search',
  options: { state: { type: 'string' }, limit: { type: 'string' } },
  positionals: { minimum: 0, maximum: Number.POSITIVE_INFINITY },
  needs: 'vault',
  async run(args, { client, signal }) {
    const limit = countOption(args, 'limit', 1000);
    if (limit === null || limit > 10_000) return failedWith('usage', '--limit is a number from 1 to 10000.');
    const named = stringOption(args, 'state') ?? 'open';
    const state = taskStates.find((each) => each === named);
    if (state === undefined) return failedWith('usage', `--state is one of ${taskStates.join(', ')}.`);
    const outcome = await client.call('task.list', { text: args.positionals.join(' '), state, limit }, { signal });
    if (!outcome.ok) return failed(outcome);
    const { tasks, total, problems } = outcome.value;
    const notes = Map.groupBy(tasks, ({ path }) => path);
    const lines = [...notes].flatMap(([path, list]) => [path, ...list.map(({ line, mark, text, due }) => `  ${line}: [${mark}] ${text}${due === null || text.includes(due) ? '' : `  (due ${due})`}`)]);
    const not = problems.length === 0 ? [] : ['Parts of the query were not understood.'];
    return answered({ tasks, total }, [...not, ...lines, `${tasks.length} of ${total} tasks.`].join('\n'));
  },
};
