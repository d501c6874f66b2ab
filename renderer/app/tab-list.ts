/** The tabs of one pane and their histories as a value, and every change of them as a pure function. */
import { z } from 'zod';
import type { ViewKind, ViewParams } from '../api/navigation.ts';

/** One place that a tab can show. A note's path is `params.path`. */
export interface Place {
  readonly kind: ViewKind;
  readonly params: ViewParams;
  /** The path under which it was opened, where its note has moved since: what shows it stays as it is. */
  readonly movedFrom?: string | undefined;
}

export interface Tab {
  readonly id: string;
  /** Never empty. */
  readonly history: readonly Place[];
  /** The place that is shown. */
  readonly at: number;
  /** Stays where it is, before the others: links open beside it, and closing the others leaves it. */
  readonly pinned?: boolean | undefined;
}

export interface TabList {
  readonly tabs: readonly Tab[];
  readonly activeId: string | null;
  /** Closed tabs, the last one first, to be opened again. */
  readonly closed: readonly Tab[];
  readonly nextId: number;
}

const placeSchema = z.object({
  kind: z.enum(['note', 'graph', 'search', 'chat', 'import', 'review', 'tasks', 'settings', 'welcome', 'history']),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional()),
});
export const tabSchema = z
  .object({ id: z.string(), history: z.array(placeSchema).min(1), at: z.number().int().nonnegative(), pinned: z.boolean().optional() })
  .refine((tab) => tab.at < tab.history.length);

/** What was kept between starts while a window had one list of tabs. */
export const tabListSchema = z.object({
  tabs: z.array(tabSchema),
  activeId: z.string().nullable(),
  closed: z.array(tabSchema),
  nextId: z.number().int(),
});

export const emptyTabList: TabList = { tabs: [], activeId: null, closed: [], nextId: 1 };

const longestHistory = 100;
const mostClosed = 20;

export function activeTab(list: TabList): Tab | null {
  return list.tabs.find((tab) => tab.id === list.activeId) ?? null;
}

export function placeOf(tab: Tab): Place {
  const place = tab.history[tab.at];
  if (place === undefined) throw new Error(`Tab ${tab.id} shows no place.`);
  return place;
}

/** Two places are the same where they are the same note, or the same view with the same subject. */
export function samePlace(a: Place, b: Place): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'note' || a.kind === 'history') return a.params['path'] === b.params['path'];
  if (a.kind === 'chat') return a.params['id'] === b.params['id'];
  return true;
}

/**
 * Shows a place: in the tab that has it, else in the active tab as a step of its history, else in
 * a new tab. `newTab` leaves the active tab as it is, and so does a pinned one.
 */
export function openPlace(list: TabList, place: Place, newTab = false): TabList {
  const active = activeTab(list);
  const holder = active !== null && samePlace(placeOf(active), place) ? active : list.tabs.find((tab) => samePlace(placeOf(tab), place));
  if (holder !== undefined) {
    return { ...replaceTab(list, replacePlace(holder, place)), activeId: holder.id };
  }
  if (newTab || active === null || active.pinned === true) {
    const tab: Tab = { id: `t${list.nextId}`, history: [place], at: 0 };
    const after = active === null ? list.tabs.length : Math.max(pinnedCount(list), list.tabs.indexOf(active) + 1);
    return { ...list, tabs: list.tabs.toSpliced(after, 0, tab), activeId: tab.id, nextId: list.nextId + 1 };
  }
  const history = [...active.history.slice(0, active.at + 1), place].slice(-longestHistory);
  return replaceTab(list, { ...active, history, at: history.length - 1 });
}

/** Changes the shown place's parameters in place. */
export function updateParams(list: TabList, params: ViewParams): TabList {
  const active = activeTab(list);
  if (active === null) return list;
  const place = placeOf(active);
  return replaceTab(list, replacePlace(active, { ...place, params: { ...place.params, ...params } }));
}

/** Steps through the active tab's history; -1 is back. */
export function step(list: TabList, by: number): TabList {
  const active = activeTab(list);
  if (active === null) return list;
  const at = Math.max(0, Math.min(active.history.length - 1, active.at + by));
  return replaceTab(list, { ...active, at });
}

export function activate(list: TabList, id: string): TabList {
  return list.tabs.some((tab) => tab.id === id) ? { ...list, activeId: id } : list;
}

