import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { schemaExtensions } from '../rich/schema-extensions.ts';
import { mergeDocuments } from './merged-document.ts';
import { restoreHunk } from './restore-hunk.ts';

const schema = getSchema([...schemaExtensions()]);
const load = (text: string) => loadMarkdown(text, schema);

function told(before: string, after: string) {
  const merged = mergeDocuments(load(before).doc, load(after).doc);
  merged.doc.check();
  return {
    text: merged.doc.textBetween(0, merged.doc.content.size, '|', '*'),
    words: merged.words.map(({ kind, text }) => `${kind === 'added' ? '+' : '-'}${text}`),
    blocks: merged.blocks.map(({ kind, from, to }) => `${kind} ${merged.doc.textBetween(from, to, ' ', '*').trim()}`),
    hunks: merged.hunks.length,
  };
}

/** Every hunk given back, the last first, so that the others keep their places. */
function restoreAll(before: string, after: string): string {
  let text = after;
  for (;;) {
    const [old, now] = [load(before), load(text)];
    const hunk = mergeDocuments(old.doc, now.doc).hunks.at(-1);
    if (hunk === undefined) return text;
    text = restoreHunk(old, now, hunk);
  }
}

describe('the merged document', () => {
  test('shows changed words in their paragraph', () => {
    expect(told('Rye came late.\n', 'Rye came very late.\n')).toEqual({ text: 'Rye came very late.', words: ['+very '], blocks: ['changed Rye came very late.'], hunks: 1 });
    expect(told('One two three.\n', 'One three.\n').words).toEqual(['-two ']);
  });

  test('shows what came and went as blocks in their places', () => {
    const { text, blocks, hunks } = told('# A\n\nGone for good.\n\nStays.\n', '# A\n\nStays.\n\n- new item\n');
    expect(text).toBe('A|Gone for good.|Stays.|new item');
    expect(blocks).toEqual(['removed Gone for good.', 'added new item']);
    expect(hunks).toBe(2);
  });

  test('looks into lists, quotes and tables', () => {
    expect(told('- one\n- two\n- three\n', '- one\n- two more\n- three\n').blocks).toEqual(['changed two more']);
    expect(told('- one\n- two\n', '- one\n').blocks).toEqual(['removed two']);
    expect(told('> a b c\n>\n> stays\n', '> a b d\n>\n> stays\n').words).toEqual(['-c', '+d']);
    expect(told('| a | b |\n|---|---|\n| 1 | 2 |\n', '| a | b |\n|---|---|\n| 1 | 3 |\n').hunks).toBe(1);
  });

  test('sees a change of links and of emphasis', () => {
    expect(told('See [[A]].\n', 'See [[B]].\n').blocks).toEqual(['changed See *.']);
    expect(told('plain word\n', '**plain** word\n').hunks).toBe(1);
  });

  test('says nothing of equal notes', () => {
    expect(told('# A\n\ntext\n', '# A\n\ntext\n')).toMatchObject({ blocks: [], words: [], hunks: 0 });
  });
});

describe('giving blocks back', () => {
  test('touches nothing but the block', () => {
    const before = '# A\n\nOld *words* here.\n\n* odd   bullet\n';
    const after = '# A\n\nNew *words* here.\n\n* odd   bullet\n\nAdded.\n';
    const [old, now] = [load(before), load(after)];
    const [first, second] = mergeDocuments(old.doc, now.doc).hunks;
    expect(first === undefined ? '' : restoreHunk(old, now, first)).toBe(`${before}\nAdded.\n`);
    expect(second === undefined ? '' : restoreHunk(old, now, second)).toBe('# A\n\nNew *words* here.\n\n* odd   bullet\n');
  });

  test('puts a deleted block back where it was, with the note’s own line ends', () => {
    const before = 'one\r\n\r\ntwo\r\n\r\nthree\r\n';
    const after = 'one\r\n\r\nthree\r\n';
    expect(restoreAll(before, after)).toBe(before);
    expect(restoreAll('one\n', '')).toBe('one');
  });

  test('of every stretch gives the earlier meaning', () => {
    const block = fc.constantFrom('# Head', 'Some words here.', 'Other words there.', '- a\n- b', '- a\n- c', '> quote', '```\ncode\n```', '| a |\n|---|\n| 1 |');
    const note = fc.array(block, { maxLength: 6 }).map((blocks) => blocks.map((text) => `${text}\n`).join('\n'));
    fc.assert(
      fc.property(note, note, (before, after) => {
        expect(load(restoreAll(before, after)).doc.eq(load(before).doc)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
