/** The sections of a note as the rows of a tree: collapsed, filtered, with the current one. Pure. */
import type { Section } from '#shared/markdown/move-section.ts';
import type { NotePlace } from '../../api/note-place.ts';
import type { TreeRow } from '../../ui/tree.tsx';

export interface SectionRow extends TreeRow {
  /** Among all sections of the note. */
  readonly index: number;
  readonly line: number;
}

export function sectionRows(sections: readonly Section[], collapsed: ReadonlySet<string>, filter: string): readonly SectionRow[] {
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = new Set<number>();
  sections.forEach((section, index) => {
    if (wanted === '') {
      if (!above(sections, index).some((at) => collapsed.has(sections[at]?.slug ?? ''))) shown.add(index);
    } else if (section.text.toLocaleLowerCase().includes(wanted)) {
      for (const at of [index, ...above(sections, index)]) shown.add(at);
    }
  });
  const parents = new Set(sections.map(({ parent }) => parent));
  return sections.flatMap((section, index) => {
    if (!shown.has(index)) return [];
    return [
      {
        key: section.slug,
        parentKey: sections[section.parent]?.slug ?? null,
        label: section.text,
        level: above(sections, index).length + 1,
        expanded: parents.has(index) ? wanted !== '' || !collapsed.has(section.slug) : null,
        index,
        line: section.line,
      },
    ];
  });
}

/** The section that the person is in, as an index; -1 above the first. */
export function currentSection(sections: readonly Section[], place: NotePlace | null): number {
  if (place === null) return -1;
  if (place.kind === 'heading') return Math.min(place.index, sections.length - 1);
  return sections.findLastIndex(({ line }) => line <= place.line);
}

/** The row of a section, or of the nearest one above that is shown. */
export function rowOf(rows: readonly SectionRow[], sections: readonly Section[], index: number): SectionRow | null {
  for (let at = index; at >= 0; at = sections[at]?.parent ?? -1) {
    const row = rows.find((candidate) => candidate.index === at);
    if (row !== undefined) return row;
  }
  return null;
}

/** The sections around one, innermost first. */
function above(sections: readonly Section[], index: number): readonly number[] {
  const around: number[] = [];
  for (let at = sections[index]?.parent ?? -1; at >= 0; at = sections[at]?.parent ?? -1) around.push(at);
  return around;
}
