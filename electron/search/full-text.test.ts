import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchHit, SearchOrder } from '#shared/model/search.ts';
import { searchVault, type SearchAnswer } from './full-text.ts';
import { makeTestIndex, type TestIndex } from './search.test-support.ts';
import { createTextSearch, type TextSearch } from './text-search.ts';

let index: TestIndex;
let textSearch: TextSearch;

const day = (text: string): number => new Date(`${text}T12:00:00`).getTime();

beforeAll(() => {
  index = makeTestIndex();
  index.add(
    'projects/Launch.md',
    '---\nstatus: draft\nrating: 4\ndue: 2026-12-01\npeople: [Dana, Marek]\n---\n\n# Launch\n\nThe rocket leaves the harbour at dawn.\nThe boat waits.\n\n## Crew\n\nDana steers the boat.\n\n- [ ] book the harbour\n- [x] paint the Rocket\n- [/] find a captain\n\n#work/launch\n',
    { modifiedMs: day('2026-11-20'), createdMs: day('2026-01-02') },
  );
  index.add(
    'projects/Bakery.md',
    '---\nstatus: published\nrating: "3"\ndue: 2026-11-15T09:30\nempty:\n---\n\nThe oven needs a Thermostat.\n\nRye bread at dawn. Call 555-0199.\n\n- [ ] call the boat yard\n\n#work\n',
    { modifiedMs: day('2026-11-22'), createdMs: day('2025-06-01') },
  );
  index.add('daily/2026-11-20.md', 'dana came by; the rocket was late.\n\n二十日の会議\n', { modifiedMs: day('2026-11-21'), createdMs: day('2026-11-20') });
  index.add('raw/mail/Old rocket.md', 'A rocket in the mail.\n', { modifiedMs: day('2020-01-01'), createdMs: day('2020-01-01') });
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

const ask = (text: string, sort: SearchOrder = 'relevance', sources = false): Promise<SearchAnswer> => searchVault({ db: index.db, textSearch }, { text, limit: 50, sources, sort });
const names = (hits: readonly SearchHit[]): string[] => hits.map(({ title }) => title).sort();
const found = async (text: string): Promise<string[]> => names((await ask(text)).hits);
const marked = ({ passages }: SearchHit): string[] => passages.flatMap(({ text, ranges }) => ranges.map(([start, end]) => text.slice(start, end)));

describe('searching with operators', () => {
  it.each<readonly [string, readonly string[]]>([
    ['rocket', ['2026-11-20', 'Launch']],
    ['"rocket leaves"', ['Launch']],
    ['rocket -harbour', ['2026-11-20']],
    ['dawn -"rye bread"', ['Launch']],
    ['oven OR harbour', ['Bakery', 'Launch']],
    ['dawn (oven OR late)', ['Bakery']],
    ['-(rocket OR oven)', []],
    ['boat -(oven OR late)', ['Launch']],
    ['path:projects', ['Bakery', 'Launch']],
    ['path:(projects -bakery)', ['Launch']],
    ['file:2026', ['2026-11-20']],
    ['path:/^daily/', ['2026-11-20']],
    ['-path:projects rocket', ['2026-11-20']],
    ['tag:work', ['Bakery', 'Launch']],
    ['#work/launch', ['Launch']],
    ['-tag:#work/launch dawn', ['Bakery']],
    ['line:(rocket boat)', []],
    ['line:(rocket dawn)', ['Launch']],
    ['line:(rocket -dawn)', ['2026-11-20', 'Launch']],
    ['block:(rocket waits)', ['Launch']],
    ['block:(rocket steers)', []],
    ['section:(dana captain)', ['Launch']],
    ['section:(dana dawn)', []],
    ['task:boat', ['Bakery']],
    ['task:""', ['Bakery', 'Launch']],
    ['task-todo:harbour', ['Launch']],
    ['task-done:harbour', []],
    ['task-done:rocket', ['Launch']],
    ['task:captain', ['Launch']],
    ['task-todo:captain', []],
    ['-task-todo:""', ['2026-11-20']],
    ['[status]', ['Bakery', 'Launch']],
    ['[status:draft]', ['Launch']],
    ['[status:draft OR published]', ['Bakery', 'Launch']],
    ['[status:=publish]', []],
    ['-[status:draft] [rating]', ['Bakery']],
    ['[people:marek]', ['Launch']],
    ['[rating:4]', ['Launch']],
    ['[rating:>=3]', ['Bakery', 'Launch']],
    ['[rating:<4]', ['Bakery']],
    ['[due:<2026-12-01]', ['Bakery']],
    ['[due:<=2026-11-15]', ['Bakery']],
    ['[due:=2026-11]', ['Bakery']],
    ['[due:>2026-11]', ['Launch']],
    ['modified:2026-11-20', ['Launch']],
    ['modified:>=2026-11-21', ['2026-11-20', 'Bakery']],
    ['created:2026', ['2026-11-20', 'Launch']],
    ['created:<2026', ['Bakery']],
    ['/\\d{3}-\\d{4}/', ['Bakery']],
    ['/^the boat/', ['Launch']],
    ['-/rocket/', ['Bakery']],
    ['rocket /harb(o|ou)r/', ['Launch']],
    ['match-case:Rocket', ['Launch']],
    ['match-case:dana', ['2026-11-20']],
    ['match-case:(Dana -Rocket)', []],
    ['match-case:/THERMO/', []],
    ['line:match-case:/Thermo/', ['Bakery']],
    ['ignore-case:THERMOSTAT', ['Bakery']],
    ['会議', ['2026-11-20']],
    ['line:会議', ['2026-11-20']],
    ['line:"rocket leaves"', ['Launch']],
    ['line:(leaving rockets)', ['Launch']],
  ])('%s', async (text, expected) => {
    expect(await found(text)).toEqual([...expected]);
  });

  it('marks what matched, in the passage where it did', async () => {
    const [boat] = (await ask('line:(boat waits)')).hits;
    expect(boat === undefined ? [] : marked(boat)).toEqual(['boat', 'waits']);
    const [call] = (await ask('/5+-\\d+/')).hits;
    expect(call === undefined ? [] : marked(call)).toEqual(['555-0199']);
    const [task] = (await ask('task-done:rocket')).hits;
    expect(task === undefined ? [] : marked(task)).toEqual(['Rocket']);
    const [crew] = (await ask('steers OR nothing')).hits;
    expect(crew?.passages[0]?.headingPath.at(-1)).toBe('Crew');
    expect(crew === undefined ? [] : marked(crew)).toEqual(['steers']);
  });

  it('orders by time and by name where that is asked for', async () => {
    const titles = async (text: string, sort: SearchOrder): Promise<string[]> => (await ask(text, sort)).hits.map(({ title }) => title);
    expect(await titles('dawn OR rocket', 'modified')).toEqual(['Bakery', '2026-11-20', 'Launch']);
    expect(await titles('dawn OR rocket', 'created')).toEqual(['2026-11-20', 'Launch', 'Bakery']);
    expect(await titles('dawn OR rocket', 'name')).toEqual(['2026-11-20', 'Bakery', 'Launch']);
    expect(await titles('rocket', 'name')).toEqual(['2026-11-20', 'Launch']);
    expect(await titles('/./', 'name')).toEqual(['2026-11-20', 'Bakery', 'Launch']);
  });

  it('looks into imported sources only where they are wanted', async () => {
    expect(names((await ask('line:rocket', 'relevance', true)).hits)).toContain('Old rocket');
    expect(await found('line:rocket')).not.toContain('Old rocket');
  });

  it('carries out what it understands, and says what it does not', async () => {
    const answer = await ask('rocket (harbour');
    expect(answer.hits[0]?.title).toBe('Launch');
    expect(answer.problems.map(({ code, start }) => [code, start])).toEqual([['unclosed-group', 7]]);
    expect((await ask('harbour')).problems).toEqual([]);
  });

  it('takes the word that is being typed as a beginning, also between operators', async () => {
    expect(await found('line:(rocket leav')).toEqual(['Launch']);
    expect(await found('oven OR harbo')).toEqual(['Bakery', 'Launch']);
  });

  it('answers whatever is typed', async () => {
    const pieces = fc.constantFrom('(', ')', '"', '/', '[status', ']', ':', '-', ' OR ', ' ', 'rocket', 'line:', 'path:', 'task:', '<2', '#', 'tag:', 'match-case:', '字', '""', "'", '%', '*', 'created:2026', 'NEAR', 'section:');
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))), async (text) => {
        const answer = await ask(text);
        expect(answer.hits.length).toBe(answer.total);
      }),
      { numRuns: 60 },
    );
  });

  it('excludes what it would find without the minus, and nothing else', async () => {
    const all = ['2026-11-20', 'Bakery', 'Launch'];
    for (const text of ['rocket', 'line:boat', '/dawn/', 'task:""', '[status]', 'match-case:Dana', '(rocket OR oven)', 'path:daily', 'section:(dana captain)']) {
      const [plain, without] = [await found(`path:/./ ${text}`), await found(`path:/./ -${text}`)];
      expect([text, [...plain, ...without].sort()]).toEqual([text, all]);
    }
  });
});

describe('an expression that never comes back', () => {
  it('is ended with its thread, and what was found stays; the next search works', async () => {
    const own = makeTestIndex();
    own.add('Trap.md', `${'a'.repeat(60)}!\n`, { modifiedMs: 1 });
    own.add('Newer.md', 'Say aab here.\n', { modifiedMs: 2 });
    const search = createTextSearch({ databaseFile: own.file, limitMs: 1500, onCrash: () => undefined });
    try {
      const answer = await searchVault({ db: own.db, textSearch: search }, { text: '/(a+)+b/', limit: 10, sources: true, sort: 'relevance' });
      expect(answer.incomplete).toBe(true);
      const again = async (): Promise<readonly string[]> => names((await searchVault({ db: own.db, textSearch: search }, { text: '/a{3,}!/', limit: 10, sources: true, sort: 'relevance' })).hits);
      await expect.poll(again, { timeout: 20_000 }).toEqual(['Trap']);
    } finally {
      await search.close();
      own.remove();
    }
  });
});
