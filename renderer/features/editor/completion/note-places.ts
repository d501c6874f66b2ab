/**
 * Headings and blocks of notes, for links to them; gives a block its id where it has none. What reads
 * them brings a YAML parser along, and is loaded when somebody asks.
 */
import { headingForLink, headingKey } from '#shared/markdown/wikilink.ts';
import { isNotePath, type VaultPath } from '#shared/model/note-path.ts';
import type { AttachmentHit, HeadingHit } from '#shared/model/search.ts';
import type { Core } from '../../../api/core.ts';

export interface PlacedHeading {
  readonly text: string;
  readonly level: number;
  /** Behind `#`; with the heading above it where the text alone means another one. */
  readonly fragment: string;
}

export interface PlacedBlock {
  readonly text: string;
  readonly id: string | null;
  /** The note that it stands in, as found; and as links name it. */
  readonly path: VaultPath;
  readonly linkText: string;
}

export interface NotePlaces {
  /** Headings of the note that a link's target names; of this note for the empty one. */
  headings(target: string): Promise<readonly PlacedHeading[]>;
  blocks(target: string): Promise<readonly PlacedBlock[]>;
  allHeadings(text: string): Promise<readonly HeadingHit[]>;
  allBlocks(text: string): Promise<readonly PlacedBlock[]>;
  attachments(text: string): Promise<readonly AttachmentHit[]>;
  /** Writes an id to a block of another note; null where that note has changed meanwhile or cannot be written. */
  nameBlock(block: PlacedBlock, id: string): Promise<string | null>;
}

export interface NotePlacesDeps {
  readonly core: Core;
  readonly notePath: () => VaultPath;
  /** This note as it stands in the editor. */
  readonly ownText: () => string;
}

const writeAttempts = 3;

const loadBlocks = () => import('#shared/markdown/linkable-blocks.ts');

export function createNotePlaces({ core, notePath, ownText }: NotePlacesDeps): NotePlaces {
  async function noteOf(target: string): Promise<{ readonly path: VaultPath; readonly text: string } | null> {
    if (target === '') return { path: notePath(), text: ownText() };
    const resolved = await core.call('link.resolve', { from: notePath(), target });
    const path = resolved.ok ? resolved.value.path : null;
    if (path === null || !isNotePath(path)) return null;
    if (path === notePath()) return { path, text: ownText() };
    const read = await core.call('note.read', { path });
    return read.ok ? { path, text: read.value.text } : null;
  }

  return {
    async headings(target) {
      const note = await noteOf(target.trim());
      return note === null ? [] : placedHeadings(note.text);
    },
    async blocks(target) {
      const note = await noteOf(target.trim());
      if (note === null) return [];
      const { linkableBlocks } = await loadBlocks();
      return linkableBlocks(note.text).map(({ text, id }) => ({ text, id, path: note.path, linkText: target.trim() }));
    },
    async allHeadings(text) {
      const found = await core.call('search.headings', { text, limit: 30, from: notePath() });
      return found.ok ? found.value.hits : [];
    },
    async allBlocks(text) {
      if (text.trim() === '') return [];
      const found = await core.call('search.query', { text, limit: 8, sources: false });
      if (!found.ok) return [];
      const { linkableBlocks } = await loadBlocks();
      const blocks: PlacedBlock[] = [];
      for (const { path, title } of found.value.hits) {
        const [read, quick] = await Promise.all([core.call('note.read', { path }), core.call('search.quick', { text: title, limit: 50, from: notePath() })]);
        if (!read.ok) continue;
        const linkText = (quick.ok ? quick.value.hits.find((hit) => hit.path === path)?.linkText : undefined) ?? path.replace(/\.md$/iu, '');
        blocks.push(...matching(linkableBlocks(path === notePath() ? ownText() : read.value.text), text).map(({ text: shown, id }) => ({ text: shown, id, path, linkText })));
      }
      return blocks.slice(0, 30);
    },
    async attachments(text) {
      const found = await core.call('search.attachments', { text, limit: 12, from: notePath() });
      return found.ok ? found.value.hits : [];
    },
    async nameBlock(block, id) {
      const { linkableBlocks, withBlockId } = await loadBlocks();
      for (let attempt = 0; attempt < writeAttempts; attempt += 1) {
        const read = await core.call('note.read', { path: block.path });
        if (!read.ok) return null;
        const found = linkableBlocks(read.value.text).find(({ text }) => text === block.text);
        if (found === undefined) return null;
        if (found.id !== null) return found.id;
        const next = withBlockId(read.value.text, found, id);
        if (next === null) return null;
        const written = await core.call('note.write', { path: block.path, text: next, baseVersion: read.value.version });
        if (written.ok) return id;
        if (written.code !== 'stale') return null;
      }
      return null;
    },
  };
}

async function placedHeadings(text: string): Promise<readonly PlacedHeading[]> {
  const { scanNote } = await import('#shared/markdown/outline.ts');
  const headings = scanNote(text).headings;
  return headings.map(({ text: heading, level }, index) => {
    const isFirst = headings.findIndex((each) => headingKey(each.text) === headingKey(heading)) === index;
    const above = isFirst ? undefined : headings.slice(0, index).findLast((each) => each.level < level);
    return { text: heading, level, fragment: above === undefined ? headingForLink(heading) : `${headingForLink(above.text)}#${headingForLink(heading)}` };
  });
}

/** Those that hold every word, in the order of the note. */
export function matching<T extends { readonly text: string }>(items: readonly T[], query: string): readonly T[] {
  const words = query.toLowerCase().split(/\s+/u).filter((word) => word !== '');
  return items.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
}
