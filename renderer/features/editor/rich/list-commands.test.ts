import { describe, expect, it } from 'vitest';
import { deleteBlocks, duplicateBlocks } from './block-commands.ts';
import { liftItems, moveBlock, sinkItems, splitItem, toggleList, toggleTask, toggleTaskList, unmarkItem } from './list-commands.ts';
import { turnInto } from './turn-into.ts';
import { after, typed } from './run-command.test-support.ts';

describe('list commands', () => {
  it('nest and take out with the marker and indent of the list', () => {
    expect(after('* one\n* two‸\n* three\n', sinkItems)).toBe('* one\n  * two\n* three\n');
    expect(after('- one\n\t- two‸\n- three\n', liftItems)).toBe('- one\n- two\n- three\n');
    expect(after('1. one\n2. two‸\n3. three\n', sinkItems)).toBe('1. one\n   1. two\n3. three\n');
  });

  it('leave an item at the top of its list what it is', () => {
    expect(after('- one‸\n- two\n', liftItems)).toBe('- one\n- two\n');
    expect(after('- one‸\n- two\n', sinkItems)).toBe('- one\n- two\n');
  });

  it('nest several selected items at once', () => {
    expect(after('- one\n- t‸wo\n- th‸ree\n- four\n', sinkItems)).toBe('- one\n  - two\n  - three\n- four\n');
  });

  it('end a list with Enter in its empty last item, one level at a time', () => {
    expect(after('- one\n- two‸\n', splitItem, splitItem, typed('after'))).toBe('- one\n- two\n\nafter\n');
    expect(after('- one\n  - two‸\n', splitItem, splitItem, typed('three'))).toBe('- one\n  - two\n- three\n');
    expect(after('- [x] done‸\n', splitItem, typed('next'))).toBe('- [x] done\n- [ ] next\n');
  });

  it('renumber nothing that stands', () => {
    expect(after('1. one‸\n2. two\n3. three\n', splitItem, typed('new'))).toBe('1. one\n2. new\n2. two\n3. three\n');
    expect(after('1. one\n2. ‸two\n3. three\n', unmarkItem)).toBe('1. one\n\ntwo\n\n3. three\n');
  });

  it('go on with the one number of a list that has no other', () => {
    expect(after('1. one\n1. two‸\n', splitItem, typed('new'))).toBe('1. one\n1. two\n1. new\n');
    expect(after('1. one‸\n1. two\n1. three\n', splitItem, typed('new'))).toBe('1. one\n1. new\n1. two\n1. three\n');
    expect(after('0) one\n0) two‸\n', splitItem, typed('a'), splitItem, typed('b'))).toBe('0) one\n0) two\n0) a\n0) b\n');
    expect(after('- x\n  1. one\n  1. two‸\n', splitItem, typed('new'))).toBe('- x\n  1. one\n  1. two\n  1. new\n');
    // Of one item nobody can tell.
    expect(after('1. one‸\n', splitItem, typed('new'))).toBe('1. one\n2. new\n');
  });

  it('take the checkbox first and the bullet then', () => {
    expect(after('- one\n- [ ] ‸two\n', unmarkItem)).toBe('- one\n- two\n');
    expect(after('- one\n- [ ] ‸two\n', unmarkItem, unmarkItem)).toBe('- one\n\ntwo\n');
  });

  it('turn lists into other kinds and back into text', () => {
    expect(after('- one‸\n- two\n', toggleList('orderedList'))).toBe('1. one\n2. two\n');
    expect(after('1. one‸\n2. two\n', toggleList('bulletList'))).toBe('- one\n- two\n');
    expect(after('- o‸ne\n- tw‸o\n', toggleTaskList)).toBe('- [ ] one\n- [ ] two\n');
    expect(after('- [x] o‸ne\n- [ ] tw‸o\n', toggleTaskList)).toBe('- one\n- two\n');
    expect(after('- o‸ne\n- tw‸o\n', toggleList('bulletList'))).toBe('one\n\ntwo\n');
    expect(after('o‸ne\n\ntw‸o\n', toggleTaskList)).toBe('- [ ] one\n- [ ] two\n');
  });

  it('tick the selected tasks together, and open them only when all are ticked', () => {
    expect(after('- [ ] o‸ne\n- [x] two\n- [/] thr‸ee\n- [ ] four\n', toggleTask)).toBe('- [x] one\n- [x] two\n- [/] three\n- [ ] four\n');
    expect(after('- [x] o‸ne\n- [/] tw‸o\n', toggleTask)).toBe('- [ ] one\n- [ ] two\n');
  });

  it('move items and blocks past their neighbours', () => {
    expect(after('- one\n  - inner\n- two‸\n', moveBlock(-1))).toBe('- two\n- one\n  - inner\n');
    expect(after('a\n\nb‸\n\nc\n', moveBlock(-1))).toBe('b\n\na\n\nc\n');
    expect(after('a\n\nb‸\n\nc‸\n\nd\n', moveBlock(1))).toBe('a\n\nd\n\nb\n\nc\n');
    expect(after('> a\n>\n> b‸\n\nc\n', moveBlock(-1))).toBe('> b\n>\n> a\n\nc\n');
    // Frontmatter stays first.
    expect(() => after('---\nk: v\n---\na‸\n\nb\n', moveBlock(-1))).toThrow('did not apply');
  });

  it('turn a block or item into any other kind, and leave one that is of that kind', () => {
    expect(after('a\n\n*b*‸\n\nc\n', turnInto('heading2'))).toBe('a\n\n## *b*\n\nc\n');
    expect(after('- a\n- b‸\n', turnInto('heading1'), typed('!'))).toBe('- a\n\n# b!\n');
    expect(after('a‸\n', turnInto('taskList'))).toBe('- [ ] a\n');
    expect(after('- [x] a‸\n', turnInto('taskList'))).toBe('- [x] a\n');
    expect(after('- [x] a‸\n', turnInto('bulletList'))).toBe('- a\n');
    expect(after('- a‸\n', turnInto('orderedList'))).toBe('1. a\n');
    expect(after('# a‸\n', turnInto('quote'))).toBe('> # a\n');
    expect(after('- a‸\n', turnInto('codeBlock'))).toBe('```\na\n```\n');
    expect(after('- - a‸\n', turnInto('paragraph'))).toBe('a\n');
  });

  it('duplicate and delete whole blocks and items', () => {
    expect(after('# one\n\ntwo‸ *x*\n\nthree\n', duplicateBlocks)).toBe('# one\n\ntwo *x*\n\ntwo *x*\n\nthree\n');
    expect(after('- one‸\n  - inner\n- two\n', duplicateBlocks)).toBe('- one\n  - inner\n- one\n  - inner\n- two\n');
    expect(after('a\n\nb‸\n\nc\n', deleteBlocks)).toBe('a\n\nc\n');
    expect(after('a\n\n- b‸\n\nc\n', deleteBlocks)).toBe('a\n\nc\n');
  });
});
