/** The people of `.verso/people/`, as the importers counted them: who is who, and who wrote to whom. */
import { z } from 'zod';

const personSchema = z.object({
  /** `mail:<address>` or `slack:<team>:<user>`. */
  id: z.string(),
  names: z.array(z.string()).catch([]),
  wrote: z.number().catch(0),
  addressed: z.number().catch(0),
  writtenByOwner: z.number().catch(0),
  owner: z.boolean().catch(false),
});

export type BookPerson = z.infer<typeof personSchema>;

export interface AddressBook {
  person(id: string): BookPerson | undefined;
  /** People who go by exactly this name (case and accents of composition aside). */
  named(name: string): readonly BookPerson[];
  isOwner(id: string): boolean;
  readonly ownerNames: readonly string[];
  readonly ownerKnown: boolean;
}

export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/[.,"'’()]/gu, ' ').replace(/\s+/gu, ' ').trim();
}

/** Reads the lines of every device's file; unreadable lines are passed over. */
export function readAddressBook(files: readonly string[]): AddressBook {
  const people = new Map<string, BookPerson>();
  for (const line of files.flatMap((file) => file.split('\n'))) {
    if (line.trim() === '') continue;
    const person = parsePerson(line);
    if (person === null) continue;
    const known = people.get(person.id);
    // Devices count the same archives each for itself: the larger count is the better one.
    people.set(person.id, known === undefined ? person : mergePerson(known, person));
  }
  const byName = new Map<string, BookPerson[]>();
  for (const person of people.values()) {
    for (const name of new Set(person.names.map(nameKey))) byName.set(name, [...(byName.get(name) ?? []), person]);
  }
  const owners = [...people.values()].filter((person) => person.owner);
  return {
    person: (id) => people.get(id),
    named: (name) => byName.get(nameKey(name)) ?? [],
    isOwner: (id) => people.get(id)?.owner === true,
    ownerNames: [...new Set(owners.flatMap((person) => person.names))],
    ownerKnown: owners.length > 0,
  };
}

function parsePerson(line: string): BookPerson | null {
  try {
    const parsed = personSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function mergePerson(left: BookPerson, right: BookPerson): BookPerson {
  return {
    id: left.id,
    names: [...new Set([...left.names, ...right.names])],
    wrote: Math.max(left.wrote, right.wrote),
    addressed: Math.max(left.addressed, right.addressed),
    writtenByOwner: Math.max(left.writtenByOwner, right.writtenByOwner),
    owner: left.owner || right.owner,
  };
}
