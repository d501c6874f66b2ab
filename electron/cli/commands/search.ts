/** `verso search`: full-text search, best notes first. */
import { answered, countOption, failed, failedWith, type VaultCommand } from '../command.ts';

export const searchCommand: VaultCommand = {
  name: 'search',
  usage: '<query> [--limit <n>] [--no-sources]',
  summary: 'Find notes by words, phrases, tags and operators',
  options: { limit: { type: 'string' }, 'no-sources': { type: 'boolean' } },
  positionals: { minimum: 1, maximum: Number.POSITIVE_INFINITY },
  needs: 'vault',
  async run(args, { client, signal }) {
    const limit = countOption(args, 'limit', 20);
    if (limit === null || limit > 500) return failedWith('usage', '--limit is a number from 1 to 500.');
    const outcome = await client.call(
      'search.query',
      { text: args.positionals.join(' '), limit, sources: args.options['no-sources'] !== true },
      { signal },
    );
    if (!outcome.ok) return failed(outcome);
    const { hits, total, corrections } = outcome.value;
    const lines = hits.flatMap(({ path, title, passages }) => [
      `${path}  ${title}`,
      ...passages.slice(0, 2).map(({ line, text }) => `  ${line}: ${oneLine(text)}`),
    ]);
    const notes = corrections.map(([typed, searched]) => `Searched for "${searched}" instead of "${typed}".`);
    return answered(outcome.value, [...notes, ...lines, `${hits.length} of ${total} notes.`].join('\n'));
  },
};

const shownLength = 160;

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > shownLength ? `${flat.slice(0, shownLength - 1).trimEnd()}…` : flat;
}
