/** `wiki/index.md` and `wiki/log.md`: written by code from the pages that are there. */
import type { EntityKind } from '#shared/model/claim.ts';
import { fileNameOf } from '#shared/model/note-path.ts';
import { formatWikilink } from '#shared/markdown/wikilink.ts';
import { escapeWords, plainLine } from './plain-text.ts';
import { notesHeading, type WikiPage } from './wiki-page.ts';

const groups: readonly { readonly kind: EntityKind | null; readonly heading: string }[] = [
  { kind: 'person', heading: 'People' },
  { kind: 'organization', heading: 'Organizations' },
  { kind: 'project', heading: 'Projects' },
  { kind: 'topic', heading: 'Topics' },
  { kind: null, heading: 'Other pages' },
];

/** The whole index: one line a page, by kind. What a person wrote under `## Notes` in it stays. */
export function wikiIndex(before: string, pages: readonly WikiPage[]): string {
  const parts = ['# Index', 'Written by Verso: one line for each page of the wiki.'];
  for (const { kind, heading } of groups) {
    const listed = pages
      .filter((page) => (kind === null ? !groups.some((group) => group.kind !== null && group.kind === page.kind) : page.kind === kind))
      .toSorted((left, right) => (left.path < right.path ? -1 : 1));
    if (listed.length > 0) parts.push(`## ${heading}`, listed.map(indexLine).join('\n'));
  }
  const notes = new RegExp(`^## ${notesHeading}[ \\t]*$[\\s\\S]*`, 'mu').exec(before.replace(/\r\n/gu, '\n'))?.[0];
  return `${parts.join('\n\n')}\n${notes === undefined ? '' : `\n${notes}`}`;
}

function indexLine(page: WikiPage): string {
  const link = formatWikilink({ target: page.path.replace(/\.md$/iu, ''), alias: fileNameOf(page.title).replace(/[[\]|]/gu, ' ') });
  const lead = plainLine(page.lead, 160);
  return lead === '' ? `- ${link}` : `- ${link}: ${escapeWords(lead)}`;
}

export interface LogEntry {
  readonly day: string;
  readonly time: string;
  /** `compile` or `undo`. */
  readonly action: string;
  readonly sources: number;
  readonly pages: readonly WikiPage[];
}

/** The log with one entry more, at its end. Earlier entries are never touched. */
export function wikiLog(before: string, entry: LogEntry): string {
  const sources = `${entry.sources} ${entry.sources === 1 ? 'source' : 'sources'}`;
  const count = `${entry.pages.length} ${entry.pages.length === 1 ? 'page' : 'pages'}`;
  // Names, not links: a page's backlinks are for what is said of it.
  const lines = entry.pages.map((page) => `- ${escapeWords(page.path.replace(/^wiki\/|\.md$/giu, ''))}`);
  const head = before.trim() === '' ? '# Log\n' : before.trimEnd();
  return `${head}\n\n## [${entry.day} ${entry.time}] ${entry.action} | ${sources} → ${count}\n\n${lines.join('\n')}\n`.replace(/^(# Log\n)\n\n/u, '$1\n');
}
