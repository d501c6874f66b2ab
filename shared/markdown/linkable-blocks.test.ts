import { describe, expect, it } from 'vitest';
import { scanNote } from './outline.ts';
import { linkableBlocks, withBlockId } from './linkable-blocks.ts';

const note = ['# Head', '', 'A *para* with [[Note|link]]', 'over lines', '', '- one', '  - two ^known', '', '> [!note] Title', '> body', '', '| a | b |', '| --- | --- |', '| c | d |', '', '^cells', '', 'last', ''].join('\n');

describe('blocks that a link can name', () => {
  it('are paragraphs, items and whole containers, with the ids that they have', () => {
    expect(linkableBlocks(note).map(({ text, id, line }) => [text, id, line])).toEqual([
      ['A para with link over lines', null, 3],
      ['one', null, 6],
      ['two', 'known', 7],
      ['Title body', null, 9],
      ['a b c d', 'cells', 12],
      ['last', null, 18],
    ]);
  });

  it.each(['\n', '\r\n'])('get an id without any other change, and it names them', (lineEnd) => {
    const text = `\ufeff${note.replaceAll('\n', lineEnd)}`;
    for (const block of linkableBlocks(text).filter(({ id }) => id === null)) {
      const next = withBlockId(text, block, 'a1b2c3');
      expect(next).not.toBeNull();
      const [added] = scanNote(next ?? '').blockIds.filter(({ id }) => id === 'a1b2c3');
      expect(added).toBeDefined();
      expect((next ?? '').replace(block.ownLine ? `${lineEnd}${lineEnd}^a1b2c3` : ' ^a1b2c3', '')).toBe(text);
      expect(linkableBlocks(next ?? '').find(({ id }) => id === 'a1b2c3')?.text).toBe(block.text);
    }
  });

  it('are read in any text', () => {
    expect(linkableBlocks('')).toEqual([]);
    const [only] = linkableBlocks('> quote');
    expect(only && withBlockId('> quote', only, 'x')).toBe('> quote\n\n^x');
  });
});
