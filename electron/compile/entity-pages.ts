/**
 * Decides, over all claims at once, which entities deserve a page and which claims stand on it.
 *
 * The same claims give the same pages in whatever order their sources were read.
 */
import type { Claim, EntityKind, EntityMention } from '#shared/model/claim.ts';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { noteNameFrom } from '#shared/markdown/note-name.ts';
import { nameKey, type AddressBook, type BookPerson } from './address-book.ts';
import type { SchemaRules } from './schema-rules.ts';
import type { WikiPage } from './wiki-page.ts';

export interface EntityPage {
  readonly entity: string;
  readonly kind: EntityKind;
  readonly title: string;
  readonly path: VaultPath;
  /** The page that is there already, or null for one to be made. */
  readonly page: WikiPage | null;
  readonly aliases: readonly string[];
  readonly identities: readonly string[];
  /** Somebody else of this name has a page. */
  readonly sameName: boolean;
  /** Oldest first. */
  readonly claims: readonly Claim[];
}

export interface EntityInput {
  /** Active claims only. */
  readonly claims: readonly Claim[];
  readonly pages: readonly WikiPage[];
  readonly book: AddressBook;
  readonly rules: SchemaRules;
  /** Entities that a person does not want a page of. */
  readonly declined: ReadonlySet<string>;
}

export interface EntityPages {
  readonly pages: readonly EntityPage[];
  /** The entity of a mention, as pages know it; null where it stays open. */
  readonly resolve: (mention: EntityMention, claim: Claim) => string | null;
}

const OWNER = 'owner';
/** Where no archive told who the owner is, so many messages make somebody more than a passer-by. */
const messagesWithoutOwner = 3;
const kindOrder: readonly EntityKind[] = ['person', 'project', 'organization', 'topic'];

interface Tally {
  readonly entity: string;
  readonly names: Map<string, number>;
  readonly kinds: Map<EntityKind, number>;
  claims: number;
  inOwnNotes: boolean;
}

export function entityPages(input: EntityInput): EntityPages {
  const resolve = createResolver(input.pages, input.book);
  const tallies = new Map<string, Tally>();
  for (const claim of input.claims) {
    const named = new Map<string, EntityMention[]>();
    for (const mention of [claim.subject, ...claim.mentions]) {
      const entity = resolve(mention, claim);
      if (entity !== null && entity !== OWNER) named.set(entity, [...(named.get(entity) ?? []), mention]);
    }
    for (const [entity, mentions] of named) count(tallies, entity, mentions, claim);
  }
  const pageOf = new Map(input.pages.flatMap((page) => identitiesOf(page).map((identity) => [identity, page] as const)));
  const noteworthy = new Map<string, Tally>();
  for (const tally of tallies.values()) {
    if (!input.declined.has(tally.entity) && (pageOf.has(tally.entity) || deserves(tally, input))) noteworthy.set(tally.entity, tally);
  }
  const homes = new Map<string, Claim[]>();
  for (const claim of input.claims) {
    const home = [claim.subject, ...claim.mentions].map((mention) => resolve(mention, claim)).find((entity) => entity !== null && noteworthy.has(entity));
    if (home !== undefined && home !== null) homes.set(home, [...(homes.get(home) ?? []), claim]);
  }
  return { pages: namePages(homes, noteworthy, pageOf, input), resolve };
}

function count(tallies: Map<string, Tally>, entity: string, mentions: readonly EntityMention[], claim: Claim): void {
  const tally = tallies.get(entity) ?? { entity, names: new Map<string, number>(), kinds: new Map<EntityKind, number>(), claims: 0, inOwnNotes: false };
  tallies.set(entity, tally);
  tally.claims += 1;
  if (claim.source.kind === 'note' && !claim.source.path.startsWith('raw/')) tally.inOwnNotes = true;
  for (const mention of mentions) {
    const name = mention.kind === 'person' ? mention.name : mention.name.replace(/^the (?=\S)/iu, '');
    tally.names.set(name, (tally.names.get(name) ?? 0) + 1);
    tally.kinds.set(mention.kind, (tally.kinds.get(mention.kind) ?? 0) + 1);
  }
}

function deserves(tally: Tally, { book, rules }: EntityInput): boolean {
  const rule = rules.noteworthy[kindOf(tally)];
  if (rule !== 'two-way') return tally.claims >= rule;
  if (tally.inOwnNotes) return true;
  const person = book.person(tally.entity);
  if (person === undefined) return false;
  return twoWay(person, book);
}

function twoWay(person: BookPerson, book: AddressBook): boolean {
  if (person.wrote > 0 && person.writtenByOwner > 0) return true;
  // A chat says who was there, not who spoke to whom; an archive without a sent folder says neither.
  const saysWhoSentWhat = person.id.startsWith('mail:') && book.ownerKnown;
  return !saysWhoSentWhat && person.wrote >= messagesWithoutOwner;
}

function kindOf(tally: Tally): EntityKind {
  if (/^(?:mail|slack):/u.test(tally.entity) || tally.entity.startsWith('name:person:')) return 'person';
  const most = Math.max(...tally.kinds.values());
  return kindOrder.find((kind) => kind !== 'person' && tally.kinds.get(kind) === most) ?? 'topic';
}

/** Identities under which claims reach a page: its addresses, its recorded entity, its name. */
function identitiesOf(page: WikiPage): readonly string[] {
  const kind = page.kind === 'person' ? 'person' : 'thing';
  return [...(page.entity === null ? [] : [page.entity]), ...page.identities, `page:${page.path}`, `name:${kind}:${nameKey(page.title)}`];
}

