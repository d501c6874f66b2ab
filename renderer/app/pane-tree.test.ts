import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paneGeometry, upperRightPane } from './pane-geometry.ts';
import { paneTreeSchema } from './pane-storage.ts';
import {
  activatePane,
  activateTab,
  activePane,
  changeActivePane,
  changePaneOfTab,
  closePane,
  cyclePane,
  emptyPaneTree,
  followDelete,
  followMove,
  moveShownToNextPane,
  moveTabTo,
  moveTabToEdge,
  openInTree,
  panesOf,
  reopenInTree,
  resizeSplit,
  shownTab,
  splitActive,
  tabsOf,
  type Edge,
  type PaneNode,
  type PaneTree,
} from './pane-tree.ts';
import { closeOthers, closeTab, pinTab, placeOf, type Place } from './tab-list.ts';

const note = (path: string): Place => ({ kind: 'note', params: { path } });
const open = (...paths: readonly string[]): PaneTree => paths.reduce((tree, path) => openInTree(tree, note(path), true), emptyPaneTree);
const name = (place: Place): string => String(place.params['path'] ?? place.kind);
/** Each pane's tabs; the shown one in brackets, the active pane starred. */
const draw = (tree: PaneTree): readonly string[] =>
  panesOf(tree).map(
    (pane) =>
      (pane.id === tree.activePaneId ? '*' : '') +
      pane.tabs.map((tab) => (tab.id === pane.activeId ? `[${name(placeOf(tab))}]` : name(placeOf(tab)))).join(' '),
  );
const idOf = (tree: PaneTree, path: string): string => tabsOf(tree).find((tab) => name(placeOf(tab)) === path)?.id ?? 'none';
const paneId = (tree: PaneTree, index: number): string => panesOf(tree)[index]?.id ?? 'none';

