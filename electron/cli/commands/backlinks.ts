/** `verso backlinks`: which notes link to a note, and which only mention it. */
import path from 'node:path';
import { isNotePath, parseVaultPath, vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { MentionGroup } from '#shared/model/search.ts';
import { answered, failed, failedWith, type CommandContext, type VaultCommand } from '../command.ts';

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
    if (note === null) return failedWith('not-found', `There is no note "${name}".`);
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

/** A path in the vault, a file of this machine that lies in the vault, what a wikilink would say, or an alias. */
async function findNote(name: string, { client, cwd, signal }: CommandContext): Promise<VaultPath | null> {
  const info = await client.call('app.info', {}, { signal });
  const folder = info.ok ? (info.value.vault?.folder ?? null) : null;
  const inVault = folder === null ? '' : path.relative(folder, path.resolve(cwd, name)).split(path.sep).join('/');
  for (const candidate of [parseVaultPath(name), parseVaultPath(inVault)]) {
    if (candidate === null || !isNotePath(candidate)) continue;
    const read = await client.call('note.read', { path: candidate }, { signal });
    // Too large to read is there all the same.
    if (read.ok || read.code === 'too-large') return candidate;
  }
  const resolved = await client.call('link.resolve', { from: vaultPathSchema.parse('verso.md'), target: name }, { signal });
  if (resolved.ok && resolved.value.path !== null) return resolved.value.path;
  const quick = await client.call('search.quick', { text: name }, { signal });
  const wanted = name.toLocaleLowerCase();
  return quick.ok ? (quick.value.hits.find(({ match }) => match.text.toLocaleLowerCase() === wanted)?.path ?? null) : null;
}

function section(title: string, groups: readonly MentionGroup[]): string[] {
  const count = groups.reduce((total, group) => total + group.mentions.length, 0);
  return [
    `${title}: ${count} in ${groups.length} notes`,
    ...groups.flatMap((group) => [`  ${group.path}`, ...group.mentions.map(({ line, text }) => `    ${line}: ${text.replace(/\s+/g, ' ').trim()}`)]),
  ];
}