function createResolver(pages: readonly WikiPage[], book: AddressBook): EntityPages['resolve'] {
  const byIdentity = new Map<string, WikiPage>();
  const byName = new Map<string, WikiPage | null>();
  for (const page of pages) {
    for (const identity of [...page.identities, ...(page.entity === null ? [] : [page.entity])]) byIdentity.set(identity, page);
    for (const name of new Set([page.title, ...page.aliases].map(thingKey))) {
      const key = `${page.kind === 'person' ? 'person' : 'thing'}:${name}`;
      byName.set(key, byName.has(key) ? null : page);
    }
  }
  const entityOf = (page: WikiPage): string => page.entity ?? page.identities[0] ?? `page:${page.path}`;

  return (mention, claim) => {
    const { entity } = mention;
    if (entity === OWNER || (entity !== null && book.isOwner(entity))) return OWNER;
    if (entity !== null) {
      const page = byIdentity.get(entity);
      return page === undefined ? entity : entityOf(page);
    }
    if (mention.kind !== 'person') {
      const page = byName.get(`thing:${thingKey(mention.name)}`);
      return page === undefined || page === null ? `name:thing:${thingKey(mention.name)}` : entityOf(page);
    }
    const key = nameKey(mention.name);
    if (book.ownerNames.some((name) => nameKey(name) === key)) return OWNER;
    const people = namedIn(book.named(mention.name), claim);
    // One name, several people: nobody is guessed.
    if (people.length > 1) return null;
    const page = byName.get(`person:${thingKey(mention.name)}`);
    if (page === null) return null;
    const person = people[0];
    if (page !== undefined) {
      // A page that knows addresses is of the person with those addresses, not of a namesake.
      if (person !== undefined && page.identities.length > 0 && !page.identities.includes(person.id)) return person.id;
      return entityOf(page);
    }
    if (person !== undefined) {
      const known = byIdentity.get(person.id);
      return known === undefined ? person.id : entityOf(known);
    }
    const isFull = key.includes(' ') || (claim.source.kind === 'note' && !claim.source.path.startsWith('raw/'));
    return isFull ? `name:person:${key}` : null;
  };
}

/** People of a name as this source can mean them: a chat means its own members, mail and notes mean correspondents. */
function namedIn(people: readonly BookPerson[], claim: Claim): readonly BookPerson[] {
  if (people.length < 2) return people;
  const near = people.filter((person) => person.id.startsWith(claim.source.kind === 'slack' ? 'slack:' : 'mail:'));
  return near.length > 0 ? near : people;
}

function thingKey(name: string): string {
  return nameKey(name).replace(/^the /u, '');
}

function namePages(
  homes: ReadonlyMap<string, readonly Claim[]>,
  tallies: ReadonlyMap<string, Tally>,
  pageOf: ReadonlyMap<string, WikiPage>,
  { book, rules, pages }: EntityInput,
): readonly EntityPage[] {
  const taken = new Set(pages.map((page) => page.path.toLowerCase()));
  const titles = new Set(pages.map((page) => nameKey(page.title)));
  const named: EntityPage[] = [];
  for (const entity of [...homes.keys()].toSorted()) {
    const tally = tallies.get(entity);
    if (tally === undefined) continue;
    const claims = (homes.get(entity) ?? []).toSorted(byTime);
    const page = pageOf.get(entity) ?? null;
    const kind = kindOf(tally);
    if (page !== null) {
      named.push({ entity, kind: knownKind(page.kind) ?? kind, title: page.title, path: page.path, page, aliases: page.aliases, identities: page.identities, sameName: false, claims });
      continue;
    }
    const person = book.person(entity);
    const name = noteNameFrom(person?.names[0] ?? mostUsed(tally.names));
    const sameName = titles.has(nameKey(name));
    const title = sameName ? noteNameFrom(`${name} (${toldApart(entity, kind)})`) : name;
    const path = freePath(`wiki/${rules.pages[kind].folder}`, title, taken);
    titles.add(nameKey(title));
    const others = [...new Set([...(person?.names ?? []), ...tally.names.keys()])].filter((other) => nameKey(other) !== nameKey(title) && nameKey(other).includes(' '));
    named.push({
      entity,
      kind,
      title,
      path,
      page: null,
      aliases: others.toSorted().slice(0, 5),
      identities: /^(?:mail|slack):/u.test(entity) ? [entity] : [],
      sameName,
      claims,
    });
  }
  return named;
}

function knownKind(kind: string | null): EntityKind | null {
  return kindOrder.find((known) => known === kind) ?? null;
}

function toldApart(entity: string, kind: EntityKind): string {
  if (entity.startsWith('mail:')) return entity.slice(entity.indexOf('@') + 1);
  return entity.startsWith('slack:') ? 'Slack' : kind;
}

function freePath(folder: string, title: string, taken: Set<string>): VaultPath {
  for (let number = 1; ; number += 1) {
    const path = `${folder}/${number === 1 ? title : `${title} ${number}`}.md`;
    if (taken.has(path.toLowerCase())) continue;
    taken.add(path.toLowerCase());
    return vaultPathSchema.parse(path);
  }
}

function mostUsed(names: ReadonlyMap<string, number>): string {
  return [...names.entries()].toSorted(([left, leftUses], [right, rightUses]) => rightUses - leftUses || right.length - left.length || (left < right ? -1 : 1))[0]?.[0] ?? '';
}

/** By when it holds or was said; then by id, so that the order never depends on chance. */
export function byTime(left: Claim, right: Claim): number {
  const leftDate = left.validFrom ?? left.source.date ?? '';
  const rightDate = right.validFrom ?? right.source.date ?? '';
  if (leftDate !== rightDate) return leftDate < rightDate ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
