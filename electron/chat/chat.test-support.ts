/** A small vault in a real folder for the chat's tests, with a plain search over its passages. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Passage } from '#shared/model/chat.ts';
import { type VaultPath, vaultPathSchema } from '#shared/model/note-path.ts';
import { contentWords, searchWords } from '../search/words.ts';
import type { ChatFiles } from './chat-files.ts';
import type { Retriever } from './retriever.ts';
import { passagesOf } from './vault-tools.ts';

export interface FixtureNote {
  readonly path: string;
  readonly text: string;
}

export const fixtureNotes: readonly FixtureNote[] = [
  {
    path: 'raw/gmail/2024/03/Launch plan.md',
    text: '# Launch plan\n\nDana wrote: I will own the launch of Atlas. The date is 14 May 2024.\n\nRavi asked for the budget by Friday.\n',
  },
  { path: 'wiki/people/Dana Lee.md', text: '# Dana Lee\n\nDana Lee works at Northwind. She prefers short meetings.\n' },
  { path: 'daily/2024-03-06.md', text: '# 2024-03-06\n\nI promised Dana to send the contract by Monday.\n' },
  { path: 'wiki/projects/Atlas.md', text: '# Atlas\n\nAtlas is the new billing system. Its budget is 40,000 euros.\n' },
];

export function createFixtureRetriever(notes: readonly FixtureNote[] = fixtureNotes): Retriever & { readonly searches: string[] } {
  const searches: string[] = [];
  const all = notes.map((note) => {
    const notePath = vaultPathSchema.parse(note.path);
    return { path: notePath, title: path.basename(note.path, '.md'), text: note.text };
  });
  return {
    searches,
    async search(query, limit) {
      searches.push(query);
      const words = contentWords(searchWords(query));
      const scored = all.flatMap((note) =>
        passagesOf(note).map((passage): Passage => {
          const present = new Set(searchWords(`${note.title} ${passage.text}`));
          return { ...passage, score: words.filter((word) => present.has(word)).length };
        }),
      );
      return scored.filter((passage) => passage.score > 0).sort((a, b) => b.score - a.score).slice(0, limit);
    },
    async readNote(wanted) {
      return all.find((note) => note.path === wanted) ?? null;
    },
    async backlinks() {
      return [];
    },
  };
}

/** Chat files in a folder on disk. */
export function createFixtureFiles(root: string): ChatFiles {
  const full = (file: VaultPath) => path.join(root, file);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  async function read(file: VaultPath) {
    const text = await readFile(full(file), 'utf8').catch(() => null);
    return text === null ? null : { text, version: hash(text) };
  }
  return {
    async list() {
      const names = await readdir(path.join(root, 'chats')).catch(() => []);
      const paths = names.map((name) => vaultPathSchema.parse(`chats/${name}`));
      return Promise.all(paths.map(async (file) => ({ path: file, stamp: (await read(file))?.version ?? '' })));
    },
    read,
    async write(file, text, base) {
      if (((await read(file))?.version ?? null) !== base) return { ok: false, code: 'stale', problem: 'changed meanwhile' };
      await mkdir(path.dirname(full(file)), { recursive: true });
      await writeFile(full(file), text);
      return { ok: true };
    },
  };
}
