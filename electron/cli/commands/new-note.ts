/** `verso new`: makes a note. */
import { folderPathSchema } from '#shared/model/note-path.ts';
import { answered, failed, failedWith, stringOption, type VaultCommand } from '../command.ts';
import { readInput } from '../read-input.ts';

export const newCommand: VaultCommand = {
  name: 'new',
  usage: '<title> [--folder <folder>] [--text <text>]',
  summary: 'Make a note under a free name; --text - reads its text from standard input',
  options: { folder: { type: 'string' }, text: { type: 'string' } },
  positionals: { minimum: 1, maximum: Number.POSITIVE_INFINITY },
  needs: 'vault',
  async run(args, { client, signal }) {
    const folder = folderPathSchema.safeParse((stringOption(args, 'folder') ?? '').replaceAll('\\', '/').replace(/^\/+|\/+$/gu, ''));
    if (!folder.success) return failedWith('bad-name', `"${stringOption(args, 'folder') ?? ''}" is no folder of a vault.`);
    const text = await readInput(stringOption(args, 'text') ?? '');
    const made = await client.call('note.create', { folder: folder.data, title: args.positionals.join(' '), text }, { signal });
    return made.ok ? answered({ path: made.value.path }, made.value.path) : failed(made);
  },
};
