import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { QueryResult } from '#shared/model/query.ts';
import { makeTestIndex, type TestIndex } from '../search/search.test-support.ts';
import { createPace } from './pace.ts';
import { runQuery } from './run-query.ts';

let index: TestIndex;
const now = new Date(2026, 10, 23, 12);
const home = vaultPathSchema.parse('Home.md');

beforeEach(() => {
  index = makeTestIndex();
  const time = (day: number): { createdMs: number; modifiedMs: number } => ({ createdMs: new Date(2026, 0, day, 9, 30).getTime(), modifiedMs: new Date(2026, 1, day).getTime() });
  index.add('projects/Launch.md', '---\nstatus: active\ndue: 2026-11-30\nrating: 10\nlead: "[[Dana]]"\ntags: [project/big]\n---\nText #urgent [effort:: 3]\n\n- [ ] call [due:: 2026-11-20] #phone\n- [x] done one [weight:: 2]\n', time(1));
  index.add('projects/Oven.md', '---\nstatus: Done\ndue: 2026-11-01\nrating: 9\ntags: [project]\n---\nbudget:: 200\n\n- [/] half\n', time(2));
  index.add('projects/deep/Idea.md', '---\ntags: [project]\npeople:\n  - "[[Dana]]"\n  - Marek\n---\n', time(3));
  index.add('Home.md', '- [ ] water plants\n', time(4));
  index.add('raw/Mail.md', '---\nstatus: active\n---\n', time(5));
});
afterEach(() => index.remove());

const run = (text: string): Promise<QueryResult> =>
  runQuery({ db: () => index.db, pace: createPace({ limitMs: 10_000 }), nowMs: now.getTime(), sources: false }, text, home);
const titles = async (text: string): Promise<readonly string[]> => {
  const result = await run(text);
  return result.kind === 'notes' ? result.rows.map(({ title }) => title) : result.kind === 'tasks' ? result.tasks.map((task) => task.text.split(' [')[0] ?? '') : [result.problem.code];
};

describe('a query', () => {
  it('makes a table of properties and fields, sorted and counted', async () => {
    expect(await run('table status, due, rating as "Stars", effort, file.tags, people from "projects" sort rating desc limit 2')).toEqual({
      kind: 'notes',
      shape: 'table',
      columns: ['status', 'due', 'Stars', 'effort', 'file.tags', 'people'],
      rows: [
        { path: 'projects/Launch.md', title: 'Launch', cells: [['active'], ['2026-11-30'], ['10'], ['3'], ['#project/big', '#urgent', '#phone'], []] },
        { path: 'projects/Oven.md', title: 'Oven', cells: [['Done'], ['2026-11-01'], ['9'], [], ['#project'], []] },
      ],
      total: 3,
      incomplete: false,
    });
  });

  it('takes notes by tag, folder, note, link and search, and leaves sources out unless they are named', async () => {
    expect(await titles('list')).toEqual(['Home', 'Idea', 'Launch', 'Oven']);
    expect(await titles('list from #project')).toEqual(['Idea', 'Launch', 'Oven']);
    expect(await titles('list from "projects/" and not "projects/deep"')).toEqual(['Launch', 'Oven']);
    expect(await titles('list from "Home" or "projects/Oven.md"')).toEqual(['Home', 'Oven']);
    expect(await titles('list from this')).toEqual(['Home']);
    expect(await titles('list from [[Dana]]')).toEqual(['Idea', 'Launch']);
    expect(await titles('list from search "text -water"')).toEqual(['Launch']);
    expect(await titles('list from "raw"')).toEqual(['Mail']);
  });

  it('judges values: text, days from today, numbers, links, lists, what is empty', async () => {
    expect(await titles('list where status = done')).toEqual(['Oven']);
    expect(await titles('list from #project where status != done')).toEqual(['Idea', 'Launch']);
    expect(await titles('list where due < today')).toEqual(['Oven']);
    expect(await titles('list where due > today and due <= today + 1w')).toEqual(['Launch']);
    expect(await titles('list where rating > 9 or budget = 200')).toEqual(['Launch', 'Oven']);
    expect(await titles('list where lead = [[Dana]] or people contains marek')).toEqual(['Idea', 'Launch']);
    expect(await titles('list from #project where status is empty')).toEqual(['Idea']);
    expect(await titles('list where file.tags contains #project and not (status)')).toEqual(['Idea']);
    expect(await titles('list where file.created = 2026-01-02 or file.folder = projects/deep')).toEqual(['Idea', 'Oven']);
    expect(await titles('list where file.modified >= 2026-02-04')).toEqual(['Home']);
  });

  it('lists tasks with their own fields before those of their notes', async () => {
    expect(await titles('tasks')).toEqual(['water plants', 'call', 'done one', 'half']);
    expect(await titles('tasks where not done')).toEqual(['water plants', 'call', 'half']);
    expect(await titles('tasks where open and due < today')).toEqual(['call']);
    expect(await titles('tasks where tags contains #phone or mark = "/"')).toEqual(['call', 'half']);
    expect(await titles('tasks where weight = 2 or budget = 200')).toEqual(['done one', 'half']);
    expect(await titles('tasks from #project where text contains "DONE ONE" and status = active')).toEqual(['done one']);
    expect(await titles('tasks sort file.created desc, line desc')).toEqual(['water plants', 'half', 'done one', 'call']);
    expect(await run('tasks from this')).toMatchObject({ kind: 'tasks', today: '2026-11-23', tasks: [{ path: 'Home.md', line: 1, mark: ' ' }] });
  });

  it('counts how many notes link to one', async () => {
    // The test index resolves no links: nothing is linked to, and a count is a number all the same.
    expect(await run('table file.backlinks, file.links from "projects/Launch" where file.backlinks < 1')).toMatchObject({ rows: [{ cells: [['0'], ['[[Dana]]']] }] });
  });

  it('that cannot be read is told with its place, and one that takes too long with what it found', async () => {
    expect(await run('table from')).toEqual({ kind: 'problem', problem: { code: 'no-source', start: 10, end: 10, about: '' } });
    let ms = 0;
    const pace = createPace({ limitMs: 5, now: () => (ms += 10) });
    expect(await runQuery({ db: () => index.db, pace, nowMs: now.getTime(), sources: false }, 'list', home)).toMatchObject({ incomplete: true, total: 0 });
  });

  it('cannot be made to do anything by what stands in it', async () => {
    expect(await titles('list where status = "x\'; DROP TABLE files; --"')).toEqual([]);
    expect(await titles('list from "\'); DELETE FROM files; --"')).toEqual([]);
    expect(await titles('list')).toHaveLength(4);
  });
});