/** Activates the tab `by` places further, round the ends. */
export function cycle(list: TabList, by: number): TabList {
  const index = list.tabs.findIndex((tab) => tab.id === list.activeId);
  const next = list.tabs[(index + by + list.tabs.length) % Math.max(1, list.tabs.length)];
  return next === undefined ? list : { ...list, activeId: next.id };
}

export function closeTab(list: TabList, id: string): TabList {
  const index = list.tabs.findIndex((tab) => tab.id === id);
  const tab = list.tabs[index];
  if (tab === undefined) return list;
  const tabs = list.tabs.toSpliced(index, 1);
  const neighbour = tabs[Math.min(index, tabs.length - 1)];
  return {
    ...list,
    tabs,
    activeId: list.activeId === id ? (neighbour?.id ?? null) : list.activeId,
    closed: [tab, ...list.closed].slice(0, mostClosed),
  };
}

/** Pinned tabs stay. */
export function closeOthers(list: TabList, id: string): TabList {
  return list.tabs.filter((tab) => tab.id !== id && tab.pinned !== true).reduce((rest, tab) => closeTab(rest, tab.id), list);
}

export function reopenTab(list: TabList): TabList {
  const [tab, ...closed] = list.closed;
  if (tab === undefined) return list;
  const reopened = { ...tab, id: `t${list.nextId}`, pinned: undefined };
  return { tabs: [...list.tabs, reopened], activeId: reopened.id, closed, nextId: list.nextId + 1 };
}

/** Moves a tab to another position; pinned tabs stay before the others. */
export function moveTab(list: TabList, id: string, to: number): TabList {
  const tab = list.tabs.find((candidate) => candidate.id === id);
  if (tab === undefined) return list;
  return insertTab({ ...list, tabs: list.tabs.filter((other) => other !== tab) }, tab, to);
}

/** Puts a tab at a position, or as near to it as pinned tabs allow. */
export function insertTab(list: TabList, tab: Tab, at: number): TabList {
  const pins = pinnedCount(list);
  const [low, high] = tab.pinned === true ? [0, pins] : [pins, list.tabs.length];
  return { ...list, tabs: list.tabs.toSpliced(Math.max(low, Math.min(high, at)), 0, tab) };
}

/** Pins a tab behind the other pinned ones, or sets it free. */
export function pinTab(list: TabList, id: string, pinned: boolean): TabList {
  const tab = list.tabs.find((candidate) => candidate.id === id);
  if (tab === undefined || (tab.pinned === true) === pinned) return list;
  const rest = { ...list, tabs: list.tabs.filter((other) => other !== tab) };
  return insertTab(rest, { ...tab, pinned: pinned ? true : undefined }, pinnedCount(rest));
}

function pinnedCount(list: TabList): number {
  return list.tabs.filter((tab) => tab.pinned === true).length;
}

/** A note or folder was moved: every place that shows it follows, in histories too. */
export function followMove(list: TabList, from: string, to: string): TabList {
  const follow = (place: Place): Place => {
    const path = place.params['path'];
    if (typeof path !== 'string') return place;
    const moved = path === from ? to : path.startsWith(`${from}/`) ? to + path.slice(from.length) : null;
    return moved === null ? place : { ...place, params: { ...place.params, path: moved }, movedFrom: place.movedFrom ?? path };
  };
  const inTab = (tab: Tab): Tab => ({ ...tab, history: tab.history.map(follow) });
  return { ...list, tabs: list.tabs.map(inTab), closed: list.closed.map(inTab) };
}

/** A note or folder was deleted: tabs that show it close. */
export function followDelete(list: TabList, path: string): TabList {
  const gone = list.tabs.filter((tab) => {
    const shown = placeOf(tab).params['path'];
    return typeof shown === 'string' && (shown === path || shown.startsWith(`${path}/`));
  });
  return gone.reduce((rest, tab) => closeTab(rest, tab.id), list);
}

function replaceTab(list: TabList, tab: Tab): TabList {
  return { ...list, tabs: list.tabs.map((other) => (other.id === tab.id ? tab : other)) };
}

function replacePlace(tab: Tab, place: Place): Tab {
  return { ...tab, history: tab.history.with(tab.at, place) };
}
