/** `verso backlinks`: which notes link to a note, and which only mention it. */
import type { MentionGroup } from '#shared/model/search.ts';
import { answered, failed, type VaultCommand } from '../command.ts';
import { findNote, noSuchNote } from '../find-note.ts';

export const backlinksCommand: VaultCommand = {
  name: 'backlinks',
  usage: '<note>',
  summary: 'List the notes that link to a note (a path in the vault, a file, or a title), and unlinked mentions',
  options: {},
  positionals: { minimum: 1, maximum: 1 },
  needs: 'vault',
  async run(args, context) {
    const [name = ''] = args.positionals;
    const note = await findNote(name, context);
    if (note === null) return noSuchNote(name);
    const { client, signal } = context;
    const [linked, unlinked] = await Promise.all([
      client.call('link.backlinks', { path: note }, { signal }),
      client.call('link.unlinked', { path: note }, { signal }),
    ]);
    if (!linked.ok) return failed(linked);
    if (!unlinked.ok) return failed(unlinked);
    const json = { path: note, linked: linked.value.groups, unlinked: unlinked.value.groups };
    return answered(json, [note, ...section('Linked', json.linked), ...section('Mentioned', json.unlinked)].join('\n'));
  },
};

function section(title: string, groups: readonly MentionGroup[]): string[] {
  const count = groups.reduce((total, group) => total + group.mentions.length, 0);
  return [
    `${title}: ${count} in ${groups.length} notes`,
    ...groups.flatMap((group) => [`  ${group.path}`, ...group.mentions.map(({ line, text }) => `    ${line}: ${text.replace(/\s+/g, ' ').trim()}`)]),
  ];
}
