/** `verso open`: shows a note in the window of a running Verso. */
import { answered, failed, failedWith, type VaultCommand } from '../command.ts';
import { findNote, noSuchNote } from '../find-note.ts';

export const openCommand: VaultCommand = {
  name: 'open',
  usage: '<note>',
  summary: 'Show a note in the window of the Verso that runs with this vault',
  options: {},
  positionals: { minimum: 1, maximum: 1 },
  needs: 'vault',
  async run(args, context) {
    const { client, signal } = context;
    const info = await client.call('app.info', {}, { signal });
    if (!info.ok) return failed(info);
    if (info.value.shell === 'memory') return failedWith('not-running', 'No Verso runs with this vault. Start it: npm start -- --vault <folder>.');
    const [name = ''] = args.positionals;
    const path = await findNote(name, context);
    if (path === null) return noSuchNote(name);
    const shown = await client.call('app.show', { path }, { signal });
    return shown.ok ? answered({ path }, path) : failed(shown);
  },
};
