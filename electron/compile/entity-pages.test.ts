import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { Claim, EntityMention } from '#shared/model/claim.ts';
import { readAddressBook } from './address-book.ts';
import { makeClaim } from './claim.test-support.ts';
import { entityPages } from './entity-pages.ts';
import { readSchemaRules } from './schema-rules.ts';
import { readPage } from './wiki-page.ts';

const book = readAddressBook([
  [
    { id: 'mail:ada@home.example', names: ['Ada Lovelace'], wrote: 9, addressed: 3, writtenByOwner: 0, owner: true },
    { id: 'mail:dana@acme.example', names: ['Dana Okafor', 'Dana'], wrote: 2, addressed: 1, writtenByOwner: 1, owner: false },
    { id: 'mail:stranger@x.example', names: ['Cold Caller'], wrote: 5, addressed: 0, writtenByOwner: 0, owner: false },
    { id: 'mail:sam@one.example', names: ['Sam Lee'], wrote: 1, addressed: 1, writtenByOwner: 1, owner: false },
    { id: 'mail:sam@two.example', names: ['Sam Lee'], wrote: 1, addressed: 1, writtenByOwner: 1, owner: false },
  ].map((person) => JSON.stringify(person)).join('\n') + '\nnot json\n',
]);
const rules = readSchemaRules('');
const person = (name: string, entity: string | null = null): EntityMention => ({ kind: 'person', name, entity });
const project = (name: string): EntityMention => ({ kind: 'project', name, entity: null });
let number = 0;
const claim = (subject: EntityMention, mentions: readonly EntityMention[] = [], rest: Partial<Claim> = {}): Claim =>
  makeClaim({ id: `c-${String((number += 1)).padStart(12, '0')}`, subject, mentions, ...rest });
const decide = (claims: readonly Claim[], pages: readonly ReturnType<typeof readPage>[] = [], declined: readonly string[] = []) =>
  entityPages({ claims, pages, book, rules, declined: new Set(declined) }).pages.map((page) => [page.path, page.claims.length]);

describe('entityPages', () => {
  it('gives a page to whom mail went both ways with, and to projects, not to strangers', () => {
    const claims = [
      claim(person('Dana Okafor', 'mail:dana@acme.example')),
      claim(person('Cold Caller', 'mail:stranger@x.example')),
      claim(project('Apollo')),
    ];
    expect(decide(claims)).toEqual([
      ['wiki/people/Dana Okafor.md', 1],
      ['wiki/projects/Apollo.md', 1],
    ]);
  });
  it('puts what the owner promised on the page of whom it was promised to, and makes no page of the owner', () => {
    expect(decide([claim(person('Ada Lovelace', 'mail:ada@home.example'), [person('Dana Okafor')])])).toEqual([['wiki/people/Dana Okafor.md', 1]]);
  });
  it('never guesses between two people of one name', () => {
    expect(decide([claim(person('Sam Lee'))])).toEqual([]);
    expect(decide([claim(person('Sam Lee', 'mail:sam@one.example')), claim(person('Sam Lee', 'mail:sam@two.example'))])).toEqual([
      ['wiki/people/Sam Lee.md', 1],
      ['wiki/people/Sam Lee (two.example).md', 1],
    ]);
  });
  it('gives a page to whom the owner wrote about in own notes', () => {
    const source = { ...makeClaim().source, kind: 'note' as const, path: vaultPathSchema.parse('daily/2024-03-05.md') };
    expect(decide([claim(person('Grandma'), [], { source })])).toEqual([['wiki/people/Grandma.md', 1]]);
    expect(decide([claim(person('Grandma'))])).toEqual([]);
  });
  it('finds the page that is there by address, by entity and by alias, and not a namesake’s', () => {
    const page = readPage(vaultPathSchema.parse('wiki/people/D Okafor.md'), '---\ntype: person\naliases: [Dana Okafor]\nemails: [dana@acme.example]\n---\n');
    expect(decide([claim(person('Dana', 'mail:dana@acme.example')), claim(person('Dana Okafor'))], [page])).toEqual([['wiki/people/D Okafor.md', 2]]);
    const other = readPage(vaultPathSchema.parse('wiki/people/Dana Okafor.md'), '---\ntype: person\nemails: [other@x.example]\n---\n');
    expect(decide([claim(person('Dana Okafor'))], [other])).toEqual([['wiki/people/Dana Okafor (acme.example).md', 1]]);
  });
  it('makes one page of a thing that is named with and without its article, by its commonest kind', () => {
    const topic: EntityMention = { kind: 'topic', name: 'The Apollo', entity: null };
    expect(decide([claim(project('Apollo')), claim(project('apollo')), claim(topic)])).toEqual([['wiki/projects/Apollo.md', 3]]);
  });
  it('makes no page that a person declined', () => {
    expect(decide([claim(person('Dana Okafor'))], [], ['mail:dana@acme.example'])).toEqual([]);
  });
  it('does not depend on the order of the claims', () => {
    const claims = [claim(project('Apollo'), [person('Dana Okafor')]), claim(person('Sam Lee', 'mail:sam@two.example')), claim(person('Sam Lee', 'mail:sam@one.example'))];
    expect(decide(claims.toReversed())).toEqual(decide(claims));
  });
});
