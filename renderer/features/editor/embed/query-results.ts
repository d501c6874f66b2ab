/** What the search of a `query` block finds, in the words in which it is shown. */
import type { Node } from '@tiptap/pm/model';
import { folderOf, type VaultPath } from '#shared/model/note-path.ts';
import { shortenPassage, shownPassage, type MarkedPart, markedParts } from '#shared/search/shown-passage.ts';
import type { EditorContext } from '../rich/editor-context.ts';

export interface QueryResults {
  /** The search as it is written, on one line. */
  readonly search: string;
  /** How many notes there are. */
  readonly count: string;
  readonly notes: readonly QueryNote[];
  /** Notes that are not shown. */
  readonly more: number;
  /** What of the search was not understood. */
  readonly problems: readonly string[];
}

export interface QueryNote {
  readonly path: VaultPath;
  readonly folder: string;
  readonly title: readonly MarkedPart[];
  readonly passages: readonly QueryPassage[];
}

export interface QueryPassage {
  readonly line: number;
  readonly headings: string;
  readonly parts: readonly MarkedPart[];
}

const mostNotes = 20;
const longestPassage = 280;
/** What a search may be long. */
const longestSearch = 2000;

export function isQuery(node: Node): boolean {
  const { language } = node.attrs;
  return node.type.name === 'codeBlock' && typeof language === 'string' && language.toLowerCase() === 'query';
}

/** A text where there is nothing to be shown: why. */
export async function findQuery(source: string, context: EditorContext): Promise<QueryResults | string> {
  const search = source.replaceAll(/\s+/gu, ' ').trim();
  if (search === '') return context.say('query.empty');
  if (search.length > longestSearch) return context.say('query.long');
  const found = await context.search(search, mostNotes);
  if (typeof found === 'string') return context.say('query.failed', { message: found });
  const problems = found.problems.map(({ code, about }) => context.say(`search:problem.${code}`, { about }));
  if (found.incomplete) problems.push(context.say('search:incomplete'));
  const count = found.total === 1 ? context.say('query.oneNote') : context.say('query.notes', { number: String(found.total) });
  return {
    search,
    count: found.total === 0 ? context.say('query.none') : count,
    notes: found.hits.map(({ path, title, titleRanges, passages }) => ({
      path,
      folder: folderOf(path),
      title: markedParts(title, titleRanges),
      passages: passages.map((passage) => {
        const { text, ranges } = shortenPassage(shownPassage(passage), longestPassage);
        return { line: passage.line, headings: passage.headingPath.join(' › '), parts: markedParts(text, ranges) };
      }),
    })),
    more: Math.max(0, found.total - found.hits.length),
    problems,
  };
}
