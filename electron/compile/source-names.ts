/**
 * Finds out whom a name means inside one source: by who wrote the block and who takes part.
 *
 * Only what stands in the source is used, so that the answer is the same in whatever order sources
 * are read. What stays open (null) is decided when pages are made, over all that is known by then.
 */
import type { EntityKind, EntityMention } from '#shared/model/claim.ts';
import { nameKey } from './address-book.ts';
import type { SourceBlock, SourceNote } from './source-note.ts';

export interface SourceNames {
  /** Identity by full name, for the people that take part; null where two share it. */
  readonly byName: ReadonlyMap<string, string | null>;
  /** Identity by first name, where only one of those people has it. */
  readonly byFirstName: ReadonlyMap<string, string | null>;
  readonly kind: SourceNote['kind'];
}

const FIRST_PERSON = new Set(['i', 'me', 'myself', 'the author', 'author', 'the owner', 'owner', 'the owner of these notes', 'we', 'user', 'the user']);

export function namesOf(source: SourceNote): SourceNames {
  const people = new Map<string, string>();
  for (const participant of source.participants) {
    const match = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/u.exec(participant);
    if (match?.[2] !== undefined) people.set(`mail:${match[2].toLowerCase()}`, unquote(match[1] ?? ''));
    else if (participant.includes('@')) people.set(`mail:${participant.toLowerCase()}`, '');
  }
  for (const block of source.blocks) {
    if (block.speakerId !== null && block.speaker !== null && !people.get(block.speakerId)) people.set(block.speakerId, block.speaker);
  }
  const byName = new Map<string, string | null>();
  const byFirstName = new Map<string, string | null>();
  const add = (map: Map<string, string | null>, key: string, id: string): void => {
    if (key !== '') map.set(key, map.has(key) && map.get(key) !== id ? null : id);
  };
  for (const [id, name] of people) {
    const key = nameKey(lastNameLast(name));
    add(byName, key, id);
    if (key.includes(' ')) add(byFirstName, key.split(' ')[0] ?? '', id);
  }
  return { byName, byFirstName, kind: source.kind };
}

/** The mention with its identity where the source settles it. `owner` stands for the writer of the user's own notes. */
export function mentionOf(named: { readonly kind: EntityKind; readonly name: string }, block: SourceBlock, names: SourceNames): EntityMention {
  if (named.kind !== 'person') return { ...named, entity: null };
  const isWriter = FIRST_PERSON.has(nameKey(named.name));
  return { kind: 'person', name: isWriter && block.speaker !== null ? block.speaker : named.name, entity: identity(named.name, block, names) };
}

function identity(name: string, block: SourceBlock, names: SourceNames): string | null {
  const key = nameKey(name);
  if (FIRST_PERSON.has(key)) return names.kind === 'note' ? 'owner' : block.speakerId;
  const address = /^[^\s@]+@[^\s@]+$/u.test(name) ? `mail:${name.toLowerCase()}` : null;
  if (address !== null) return [...names.byName.values()].includes(address) || block.speakerId === address ? address : null;
  if (block.speaker !== null && block.speakerId !== null && nameKey(block.speaker) === key) return block.speakerId;
  const full = names.byName.get(key);
  if (full !== undefined) return full;
  return names.byFirstName.get(key) ?? null;
}

function unquote(name: string): string {
  return name.replace(/^"(.*)"$/u, '$1');
}

/** `Okafor, Dana` → `Dana Okafor`. */
function lastNameLast(name: string): string {
  return name.replace(/^([^,]+),\s*([^,]+)$/u, '$2 $1');
}
