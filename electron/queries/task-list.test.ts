import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestIndex, type TestIndex } from '../search/search.test-support.ts';
import { createPace } from './pace.ts';
import { listTasks, type TaskAnswer, type TaskRequest } from './task-list.ts';

let index: TestIndex;
const nowMs = new Date(2026, 10, 23, 12).getTime();

beforeEach(() => {
  index = makeTestIndex();
  index.add('work/Plan.md', '---\ntags: [work]\nstatus: active\n---\n- [ ] Call Dana 📅 2026-11-20\n- [x] send the deck\n- [/] book the room #later [due:: 2026-11-25]\n');
  index.add('Home.md', '- [ ] paint the wäll #home/kitchen 📅 2026-11-23\n- [ ] água\n');
  index.add('raw/Mail.md', '- [ ] from a mail\n');
});
afterEach(() => index.remove());

const ask = (request: Partial<TaskRequest>): Promise<TaskAnswer> =>
  listTasks(
    { db: () => index.db, pace: createPace({ limitMs: 10_000 }) },
    { text: '', state: 'any', mark: null, days: 'any', order: 'note', limit: 100, sources: false, nowMs, ...request },
  );
const texts = async (request: Partial<TaskRequest>): Promise<readonly string[]> => (await ask(request)).tasks.map(({ text }) => text.split(/[ #[📅]/u)[0] ?? '');

describe('the tasks of a vault', () => {
  it('are listed by note and line, sources only where wanted', async () => {
    expect(await texts({})).toEqual(['paint', 'água', 'Call', 'send', 'book']);
    expect((await ask({ sources: true })).total).toBe(6);
    expect((await ask({})).tasks[2]).toEqual({ path: 'work/Plan.md', title: 'Plan', line: 5, mark: ' ', text: 'Call Dana 📅 2026-11-20', due: '2026-11-20' });
  });

  it('are narrowed by state, by any mark, and the marks in use are told', async () => {
    expect(await texts({ state: 'open' })).toEqual(['paint', 'água', 'Call']);
    expect(await texts({ state: 'done' })).toEqual(['send']);
    expect(await texts({ state: 'other' })).toEqual(['book']);
    expect(await texts({ state: 'open', mark: '/' })).toEqual(['book']);
    expect((await ask({})).marks).toEqual(['/']);
  });

  it('are narrowed by their days and ordered by them, the undated last', async () => {
    expect(await texts({ days: 'overdue' })).toEqual(['Call']);
    expect(await texts({ days: 'today' })).toEqual(['paint', 'Call']);
    expect(await texts({ days: 'week' })).toEqual(['paint', 'Call', 'book']);
    expect(await texts({ days: 'undated' })).toEqual(['água', 'send']);
    expect(await texts({ order: 'due' })).toEqual(['Call', 'paint', 'book', 'água', 'send']);
    expect(await texts({ order: 'modified' })).toEqual(['paint', 'água', 'Call', 'send', 'book']);
  });

  it('are searched with the operators of the search box', async () => {
    expect(await texts({ text: 'WALL' })).toEqual(['paint']);
    expect(await texts({ text: 'path:work -deck' })).toEqual(['Call', 'book']);
    // A tag of the note's properties is its tasks', a tag in a line only that task's.
    expect(await texts({ text: '#work' })).toEqual(['Call', 'send', 'book']);
    expect(await texts({ text: '#home' })).toEqual(['paint']);
    expect(await texts({ text: '#later OR agua' })).toEqual(['água', 'book']);
    expect(await texts({ text: '[status:active] task-todo:""' })).toEqual(['Call']);
    expect((await ask({ text: '(dana' })).problems).toMatchObject([{ code: 'unclosed-group' }]);
  });

  it('beyond the limit are counted', async () => {
    expect(await ask({ limit: 2 })).toMatchObject({ total: 5, incomplete: false, tasks: { length: 2 } });
  });

  it('are those found so far where time runs out', async () => {
    let ms = 0;
    const pace = createPace({ limitMs: 5, now: () => (ms += 10) });
    expect(await listTasks({ db: () => index.db, pace }, { text: '', state: 'any', mark: null, days: 'any', order: 'note', limit: 9, sources: true, nowMs })).toMatchObject({ incomplete: true, total: 0 });
  });
});
