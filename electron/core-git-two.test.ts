import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { startTestCore, temporaryFolder, valueOf, type TestCore } from './core.test-support.ts';
import { filesOf, git, hasGit, isolateGit, makeRemote } from './git/git.test-support.ts';

beforeAll(isolateGit);

const rounds = 6;
/** The sample; more by hand. */
const seeds = Array.from({ length: Number(process.env['VERSO_SEEDS'] ?? 2) }, (_, at) => at + 1);

/** Mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const wordPattern = /w\d+(?:a|b)/gu;

/** One machine: writes words that are nobody else's, and remembers which it took away on purpose. */
interface Machine {
  readonly core: TestCore;
  readonly name: 'a' | 'b';
}

describe.skipIf(!hasGit)('two machines that share a vault through git', () => {
  it.each(seeds)('lose no word that nobody deleted, whatever both write, rename and delete (seed %i)', { timeout: 240_000 }, async (seed) => {
    const random = randomFrom(seed);
    const base = temporaryFolder();
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    const content = Object.fromEntries(['One', 'Two', 'Three', 'Four'].map((name, at) => [`${name}.md`, `# ${name}\n\n${[1, 2, 3, 4, 5].map((part) => `Paragraph w${at}${part}a of ${name}, long enough to be known.\n`).join('\n')}`]));
    const { clones } = makeRemote(base, { ...content, 'photo.png': new Uint8Array([0, 1]) }, ['a', 'b']);
    const machines: readonly Machine[] = await Promise.all(
      clones.map(async (folder, at) => ({ name: at === 0 ? ('a' as const) : ('b' as const), core: await startTestCore(path.join(base, `home-${at}`), folder) })),
    );
    for (const { core } of machines) valueOf(await core.client.call('git.trust', { trusted: true }));

    let next = 1000;
    const written = new Set(Object.values(content).flatMap((text) => text.match(wordPattern) ?? []));
    const deleted = new Set<string>();
    const newWord = ({ name }: Machine): string => {
      next += 1;
      const word = `w${next}${name}`;
      written.add(word);
      return word;
    };
    const notesOf = ({ core }: Machine): string[] => readdirSync(core.folder).filter((name) => name.endsWith('.md')).toSorted();

    /** As another program would, between two syncs. */
    function edit(machine: Machine): void {
      const { core } = machine;
      const notes = notesOf(machine);
      const name = notes[random(notes.length)];
      if (name === undefined) return;
      const place = path.join(core.folder, name);
      const text = readFileSync(place, 'utf8');
      const blocks = text.split('\n\n');
      const at = random(blocks.length);
      switch (random(8)) {
        case 0: // A new paragraph.
        case 1:
          blocks.splice(at + 1, 0, `New ${newWord(machine)} here.`);
          return writeFileSync(place, blocks.join('\n\n'));
        case 2: // More in a paragraph that the other may be writing in too.
        case 3:
        case 4:
          blocks[at] = `${(blocks[at] ?? '').trimEnd()} ${newWord(machine)}`;
          return writeFileSync(place, `${blocks.join('\n\n').trimEnd()}\n`);
        case 5: { // A paragraph goes, on purpose.
          const [gone = ''] = blocks.splice(at, 1);
          for (const word of gone.match(wordPattern) ?? []) deleted.add(word);
          return writeFileSync(place, blocks.join('\n\n'));
        }
        case 6: {
          const target = path.join(core.folder, `Name ${random(6)}.md`);
          if (!existsSync(target)) renameSync(place, target);
          return;
        }
        default:
          if (notes.length < 3 || random(2) === 0) return writeFileSync(path.join(core.folder, `Made ${next} ${machine.name}.md`), `${text}\nMade ${newWord(machine)}\n`);
          for (const word of text.match(wordPattern) ?? []) deleted.add(word);
          return rmSync(place);
      }
    }

    /** As the app would, while a sync is at work. */
    async function append(machine: Machine): Promise<void> {
      const { client } = machine.core;
      const [name] = notesOf(machine);
      if (name === undefined) return;
      const at = vaultPathSchema.parse(name);
      const word = newWord(machine);
      for (;;) {
        const read = await client.call('note.read', { path: at });
        if (!read.ok) {
          // Renamed or deleted by what came: the word was never written.
          written.delete(word);
          return;
        }
        const wrote = await client.call('note.write', { path: at, text: `${read.value.text.trimEnd()}\n\nTyped ${word}.\n`, baseVersion: read.value.version });
        if (wrote.ok) return;
      }
    }

    async function sync({ core }: Machine): Promise<void> {
      const { failure } = valueOf(await core.client.call('git.sync', {}));
      expect(failure).toBeNull();
    }

    for (let round = 0; round < rounds; round += 1) {
      for (const machine of machines) for (let count = random(4); count > 0; count -= 1) edit(machine);
      if (random(3) === 0) machines.forEach(({ core }) => writeFileSync(path.join(core.folder, 'photo.png'), new Uint8Array([0, random(250), 7])));
      const meet = (machine: Machine) => Promise.all([sync(machine), append(machine)]);
      // Where both are at it at once, one of them is refused by the remote and has to look again.
      if (random(2) === 0) await Promise.all(machines.map(meet));
      else for (const machine of machines) await meet(machine);
    }
    const [a, b] = machines;
    if (a === undefined || b === undefined) throw new Error('Two machines were made.');
    for (const machine of [a, b, a, b]) await sync(machine);

    const files = filesOf(a.core.folder);
    expect(filesOf(b.core.folder)).toEqual(files);
    const all = Object.values(files).join('\n');
    const there = new Set(all.match(wordPattern));
    expect([...written].filter((word) => !there.has(word) && !deleted.has(word))).toEqual([]);
    expect(all).not.toMatch(/^(?:<{7}|={7}|>{7})/mu);
    for (const { core } of machines) {
      expect(git(core.folder, 'status', '--porcelain')).toBe('');
      expect(git(core.folder, 'fsck', '--no-dangling', '--no-progress')).toBe('');
    }
  });
});
