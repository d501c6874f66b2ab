/** Bookmarks of the open vault, kept in it as `.verso/bookmarks.json`. */
import { z } from 'zod';
import { bookmarkSchema, bookmarkTargetSchema } from '../model/bookmark.ts';
import { event, method } from '../rpc/contract.ts';

const list = z.object({ bookmarks: z.array(bookmarkSchema) });
/** `damaged`: the file cannot be understood, and is left as it is. */
const failures = ['damaged', 'read-only', 'disk-full', 'io'] as const;

export const bookmarkApi = {
  'bookmark.list': method({ params: z.object({}), value: list, failures: ['damaged', 'io'] }),
  /** Adds one, at a place or at the end; one that is there already is left as it is. */
  'bookmark.add': method({ params: z.object({ bookmark: bookmarkSchema, at: z.number().int().nonnegative().optional() }), value: list, failures }),
  'bookmark.remove': method({ params: z.object({ target: bookmarkTargetSchema }), value: list, failures }),
  /** `''` gives it its own name again. */
  'bookmark.rename': method({ params: z.object({ target: bookmarkTargetSchema, title: z.string().max(500) }), value: list, failures }),
  /** Puts it at another place in the list, counted without it. */
  'bookmark.move': method({ params: z.object({ target: bookmarkTargetSchema, to: z.number().int().nonnegative() }), value: list, failures }),
  'bookmark.changed': event(z.object({})),
} as const;
