import { describe, expect, test } from 'vitest';
import {
  activate,
  activeTab,
  closeOthers,
  closeTab,
  cycle,
  emptyTabList,
  followDelete,
  followMove,
  moveTab,
  openPlace,
  placeOf,
  reopenTab,
  step,
  tabListSchema,
  updateParams,
  type Place,
  type TabList,
} from './tab-list.ts';

const note = (path: string, params: Readonly<Record<string, string | number>> = {}): Place => ({ kind: 'note', params: { path, ...params } });
const open = (...paths: readonly string[]): TabList => paths.reduce((list, path) => openPlace(list, note(path), true), emptyTabList);
const shown = (list: TabList): unknown => {
  const tab = activeTab(list);
  return tab === null ? null : (placeOf(tab).params['path'] ?? placeOf(tab).kind);
};
const all = (list: TabList): readonly unknown[] => list.tabs.map((tab) => placeOf(tab).params['path'] ?? placeOf(tab).kind);

describe('opening', () => {
  test('a note takes the shown tab and leaves a way back', () => {
    const list = openPlace(open('a.md'), note('b.md'));
    expect(all(list)).toEqual(['b.md']);
    expect(shown(step(list, -1))).toBe('a.md');
    expect(shown(step(step(list, -1), 1))).toBe('b.md');
  });

  test('going on after going back forgets the way forward', () => {
    const list = openPlace(step(openPlace(open('a.md'), note('b.md')), -1), note('c.md'));
    expect(shown(step(list, 1))).toBe('c.md');
    expect(shown(step(list, -1))).toBe('a.md');
  });

  test('a note that another tab shows is shown there, with its new line', () => {
    const list = openPlace(open('a.md', 'b.md'), note('a.md', { line: 7 }));
    expect(all(list)).toEqual(['a.md', 'b.md']);
    expect(shown(list)).toBe('a.md');
    const tab = activeTab(list);
    expect(tab === null ? null : placeOf(tab).params['line']).toBe(7);
  });

  test('a new tab stands beside the shown one', () => {
    const list = openPlace(activate(open('a.md', 'b.md'), 't1'), note('c.md'), true);
    expect(all(list)).toEqual(['a.md', 'c.md', 'b.md']);
  });

  test('the first place makes the first tab', () => {
    expect(all(openPlace(emptyTabList, { kind: 'graph', params: {} }))).toEqual(['graph']);
  });

  test('changed parameters are no step in the history', () => {
    const list = updateParams(openPlace(emptyTabList, { kind: 'search', params: { text: 'a' } }), { text: 'ab' });
    const tab = activeTab(list);
    expect(tab?.history).toHaveLength(1);
    expect(tab?.history[0]?.params).toEqual({ text: 'ab' });
  });
});

describe('closing', () => {
  test('shows the neighbour, and the closed tab comes back with its history', () => {
    const list = closeTab(openPlace(activate(open('a.md', 'b.md', 'c.md'), 't2'), note('d.md')), 't2');
    expect(all(list)).toEqual(['a.md', 'c.md']);
    expect(shown(list)).toBe('c.md');
    const back = reopenTab(list);
    expect(shown(back)).toBe('d.md');
    expect(shown(step(back, -1))).toBe('b.md');
    expect(new Set(back.tabs.map((tab) => tab.id)).size).toBe(back.tabs.length);
  });

  test('the last tab leaves nothing shown', () => {
    expect(shown(closeTab(open('a.md'), 't1'))).toBeNull();
  });

  test('others close and one stays', () => {
    const list = closeOthers(open('a.md', 'b.md', 'c.md'), 't2');
    expect(all(list)).toEqual(['b.md']);
    expect(shown(list)).toBe('b.md');
  });
});

test('cycling goes round the ends', () => {
  expect(shown(cycle(open('a.md', 'b.md'), 1))).toBe('a.md');
  expect(shown(cycle(activate(open('a.md', 'b.md'), 't1'), -1))).toBe('b.md');
  expect(shown(cycle(emptyTabList, 1))).toBeNull();
});

test('a tab moves to another position and stays the one shown', () => {
  const list = moveTab(open('a.md', 'b.md', 'c.md'), 't3', 0);
  expect(all(list)).toEqual(['c.md', 'a.md', 'b.md']);
  expect(shown(list)).toBe('c.md');
});

describe('what happens to files', () => {
  test('a moved folder takes its open notes along, in histories and closed tabs too', () => {
    const list = followMove(closeTab(openPlace(open('x/a.md', 'x/b.md', 'xy.md'), note('c.md')), 't1'), 'x', 'z/x');
    expect(all(list)).toEqual(['z/x/b.md', 'c.md']);
    expect(shown(step(list, -1))).toBe('xy.md');
    expect(list.closed.map((tab) => placeOf(tab).params['path'])).toEqual(['z/x/a.md']);
  });

  test('a deleted folder closes the tabs that show its notes, and no other', () => {
    expect(all(followDelete(open('x/a.md', 'xy.md'), 'x'))).toEqual(['xy.md']);
  });
});

test('tabs survive being kept, and nonsense does not', () => {
  const list = openPlace(open('a.md'), note('b.md', { line: 3 }));
  expect(tabListSchema.parse(JSON.parse(JSON.stringify(list)))).toEqual(list);
  expect(tabListSchema.safeParse({ ...list, tabs: [{ id: 't1', history: [], at: 0 }] }).success).toBe(false);
  expect(tabListSchema.safeParse({ ...list, tabs: [{ id: 't1', history: [note('a.md')], at: 4 }] }).success).toBe(false);
});
