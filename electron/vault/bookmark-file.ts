/**
 * The file of bookmarks as text: read, changed and written without losing what is not understood.
 *
 *     { "bookmarks": [
 *       { "note": "people/Dana.md" },
 *       { "note": "people/Dana.md", "heading": "Launch", "title": "The launch" },
 *       { "search": "tag:#work launch", "sort": "modified", "title": "Work" }
 *     ] }
 */
import { z } from 'zod';
import { bookmarkKey, type Bookmark, type BookmarkTarget } from '#shared/model/bookmark.ts';
import { parseVaultPath } from '#shared/model/note-path.ts';
import { searchOrders } from '#shared/model/search.ts';

/** One line of the list; `bookmark` is null where it is of a kind that this version does not know. */
export interface BookmarkEntry {
  readonly bookmark: Bookmark | null;
  readonly source: Readonly<Record<string, unknown>>;
}

const fileSchema = z.looseObject({ bookmarks: z.array(z.record(z.string(), z.unknown())) });
const itemSchema = z.object({ note: z.string().optional(), heading: z.string().optional(), search: z.string().optional(), sort: z.string().optional(), title: z.string().optional() });

/** Null where the text is no such file. */
export function readBookmarkFile(text: string): { readonly entries: readonly BookmarkEntry[]; readonly rest: Readonly<Record<string, unknown>> } | null {
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { bookmarks, ...rest } = parsed.data;
  return { entries: bookmarks.map((source) => ({ bookmark: readItem(source), source })), rest };
}

export function writeBookmarkFile(entries: readonly BookmarkEntry[], rest: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ bookmarks: entries.map(({ source }) => source), ...rest }, null, 2)}\n`;
}

export function entryOf(bookmark: Bookmark): BookmarkEntry {
  return { bookmark, source: itemOf(bookmark, {}) };
}

export function addEntry(entries: readonly BookmarkEntry[], bookmark: Bookmark, at = entries.length): readonly BookmarkEntry[] {
  return indexOf(entries, bookmark.target) === -1 ? entries.toSpliced(at, 0, entryOf(bookmark)) : entries;
}

export function removeEntry(entries: readonly BookmarkEntry[], target: BookmarkTarget): readonly BookmarkEntry[] {
  const at = indexOf(entries, target);
  return at === -1 ? entries : entries.toSpliced(at, 1);
}

export function renameEntry(entries: readonly BookmarkEntry[], target: BookmarkTarget, title: string): readonly BookmarkEntry[] {
  return entries.map((entry) => (entry.bookmark !== null && bookmarkKey(entry.bookmark.target) === bookmarkKey(target) ? changed(entry, { target, title: title.trim() }) : entry));
}

/** `to` is counted among the bookmarks that are known, without the one that moves. */
export function moveEntry(entries: readonly BookmarkEntry[], target: BookmarkTarget, to: number): readonly BookmarkEntry[] {
  const at = indexOf(entries, target);
  const entry = entries[at];
  if (entry === undefined) return entries;
  const rest = entries.toSpliced(at, 1);
  const known = rest.flatMap(({ bookmark }, index) => (bookmark === null ? [] : [index]));
  return rest.toSpliced(known[to] ?? rest.length, 0, entry);
}

/** A note or folder has another path: bookmarks of it lead there. */
export function followEntries(entries: readonly BookmarkEntry[], from: string, to: string): readonly BookmarkEntry[] {
  const next = entries.map((entry) => {
    const { bookmark } = entry;
    if (bookmark === null || bookmark.target.kind === 'search') return entry;
    const { path } = bookmark.target;
    const moved = path === from ? to : path.startsWith(`${from}/`) ? to + path.slice(from.length) : null;
    const parsed = moved === null ? null : parseVaultPath(moved);
    return parsed === null ? entry : changed(entry, { ...bookmark, target: { ...bookmark.target, path: parsed } });
  });
  return next.some((entry, index) => entry !== entries[index]) ? next : entries;
}

/** Obsidian's own bookmarks, its groups one after the other; kinds that we do not have are left out. */
export function readObsidianBookmarks(text: string): readonly Bookmark[] {
  const walk = (items: unknown): readonly Bookmark[] => {
    if (!Array.isArray(items)) return [];
    return items.flatMap((item: unknown): readonly Bookmark[] => {
      const parsed = obsidianItemSchema.safeParse(item);
      if (!parsed.success) return [];
      const { type, path: file, subpath, query, title = '', items: inner } = parsed.data;
      if (type === 'group') return walk(inner);
      if (type === 'search' && query !== undefined && query !== '') return [{ target: { kind: 'search', query }, title }];
      const path = type === 'file' && file !== undefined && file.endsWith('.md') ? parseVaultPath(file) : null;
      if (path === null) return [];
      const heading = (subpath ?? '').replace(/^#/u, '');
      return [{ target: heading === '' ? { kind: 'note', path } : { kind: 'heading', path, heading }, title }];
    });
  };
  const parsed = z.object({ items: z.unknown() }).safeParse(parseJson(text));
  return parsed.success ? walk(parsed.data.items) : [];
}

const obsidianItemSchema = z.object({
  type: z.string(),
  path: z.string().optional(),
  subpath: z.string().optional(),
  query: z.string().optional(),
  title: z.string().optional(),
  items: z.unknown().optional(),
});

function changed(entry: BookmarkEntry, bookmark: Bookmark): BookmarkEntry {
  return { bookmark, source: itemOf(bookmark, entry.source) };
}

/** Fields of other versions stay. */
function itemOf({ target, title }: Bookmark, before: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { title: _title, sort: _sort, ...rest } = before;
  const place = target.kind === 'search' ? { search: target.query, ...(target.sort === undefined ? {} : { sort: target.sort }) } : { note: target.path, ...(target.kind === 'heading' ? { heading: target.heading } : {}) };
  return { ...rest, ...place, ...(title === '' ? {} : { title }) };
}

function readItem(source: unknown): Bookmark | null {
  const parsed = itemSchema.safeParse(source);
  if (!parsed.success) return null;
  const { note, heading, search, sort, title = '' } = parsed.data;
  if (note !== undefined) {
    const path = parseVaultPath(note);
    if (path === null) return null;
    return { target: heading === undefined || heading === '' ? { kind: 'note', path } : { kind: 'heading', path, heading }, title };
  }
  if (search === undefined || search === '') return null;
  const order = searchOrders.find((known) => known === sort && known !== 'relevance');
  return { target: { kind: 'search', query: search, ...(order === undefined || order === 'relevance' ? {} : { sort: order }) }, title };
}

function indexOf(entries: readonly BookmarkEntry[], target: BookmarkTarget): number {
  const key = bookmarkKey(target);
  return entries.findIndex(({ bookmark }) => bookmark !== null && bookmarkKey(bookmark.target) === key);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
