/** `verso links`: where a note leads. */
import { answered, failed, type VaultCommand } from '../command.ts';
import { findNote, noSuchNote } from '../find-note.ts';

export const linksCommand: VaultCommand = {
  name: 'links',
  usage: '<note>',
  summary: 'List what a note links to, and which of it does not exist',
  options: {},
  positionals: { minimum: 1, maximum: 1 },
  needs: 'vault',
  async run(args, context) {
    const [name = ''] = args.positionals;
    const path = await findNote(name, context);
    if (path === null) return noSuchNote(name);
    const outgoing = await context.client.call('link.outgoing', { path }, { signal: context.signal });
    if (!outgoing.ok) return failed(outgoing);
    const { links } = outgoing.value;
    const lines = links.map(({ line, target, path: end }) => `  ${line}: ${target}${end === null ? '  (no such note)' : end === target ? '' : `  → ${end}`}`);
    return answered({ path, links }, [path, ...lines].join('\n'));
  },
};
