import { expect, test } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { MentionGroup } from '#shared/model/search.ts';
import { listGroups, plainOptions } from './link-list-options.ts';

const group = (title: string, ...texts: string[]): MentionGroup => ({
  path: vaultPathSchema.parse(`notes/${title}.md`),
  title,
  modifiedMs: 0,
  mentions: texts.map((text, line) => ({ text, ranges: [], line, start: line, end: line + 1 })),
});
const groups = [group('Note 10', 'apples'), group('Note 2', 'pears', 'Apples and pears'), group('Äpfel', 'fruit')];

test('a filter keeps the mentions that hold its words, and all of a note whose name does', () => {
  const shown = listGroups(groups, { ...plainOptions, filter: 'apples' });
  expect(shown.map(({ title, mentions }) => [title, mentions.length])).toEqual([['Note 10', 1], ['Note 2', 1]]);
  expect(listGroups(groups, { ...plainOptions, filter: 'note 2' })[0]?.mentions.length).toBe(2);
});

test('notes are listed as they come, by name as people count, or by how often they speak', () => {
  const titles = (sort: 'recent' | 'name' | 'count') => listGroups(groups, { ...plainOptions, sort }).map(({ title }) => title);
  expect(titles('recent')).toEqual(['Note 10', 'Note 2', 'Äpfel']);
  expect(titles('name')).toEqual(['Äpfel', 'Note 2', 'Note 10']);
  expect(titles('count')[0]).toBe('Note 2');
});
