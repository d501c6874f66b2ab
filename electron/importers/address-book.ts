/** The address book that imports fill: `.verso/people/<device>.jsonl`, one person a line, sorted by id. */
import { type RunContext, stopOn } from './importer.ts';
import type { Person } from './import-state.ts';
import { isoSeconds } from './note-file.ts';

/** Writes the book where it differs from what is there. Throws `ImportStop`. */
export async function writeAddressBook(context: RunContext): Promise<void> {
  const path = `.verso/people/${context.deviceId}.jsonl`;
  let text = '';
  for (const person of context.state.people()) text += `${JSON.stringify(toRecord(person))}\n`;
  const before = await context.sink.readNote(path);
  if ((before ?? '') === text) return;
  stopOn(await context.sink.writeNote(path, text));
}

function toRecord(person: Person): Record<string, unknown> {
  const slack = /^slack:(.+)$/.exec(person.id)?.[1];
  const email = /^mail:(.+)$/.exec(person.id)?.[1];
  return {
    id: person.id,
    names: person.names,
    addresses: email === undefined ? [] : [email],
    slackIds: slack === undefined ? [] : [slack],
    wrote: person.wrote,
    addressed: person.addressed,
    writtenByOwner: person.writtenByOwner,
    owner: person.owner,
    first: person.firstMs === null ? null : isoSeconds(person.firstMs),
    last: person.lastMs === null ? null : isoSeconds(person.lastMs),
  };
}
