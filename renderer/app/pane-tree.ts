/**
 * The panes of the window as a value, and every change of them as a pure function.
 *
 * A pane holds tabs; a split holds panes or splits, side by side (`row`) or one below the other
 * (`column`), with the share of each. The root of a window with one pane is that pane.
 *
 *     split row ─┬─ pane p1: Today, Dana        0.5
 *                └─ split column ─┬─ pane p4    0.5 × 0.3
 *                                 └─ pane p6    0.5 × 0.7
 */
import {
  activate,
  closeTab,
  emptyTabList,
  followDelete as followDeleteInList,
  followMove as followMoveInList,
  insertTab,
  openPlace,
  placeOf,
  reopenTab,
  samePlace,
  type Place,
  type Tab,
  type TabList,
} from './tab-list.ts';

export interface Pane {
  readonly kind: 'pane';
  readonly id: string;
  readonly tabs: readonly Tab[];
  readonly activeId: string | null;
}

export type Direction = 'row' | 'column';

export interface Split {
  readonly kind: 'split';
  readonly id: string;
  readonly direction: Direction;
  /** At least two. */
  readonly children: readonly PaneNode[];
  /** The share of each child; together 1. */
  readonly sizes: readonly number[];
}

export type PaneNode = Pane | Split;

export interface PaneTree {
  readonly root: PaneNode;
  readonly activePaneId: string;
  /** Closed tabs of all panes, the last one first, to be opened again. */
  readonly closed: readonly Tab[];
  readonly nextId: number;
}

/** A side of a pane, where a tab dropped there opens a new pane. */
export type Edge = 'left' | 'right' | 'top' | 'bottom';

const leastShare = 0.1;

export function treeOf(list: TabList): PaneTree {
  const { tabs, activeId, closed, nextId } = list;
  return { root: { kind: 'pane', id: 'p0', tabs, activeId }, activePaneId: 'p0', closed, nextId };
}

export const emptyPaneTree: PaneTree = treeOf(emptyTabList);

/** All panes, in the order in which they are read. */
export function panesOf(tree: PaneTree): readonly Pane[] {
  return panesIn(tree.root);
}

export function tabsOf(tree: PaneTree): readonly Tab[] {
  return panesOf(tree).flatMap((pane) => pane.tabs);
}

export function activePane(tree: PaneTree): Pane {
  const panes = panesOf(tree);
  const found = panes.find((pane) => pane.id === tree.activePaneId) ?? panes[0];
  if (found === undefined) throw new Error('A window without a pane.');
  return found;
}

export function paneOfTab(tree: PaneTree, tabId: string): Pane | null {
  return panesOf(tree).find((pane) => pane.tabs.some((tab) => tab.id === tabId)) ?? null;
}

/** The tab that a pane shows. */
export function tabOfPane(pane: Pane): Tab | null {
  return pane.tabs.find((tab) => tab.id === pane.activeId) ?? null;
}

/** The tab that the active pane shows. */
export function shownTab(tree: PaneTree): Tab | null {
  return tabOfPane(activePane(tree));
}

/** Changes the tabs of one pane. A pane whose last tab is gone goes too, unless it is the only one. */
export function changePane(tree: PaneTree, paneId: string, change: (list: TabList) => TabList): PaneTree {
  const pane = panesOf(tree).find((candidate) => candidate.id === paneId);
  if (pane === undefined) return tree;
  const list: TabList = { tabs: pane.tabs, activeId: pane.activeId, closed: tree.closed, nextId: tree.nextId };
  const next = change(list);
  if (next === list) return tree;
  const changed: PaneTree = {
    ...tree,
    root: replaceNode(tree.root, paneId, { ...pane, tabs: next.tabs, activeId: next.activeId }),
    closed: next.closed,
    nextId: next.nextId,
  };
  return pane.tabs.length > 0 && next.tabs.length === 0 ? removePane(changed, paneId) : changed;
}

export function changeActivePane(tree: PaneTree, change: (list: TabList) => TabList): PaneTree {
  return changePane(tree, activePane(tree).id, change);
}

/** Changes the tabs of the pane that holds a tab. */
export function changePaneOfTab(tree: PaneTree, tabId: string, change: (list: TabList) => TabList): PaneTree {
  const pane = paneOfTab(tree, tabId);
  return pane === null ? tree : changePane(tree, pane.id, change);
}

/** Shows a place in the active pane. A view that another pane shows is shown there, since there is one of each. */
export function openInTree(tree: PaneTree, place: Place, newTab = false): PaneTree {
  const here = activePane(tree);
  const shows = (pane: Pane): boolean => pane.tabs.some((tab) => samePlace(placeOf(tab), place));
  const holder = place.kind === 'note' || shows(here) ? here : (panesOf(tree).find(shows) ?? here);
  return changePane({ ...tree, activePaneId: holder.id }, holder.id, (list) => openPlace(list, place, newTab));
}