describe('splitting', () => {
  test('shows the note a second time in a new pane beside it, which is active', () => {
    const tree = splitActive(open('a.md', 'b.md'), 'right');
    expect(draw(tree)).toEqual(['a.md [b.md]', '*[b.md]']);
    expect(draw(splitActive(open('a.md'), 'left'))).toEqual(['*[a.md]', '[a.md]']);
  });

  test('a view is not doubled: the new pane is empty, and closes when it is told to', () => {
    const tree = splitActive(openInTree(emptyPaneTree, { kind: 'graph', params: {} }), 'bottom');
    expect(draw(tree)).toEqual(['[graph]', '*']);
    expect(draw(closePane(tree, paneId(tree, 1)))).toEqual(['*[graph]']);
  });

  test('in the same direction shares the room of the pane that was split', () => {
    const { root } = splitActive(splitActive(open('a.md'), 'right'), 'right');
    expect(root.kind === 'split' ? [root.direction, root.sizes] : null).toEqual(['row', [0.5, 0.25, 0.25]]);
  });

  test('in the other direction nests', () => {
    const tree = splitActive(splitActive(open('a.md'), 'right'), 'bottom');
    const { panes, dividers } = paneGeometry(tree.root);
    expect([...panes.values()]).toEqual([
      { x: 0, y: 0, width: 0.5, height: 1 },
      { x: 0.5, y: 0, width: 0.5, height: 0.5 },
      { x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
    ]);
    expect(dividers.map(({ direction, line }) => [direction, line.x, line.y])).toEqual([
      ['row', 0.5, 0],
      ['column', 0.5, 0.5],
    ]);
    expect(upperRightPane(paneGeometry(tree.root))).toBe(paneId(tree, 1));
  });
});

describe('opening', () => {
  test('a note opens in the active pane, also where another pane shows it', () => {
    const tree = openInTree(splitActive(open('a.md'), 'right'), note('b.md'));
    expect(draw(tree)).toEqual(['[a.md]', '*[b.md]']);
    expect(draw(openInTree(tree, note('a.md')))).toEqual(['[a.md]', '*[a.md]']);
  });

  test('a view that another pane has is shown there', () => {
    const tree = splitActive(openInTree(open('a.md'), { kind: 'settings', params: {} }, true), 'right');
    expect(draw(openInTree(tree, { kind: 'settings', params: { page: 'x' } }, true))).toEqual(['*a.md [settings]', '']);
  });

  test('a link in a pinned tab opens beside it', () => {
    const tree = changeActivePane(open('a.md'), (list) => pinTab(list, idOf(open('a.md'), 'a.md'), true));
    expect(draw(openInTree(tree, note('b.md')))).toEqual(['*a.md [b.md]']);
  });
});

describe('pinned tabs', () => {
  const pinned = (tree: PaneTree, path: string): PaneTree => changePaneOfTab(tree, idOf(tree, path), (list) => pinTab(list, idOf(tree, path), true));

  test('stand first, and no other tab comes before them', () => {
    const tree = pinned(pinned(open('a.md', 'b.md', 'c.md'), 'c.md'), 'b.md');
    expect(draw(tree)).toEqual(['*[c.md] b.md a.md']);
    expect(draw(moveTabTo(tree, idOf(tree, 'a.md'), paneId(tree, 0), 0))).toEqual(['*c.md b.md [a.md]']);
    expect(draw(moveTabTo(tree, idOf(tree, 'c.md'), paneId(tree, 0), 3))).toEqual(['*b.md [c.md] a.md']);
  });

  test('stay when the others are closed, and are free again when they are let go', () => {
    const tree = pinned(open('a.md', 'b.md', 'c.md'), 'a.md');
    const rest = changeActivePane(tree, (list) => closeOthers(list, idOf(tree, 'c.md')));
    expect(draw(rest)).toEqual(['*a.md [c.md]']);
    const free = changeActivePane(rest, (list) => pinTab(list, idOf(rest, 'a.md'), false));
    expect(draw(changeActivePane(free, (list) => closeOthers(list, idOf(tree, 'c.md'))))).toEqual(['*[c.md]']);
  });
});

describe('moving a tab', () => {
  test('within a pane lands where the mark stood', () => {
    const tree = open('a.md', 'b.md', 'c.md');
    expect(draw(moveTabTo(tree, idOf(tree, 'a.md'), paneId(tree, 0), 2))).toEqual(['*b.md [a.md] c.md']);
    expect(draw(moveTabTo(tree, idOf(tree, 'c.md'), paneId(tree, 0), 0))).toEqual(['*[c.md] a.md b.md']);
  });

  test('to another pane takes its history along; the pane it leaves empty goes', () => {
    const tree = openInTree(splitActive(open('a.md'), 'right'), note('b.md'));
    const moved = moveTabTo(tree, idOf(tree, 'b.md'), paneId(tree, 0), 0);
    expect(draw(moved)).toEqual(['*[b.md] a.md']);
    expect(shownTab(moved)?.history.map(name)).toEqual(['a.md', 'b.md']);
  });

  test('to an edge makes a pane there; the only tab of that pane stays', () => {
    const tree = open('a.md', 'b.md');
    expect(draw(moveTabToEdge(tree, idOf(tree, 'a.md'), paneId(tree, 0), 'top'))).toEqual(['*[a.md]', '[b.md]']);
    const single = open('a.md');
    expect(moveTabToEdge(single, idOf(single, 'a.md'), paneId(single, 0), 'top')).toBe(single);
  });

  test('by command goes to the next pane, or to a new one where there is one', () => {
    const two = moveShownToNextPane(open('a.md', 'b.md'));
    expect(draw(two)).toEqual(['[a.md]', '*[b.md]']);
    expect(draw(moveShownToNextPane(two))).toEqual(['*a.md [b.md]']);
  });
});

describe('closing', () => {
  test('the last tab of a pane takes the pane along, and the neighbour is active with all the room', () => {
    const tree = splitActive(open('a.md'), 'right');
    const rest = changeActivePane(tree, (list) => closeTab(list, list.activeId ?? ''));
    expect(draw(rest)).toEqual(['*[a.md]']);
    expect(rest.root.kind).toBe('pane');
    expect(draw(reopenInTree(rest))).toEqual(['*a.md [a.md]']);
  });

  test('a pane keeps each of its tabs for opening again', () => {
    const tree = openInTree(openInTree(splitActive(open('a.md'), 'right'), note('b.md'), true), note('c.md'), true);
    const rest = closePane(tree, tree.activePaneId);
    expect(draw(rest)).toEqual(['*[a.md]']);
    expect(rest.closed).toHaveLength(3);
  });

  test('the only pane stays, empty', () => {
    const tree = open('a.md');
    expect(draw(closePane(tree, paneId(tree, 0)))).toEqual(['*']);
  });
});

test('going to the next pane goes round the end', () => {
  const tree = splitActive(open('a.md'), 'right');
  expect(cyclePane(tree, 1).activePaneId).toBe(paneId(tree, 0));
  expect(cyclePane(cyclePane(tree, 1), -1).activePaneId).toBe(paneId(tree, 1));
});

test('an edge gives room from one side to the other, and leaves both something', () => {
  const tree = splitActive(open('a.md'), 'right');
  const sizes = (share: number): readonly number[] => {
    const { root } = resizeSplit(tree, tree.root.id, 0, share);
    return root.kind === 'split' ? root.sizes : [];
  };
  expect(sizes(0.7).map((size) => size.toFixed(2))).toEqual(['0.70', '0.30']);
  expect(sizes(2).map((size) => size.toFixed(2))).toEqual(['0.90', '0.10']);
});

test('a moved folder is followed in every pane and among the closed tabs; a deleted one closes its tabs', () => {
  const tree = openInTree(splitActive(open('x/a.md'), 'right'), note('x/b.md'), true);
  const closed = changeActivePane(tree, (list) => closeTab(list, list.activeId ?? ''));
  const moved = followMove(closed, 'x', 'y');
  expect(draw(moved)).toEqual(['[y/a.md]', '*[y/a.md]']);
  expect(moved.closed.map((tab) => name(placeOf(tab)))).toEqual(['y/b.md']);
  expect(draw(followDelete(moved, 'y'))).toEqual(['*']);
});

describe('what is kept between starts', () => {
  test('comes back as it was', () => {
    const tree = splitActive(splitActive(open('a.md', 'b.md'), 'right'), 'bottom');
    expect(paneTreeSchema.parse(JSON.parse(JSON.stringify(tree)))).toEqual(tree);
  });

  test('is read as it was before there were panes', () => {
    const old = { tabs: [{ id: 't1', history: [note('a.md')], at: 0 }], activeId: 't1', closed: [], nextId: 2 };
    expect(draw(paneTreeSchema.parse(old))).toEqual(['*[a.md]']);
  });

  test('nonsense is refused, and an active pane that is not there is replaced', () => {
    const tree = splitActive(open('a.md'), 'right');
    const twice: PaneNode = tree.root.kind === 'split' ? { ...tree.root, children: [panesOf(tree)[0] ?? tree.root, panesOf(tree)[0] ?? tree.root] } : tree.root;
    expect(paneTreeSchema.safeParse({ ...tree, root: twice }).success).toBe(false);
    expect(paneTreeSchema.parse({ ...tree, activePaneId: 'gone' }).activePaneId).toBe(paneId(tree, 0));
  });
});

test('whatever is done, every tab is in one pane, shares make a whole, and what is kept can be read', () => {
  const edge = fc.constantFrom<Edge>('left', 'right', 'top', 'bottom');
  const at = fc.nat(9);
  const pick = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];
  const change = fc.oneof(
    fc.record({ path: fc.constantFrom('a.md', 'b.md', 'c.md'), fresh: fc.boolean() }).map(({ path, fresh }) => (tree: PaneTree) => openInTree(tree, note(path), fresh)),
    edge.map((side) => (tree: PaneTree) => splitActive(tree, side)),
    fc.tuple(at, at, edge).map(([tab, pane, side]) => (tree: PaneTree) => moveTabToEdge(tree, pick(tabsOf(tree), tab)?.id ?? '', pick(panesOf(tree), pane)?.id ?? '', side)),
    fc.tuple(at, at, at).map(([tab, pane, to]) => (tree: PaneTree) => moveTabTo(tree, pick(tabsOf(tree), tab)?.id ?? '', pick(panesOf(tree), pane)?.id ?? '', to)),
    at.map((tab) => (tree: PaneTree) => activateTab(tree, pick(tabsOf(tree), tab)?.id ?? '')),
    at.map((pane) => (tree: PaneTree) => activatePane(tree, pick(panesOf(tree), pane)?.id ?? '')),
    at.map((tab) => (tree: PaneTree) => changePaneOfTab(tree, pick(tabsOf(tree), tab)?.id ?? '', (list) => closeTab(list, pick(tabsOf(tree), tab)?.id ?? ''))),
    at.map((tab) => (tree: PaneTree) => changePaneOfTab(tree, pick(tabsOf(tree), tab)?.id ?? '', (list) => pinTab(list, pick(tabsOf(tree), tab)?.id ?? '', tab % 2 === 0))),
    at.map((pane) => (tree: PaneTree) => closePane(tree, pick(panesOf(tree), pane)?.id ?? '')),
    fc.constant((tree: PaneTree) => moveShownToNextPane(tree)),
    fc.constant((tree: PaneTree) => reopenInTree(tree)),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const tree = changes.reduce((before, next) => next(before), emptyPaneTree);
      expect(paneTreeSchema.parse(JSON.parse(JSON.stringify(tree)))).toEqual(JSON.parse(JSON.stringify(tree)));
      expect(activePane(tree).id).toBe(tree.activePaneId);
      const area = [...paneGeometry(tree.root).panes.values()].reduce((sum, rect) => sum + rect.width * rect.height, 0);
      expect(area).toBeCloseTo(1);
      for (const { tabs } of panesOf(tree)) {
        const pins = tabs.map((tab) => tab.pinned === true);
        expect(pins).toEqual(pins.toSorted((a, b) => Number(b) - Number(a)));
      }
    }),
  );
});
