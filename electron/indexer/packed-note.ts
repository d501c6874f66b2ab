/**
 * A note's rows as flat lists, in the order of their columns: what a reading thread hands to the
 * thread that writes. Lists of plain values cross between threads many times faster than objects.
 */
import type { NoteRows } from './note-rows.ts';
import { toNameText, toSearchText } from './search-text.ts';

type Value = string | number | null;

export interface PackedNote {
  /** kind, text, line, level, searched text. */
  readonly names: readonly Value[];
  /** start, end, line, weight, has context, heading path, text, searched title, searched body, searched context. */
  readonly passages: readonly Value[];
  /** kind, embed, target, stem key, heading, block, start, end, line, raw, context. */
  readonly links: readonly Value[];
  /** key, name, start, line. */
  readonly tags: readonly Value[];
  /** id, line. */
  readonly blockIds: readonly Value[];
  /** key, name, text, number, line. */
  readonly properties: readonly Value[];
  /** mark, text, line, start, due. */
  readonly tasks: readonly Value[];
}

export const packedWidths = { names: 5, passages: 10, links: 11, tags: 4, blockIds: 2, properties: 5, tasks: 5 } as const;

export function packNote(rows: NoteRows): PackedNote {
  const names: Value[] = [];
  for (const { kind, text, line, level } of rows.names) names.push(kind, text, line, level, sameAs(text, toNameText(text)));
  const noteNames = rows.names.filter((name) => name.kind !== 'heading').map((name) => name.text);
  const passages: Value[] = [];
  for (const passage of rows.passages) {
    passages.push(
      passage.start, passage.end, passage.line, passage.weight ?? 1, Number(passage.context !== undefined),
      JSON.stringify(passage.headingPath), passage.text,
      toSearchText([...noteNames, ...passage.headingPath].join(' ')), sameAs(passage.text, toSearchText(passage.text)), toSearchText(passage.context ?? ''),
    );
  }
  const links: Value[] = [];
  for (const link of rows.links) {
    links.push(link.kind, Number(link.embed), link.target, link.stemKey, link.heading, link.block, link.start, link.end, link.line, link.raw, link.context);
  }
  const tags: Value[] = [];
  for (const tag of rows.tags) tags.push(tag.key, tag.name, tag.start, tag.line);
  const blockIds: Value[] = [];
  for (const block of rows.blockIds) blockIds.push(block.id, block.line);
  const properties: Value[] = [];
  for (const { key, name, text, number, line } of rows.properties) properties.push(key, name, text, number, line);
  const tasks: Value[] = [];
  for (const { mark, text, line, start, due } of rows.tasks) tasks.push(mark, text, line, start, due);
  return { names, passages, links, tags, blockIds, properties, tasks };
}

/** Null where a text is searched as it stands: most are, and need not be sent twice. */
function sameAs(text: string, searched: string): string | null {
  return searched === text ? null : searched;
}
