import { describe, expect, it } from 'vitest';
import { readLinkQuery } from './link-query.ts';

describe('a link that is being typed', () => {
  it.each([
    ['[[', 'note', '', ''],
    ['[[My no', 'note', 'My no', 'My no'],
    ['[[My note#He', 'heading', 'My note', 'He'],
    ['[[#He', 'heading', '', 'He'],
    ['[[My note#^some', 'block', 'My note', 'some'],
    ['[[My note^some', 'block', 'My note', 'some'],
    ['[[^some', 'block', '', 'some'],
    ['[[##every', 'anyHeading', '', 'every'],
    ['![[^^every', 'anyBlock', '', 'every'],
  ])('says what is looked for: %s', (typed, kind, note, words) => {
    expect(readLinkQuery(typed)).toMatchObject({ kind, note, words, embed: typed.startsWith('!'), alias: null });
  });

  it('keeps the text behind its bar', () => {
    expect(readLinkQuery('[[Note#Head|my te')).toMatchObject({ note: 'Note', words: 'Head', alias: 'my te' });
  });
});