export function activateTab(tree: PaneTree, tabId: string): PaneTree {
  const pane = paneOfTab(tree, tabId);
  return pane === null ? tree : changePane({ ...tree, activePaneId: pane.id }, pane.id, (list) => activate(list, tabId));
}

export function activatePane(tree: PaneTree, paneId: string): PaneTree {
  if (tree.activePaneId === paneId || !panesOf(tree).some((pane) => pane.id === paneId)) return tree;
  return { ...tree, activePaneId: paneId };
}

/** Activates the pane `by` places further, round the ends. */
export function cyclePane(tree: PaneTree, by: number): PaneTree {
  return activatePane(tree, paneBeside(tree, by).id);
}

/** A new pane beside the active one, showing the same note; a view is not doubled, its new pane is empty. */
export function splitActive(tree: PaneTree, edge: Edge): PaneTree {
  const shown = shownTab(tree);
  const copied = shown !== null && placeOf(shown).kind === 'note';
  const tab: Tab | null = copied ? { ...withoutJump(shown), id: `t${tree.nextId}`, pinned: undefined } : null;
  return insertPane({ ...tree, nextId: tree.nextId + 1 }, activePane(tree).id, edge, tab);
}

/** The second view begins where the first one is now, not where that was asked to go. */
function withoutJump(tab: Tab): Tab {
  const { line: _line, fragment: _fragment, caret: _caret, jump: _jump, ...params } = placeOf(tab).params;
  return { ...tab, history: tab.history.with(tab.at, { ...placeOf(tab), params }) };
}

/** Moves a tab to a position in a pane, its own or another, and shows it there. */
export function moveTabTo(tree: PaneTree, tabId: string, paneId: string, at: number): PaneTree {
  const from = paneOfTab(tree, tabId);
  const tab = from?.tabs.find((candidate) => candidate.id === tabId);
  if (from === null || tab === undefined || !panesOf(tree).some((pane) => pane.id === paneId)) return tree;
  const index = from.tabs.indexOf(tab);
  // Positions are those before the move: behind its own place, the tab leaves a gap.
  const to = from.id === paneId && index < at ? at - 1 : at;
  const put = changePane({ ...tree, activePaneId: paneId }, paneId, (list) => ({
    ...insertTab({ ...list, tabs: list.tabs.filter((other) => other.id !== tabId) }, tab, to),
    activeId: tabId,
  }));
  return from.id === paneId ? put : changePane(put, from.id, (list) => takeOut(list, tabId));
}

/** Moves a tab to a new pane at the side of a pane. The only tab of that very pane has nowhere to go. */
export function moveTabToEdge(tree: PaneTree, tabId: string, paneId: string, edge: Edge): PaneTree {
  const from = paneOfTab(tree, tabId);
  const tab = from?.tabs.find((candidate) => candidate.id === tabId);
  if (from === null || tab === undefined || (from.id === paneId && from.tabs.length === 1)) return tree;
  const rest = changePane(tree, from.id, (list) => takeOut(list, tabId));
  return insertPane(rest, paneId, edge, tab);
}

/** Moves the shown tab to the next pane, round the end; where there is one pane, to a new one at its right. */
export function moveShownToNextPane(tree: PaneTree): PaneTree {
  const shown = shownTab(tree);
  if (shown === null) return tree;
  const here = activePane(tree);
  const next = paneBeside(tree, 1);
  return next.id === here.id ? moveTabToEdge(tree, shown.id, here.id, 'right') : moveTabTo(tree, shown.id, next.id, next.tabs.length);
}

/** Closes a pane with its tabs, which can be opened again. */
export function closePane(tree: PaneTree, paneId: string): PaneTree {
  const pane = panesOf(tree).find((candidate) => candidate.id === paneId);
  if (pane === undefined) return tree;
  if (pane.tabs.length === 0) return removePane(tree, paneId);
  // The list loses its tabs one by one and keeps each for reopening; the pane goes with the last.
  return changePane(tree, paneId, (list) => list.tabs.reduce((rest, tab) => closeTab(rest, tab.id), list));
}

export function reopenInTree(tree: PaneTree): PaneTree {
  return changeActivePane(tree, reopenTab);
}

/** Gives the child before an edge of a split another share; the child behind it gives or takes. */
export function resizeSplit(tree: PaneTree, splitId: string, index: number, share: number): PaneTree {
  return { ...tree, root: resizeNode(tree.root, splitId, index, share) };
}

