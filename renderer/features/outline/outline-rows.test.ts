import { expect, test } from 'vitest';
import { sectionsOf } from '#shared/markdown/move-section.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { currentSection, rowOf, sectionRows } from './outline-rows.ts';

const sections = sectionsOf('# One\n\n## One a\n\n#### Deep\n\n# Two\n\n## Two a\n');
const path = vaultPathSchema.parse('a.md');
const draw = (collapsed: readonly string[], filter = ''): readonly string[] =>
  sectionRows(sections, new Set(collapsed), filter).map(({ label, level, expanded }) => `${' '.repeat(level - 1)}${expanded === null ? '·' : expanded ? '-' : '+'}${label}`);

test('rows are nested as the sections are, a skipped level counting once', () => {
  expect(draw([])).toEqual(['-One', ' -One a', '  ·Deep', '-Two', ' ·Two a']);
});

test('a collapsed section hides what is in it', () => {
  expect(draw(['one'])).toEqual(['+One', '-Two', ' ·Two a']);
});

test('a filter shows what matches with the sections around it, collapsed or not', () => {
  expect(draw(['one'], 'deep')).toEqual(['-One', ' -One a', '  ·Deep']);
  expect(draw([], 'nothing like it')).toEqual([]);
});

test('the current section is told by heading or by line, and stands in for what is collapsed', () => {
  expect(currentSection(sections, { path, kind: 'heading', index: 2 })).toBe(2);
  expect(currentSection(sections, { path, kind: 'line', line: 4 })).toBe(1);
  expect(currentSection(sections, { path, kind: 'heading', index: -1 })).toBe(-1);
  expect(currentSection(sections, null)).toBe(-1);
  expect(rowOf(sectionRows(sections, new Set(['one']), ''), sections, 2)?.label).toBe('One');
});
