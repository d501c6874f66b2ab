/** Places that a person wants at hand: notes, headings, searches. */
import { z } from 'zod';
import { vaultPathSchema } from './note-path.ts';
import { searchOrders } from './search.ts';

export const bookmarkTargetSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('note'), path: vaultPathSchema }),
    /** `heading` as after `#` in a link. */
    z.object({ kind: z.literal('heading'), path: vaultPathSchema, heading: z.string().min(1).max(1000) }),
    /** `sort`: the order of the results where it is not by relevance. */
    z.object({ kind: z.literal('search'), query: z.string().min(1).max(2000), sort: z.enum(searchOrders).exclude(['relevance']).optional() }),
  ])
  .readonly();
export type BookmarkTarget = z.infer<typeof bookmarkTargetSchema>;
export type SearchTarget = Extract<BookmarkTarget, { readonly kind: 'search' }>;

export const bookmarkSchema = z.object({ target: bookmarkTargetSchema, /** What a person called it; `''` for its own name. */ title: z.string().max(500) }).readonly();
export type Bookmark = z.infer<typeof bookmarkSchema>;

/** Bookmarks are known by what they lead to: there is one for each place. */
export function bookmarkKey(target: BookmarkTarget): string {
  switch (target.kind) {
    case 'note':
      return `note\n${target.path}`;
    case 'heading':
      return `heading\n${target.path}\n${target.heading}`;
    case 'search':
      return `search\n${target.query}`;
  }
}
