/**
 * A program that works on a vault until it is killed: `crash-child <base> <folder> <write|move|index>`.
 * It opens the vault without the rest of the core, which takes seconds to load.
 */
import path from 'node:path';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { settingsSchema } from '#shared/model/settings.ts';
import { openSession } from './core-session.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/logger.ts';

const [base = '', folder = '', work = 'write'] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
// The test that reads has ended: so does this.
process.stdout.on('error', () => process.exit(0));

const opened = await openSession(
  {
    folders: { config: path.join(base, 'config'), cache: path.join(base, 'cache'), data: path.join(base, 'data') },
    clock: systemClock,
    logger: createLogger(systemClock, (line) => void process.stderr.write(line)),
    settings: () => settingsSchema.parse({}),
    localAddress: null,
    isKnown: () => true,
    onStatus: () => undefined,
    onChanges: () => undefined,
    onIndexed: () => undefined, onBookmarks: () => undefined, onSetAside: () => undefined, setAside: () => [],
  },
  folder,
);
if (!opened.ok) throw new Error(opened.message);
const session = opened.value;
await session.indexer.settled();
say('open');

const at = (vaultPath: string) => vaultPathSchema.parse(vaultPath);

if (work === 'write') {
  const note = await session.files.readNote(at('Note.md'));
  if (!note.ok) throw new Error(note.message);
  let version = note.value.version;
  const first = Number(/^end (\d+)$/m.exec(note.value.text)?.[1] ?? 0);
  for (let number = first + 1; ; number += 1) {
    // Lines that show at once whether any part is missing.
    const text = `${`line ${number}\n`.repeat(2000)}end ${number}\n`;
    const written = await session.files.writeNote(at('Note.md'), text, { base: version });
    if (!written.ok) throw new Error(written.message);
    version = written.value.version;
    say(`wrote ${number}`);
  }
} else if (work === 'move') {
  for (;;) {
    for (const [from, to] of [['Target.md', 'moved/Renamed.md'], ['moved/Renamed.md', 'Target.md']] as const) {
      const moved = await session.refactoring.move(at(from), at(to));
      if (moved.ok) say(`moved ${to}`);
    }
  }
} else {
  for (;;) {
    session.reindex();
    await new Promise((resolve) => setTimeout(resolve, 60));
    say('reindexed');
  }
}