export function followMove(tree: PaneTree, from: string, to: string): PaneTree {
  // Closed tabs belong to no pane, and each pane's list carries them along: they follow once.
  const { closed } = followMoveInList({ ...emptyTabList, closed: tree.closed }, from, to);
  const unclosed: PaneTree = { ...tree, closed: [] };
  const moved = panesOf(tree).reduce((rest, { id }) => changePane(rest, id, (list) => followMoveInList(list, from, to)), unclosed);
  return { ...moved, closed };
}

export function followDelete(tree: PaneTree, path: string): PaneTree {
  return panesOf(tree).reduce((rest, { id }) => changePane(rest, id, (list) => followDeleteInList(list, path)), tree);
}

function takeOut(list: TabList, tabId: string): TabList {
  // As a closed tab, but without the memory of it.
  return { ...closeTab(list, tabId), closed: list.closed };
}

function paneBeside(tree: PaneTree, by: number): Pane {
  const panes = panesOf(tree);
  const here = activePane(tree);
  return panes[(panes.indexOf(here) + by + panes.length) % panes.length] ?? here;
}

function insertPane(tree: PaneTree, besideId: string, edge: Edge, tab: Tab | null): PaneTree {
  const pane: Pane = { kind: 'pane', id: `p${tree.nextId}`, tabs: tab === null ? [] : [tab], activeId: tab?.id ?? null };
  const direction: Direction = edge === 'left' || edge === 'right' ? 'row' : 'column';
  const before = edge === 'left' || edge === 'top';
  const root = insertNode(tree.root, besideId, pane, { direction, before, splitId: `s${tree.nextId + 1}` });
  return { ...tree, root, activePaneId: pane.id, nextId: tree.nextId + 2 };
}

interface Insertion {
  readonly direction: Direction;
  readonly before: boolean;
  readonly splitId: string;
}

function insertNode(node: PaneNode, besideId: string, pane: Pane, how: Insertion): PaneNode {
  const { direction, before, splitId } = how;
  if (node.kind === 'pane') {
    if (node.id !== besideId) return node;
    return { kind: 'split', id: splitId, direction, children: before ? [pane, node] : [node, pane], sizes: [0.5, 0.5] };
  }
  const index = node.children.findIndex((child) => child.id === besideId);
  if (index === -1 || node.direction !== direction) {
    return { ...node, children: node.children.map((child) => insertNode(child, besideId, pane, how)) };
  }
  const half = (node.sizes[index] ?? 0) / 2;
  return {
    ...node,
    children: node.children.toSpliced(before ? index : index + 1, 0, pane),
    sizes: node.sizes.toSpliced(index, 1, half, half),
  };
}

/** Removes a pane, unless it is the only one; its neighbour takes its room. */
function removePane(tree: PaneTree, paneId: string): PaneTree {
  if (tree.root.kind === 'pane') return tree;
  const panes = panesOf(tree);
  const index = panes.findIndex((pane) => pane.id === paneId);
  const neighbour = panes[index - 1] ?? panes[index + 1];
  const root = withoutPane(tree.root, paneId);
  if (root === null || neighbour === undefined) return tree;
  return { ...tree, root, activePaneId: tree.activePaneId === paneId ? neighbour.id : tree.activePaneId };
}

function withoutPane(node: PaneNode, paneId: string): PaneNode | null {
  if (node.kind === 'pane') return node.id === paneId ? null : node;
  const kept = node.children.flatMap((child, index) => {
    const rest = withoutPane(child, paneId);
    return rest === null ? [] : [{ rest, size: node.sizes[index] ?? 0 }];
  });
  const [only] = kept;
  if (only === undefined) return null;
  if (kept.length === 1) return only.rest;
  const whole = kept.reduce((sum, { size }) => sum + size, 0);
  return { ...node, children: kept.map(({ rest }) => rest), sizes: kept.map(({ size }) => size / whole) };
}

function resizeNode(node: PaneNode, splitId: string, index: number, share: number): PaneNode {
  if (node.kind === 'pane') return node;
  if (node.id !== splitId) return { ...node, children: node.children.map((child) => resizeNode(child, splitId, index, share)) };
  const both = (node.sizes[index] ?? 0) + (node.sizes[index + 1] ?? 0);
  if (index < 0 || index + 1 >= node.sizes.length) return node;
  const least = Math.min(leastShare, both / 2);
  const size = Math.max(least, Math.min(both - least, share));
  return { ...node, sizes: node.sizes.with(index, size).with(index + 1, both - size) };
}

function replaceNode(node: PaneNode, paneId: string, pane: Pane): PaneNode {
  if (node.kind === 'pane') return node.id === paneId ? pane : node;
  return { ...node, children: node.children.map((child) => replaceNode(child, paneId, pane)) };
}

function panesIn(node: PaneNode): readonly Pane[] {
  return node.kind === 'pane' ? [node] : node.children.flatMap(panesIn);
}
