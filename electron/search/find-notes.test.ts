import { afterAll, beforeAll, expect, it } from 'vitest';
import { findNotes } from './find-notes.ts';
import { searchVault } from './full-text.ts';
import { makeTestIndex, type TestIndex } from './search.test-support.ts';
import { createTextSearch, type TextSearch } from './text-search.ts';

let index: TestIndex;
let textSearch: TextSearch;

beforeAll(() => {
  index = makeTestIndex();
  index.add('a/Boat.md', '---\nstatus: draft\n---\n\nThe boat waits at dawn.\n\n- [ ] paint the boat\n');
  index.add('a/Oven.md', 'The oven, and a boat in the same line.\n');
  index.add('b/Bread.md', 'Rye bread at dawn. #bakery\n');
  index.add('raw/mail/Boat offer.md', 'We sell a boat.\n');
  textSearch = createTextSearch({
    databaseFile: index.file,
    limitMs: 20_000,
    onCrash: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await textSearch.close();
  index.remove();
});

it.each(['boat', 'boat dawn', 'bo', 'boad', '"rye bread"', 'boat -dawn', 'path:a', '[status:draft]', 'oven OR rye', 'line:(oven boat)', '/b[or]/', 'match-case:The', '#bakery', 'task-todo:paint', 'nowhere', '(boat'])(
  'finds the notes that the search shows: %s',
  async (text) => {
    for (const sources of [true, false]) {
      const shown = await searchVault({ db: index.db, textSearch }, { text, limit: 500, sources, sort: 'relevance' });
      const found = await findNotes({ db: index.db, textSearch }, { text, sources });
      expect(found).toEqual({ paths: shown.hits.map(({ path }) => path).sort(), incomplete: false });
    }
  },
);

it('finds all notes where nothing is asked for', async () => {
  for (const text of ['', '   ', '()']) expect((await findNotes({ db: index.db, textSearch }, { text, sources: false })).paths).toEqual(['a/Boat.md', 'a/Oven.md', 'b/Bread.md']);
});

it('leaves the note out in which the search stands, whatever it is made of', async () => {
  for (const text of ['boat', 'path:a', 'line:boat', 'boat OR rye']) {
    for (const sort of ['relevance', 'name'] as const) {
      const all = await searchVault({ db: index.db, textSearch }, { text, limit: 500, sources: true, sort });
      const others = await searchVault({ db: index.db, textSearch }, { text, limit: 500, sources: true, sort, except: 'a/Boat.md' });
      expect(others.hits.map(({ path }) => path)).toEqual(all.hits.map(({ path }) => path).filter((path) => path !== 'a/Boat.md'));
      expect(others.total).toBe(all.total - 1);
    }
  }
});
