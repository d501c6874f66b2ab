import { Fragment } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { after, typed } from './run-command.test-support.ts';
import { addColumn, addRow, alignColumns, breakInCell, cellBelow, deleteColumns, deleteRows, deleteTable, fillCells, leaveTable, moveColumn, moveRow, nextCell, selectColumn, selectTable } from './table-commands.ts';

const table = (cells: string): string => `before\n\n${cells}\nafter\n`;
const small = '| a | b |\n| --- | :-: |\n| c‸ | d |\n| e | f |\n';

describe('table commands', () => {
  it('add rows and columns beside the caret, and touch nothing else', () => {
    expect(after(table(small), addRow(1), typed('new'))).toBe(table('| a | b |\n| --- | :-: |\n| c | d |\n| new |  |\n| e | f |\n'));
    expect(after(table(small), addRow(-1), typed('new'))).toBe(table('| a | b |\n| --- | :-: |\n| new |  |\n| c | d |\n| e | f |\n'));
    expect(after(table(small), addColumn(1), typed('new'))).toBe(table('| a |  | b |\n| --- | --- | :-: |\n| c | new | d |\n| e |  | f |\n'));
  });

  it('move rows and columns with their alignment; the first row is the head', () => {
    expect(after(table(small), moveRow(1))).toBe(table('| a | b |\n| --- | :-: |\n| e | f |\n| c | d |\n'));
    expect(after(table(small), moveRow(-1))).toBe(table('| c | d |\n| --- | :-: |\n| a | b |\n| e | f |\n'));
    expect(after(table(small), moveColumn(1))).toBe(table('| b | a |\n| :-: | --- |\n| d | c |\n| f | e |\n'));
  });

  it('delete rows, columns, and with the last of them the table', () => {
    expect(after(table(small), deleteRows)).toBe(table('| a | b |\n| --- | :-: |\n| e | f |\n'));
    expect(after(table(small), deleteColumns)).toBe(table('| b |\n| :-: |\n| d |\n| f |\n'));
    expect(after(table(small), selectTable, deleteRows)).toBe('before\n\nafter\n');
    expect(after(table(small), deleteTable)).toBe('before\n\nafter\n');
  });

  it('align columns, and take the alignment away again', () => {
    expect(after(table(small), alignColumns('right'))).toBe(table('| a | b |\n| --: | :-: |\n| c | d |\n| e | f |\n'));
    expect(after(table(small.replace('‸', '').replace('d', 'd‸')), alignColumns('center'))).toBe(table('| a | b |\n| --- | --- |\n| c | d |\n| e | f |\n'));
  });

  it('walk through cells with Tab and Enter, and grow the table at its end', () => {
    expect(after(table(small), nextCell(1), typed('1'), nextCell(1), typed('2'))).toBe(table('| a | b |\n| --- | :-: |\n| c | d1 |\n| e2 | f |\n'));
    expect(after(table(small), nextCell(-1), typed('1'))).toBe(table('| a | b1 |\n| --- | :-: |\n| c | d |\n| e | f |\n'));
    expect(after(table(small), cellBelow, typed('1'), cellBelow, typed('2'))).toBe(table('| a | b |\n| --- | :-: |\n| c | d |\n| e1 | f |\n| 2 |  |\n'));
    expect(after(table(small), cellBelow, nextCell(1), nextCell(1), typed('new'))).toBe(table('| a | b |\n| --- | :-: |\n| c | d |\n| e | f |\n| new |  |\n'));
  });

  it('break a line within a cell as the file can say it, and leave the table', () => {
    expect(after(table(small), breakInCell, typed('2'))).toBe(table('| a | b |\n| --- | :-: |\n| c<br>2 | d |\n| e | f |\n'));
    expect(after(table(small), leaveTable, typed('on '))).toBe(table(small.replace('‸', '')).replace('after', 'on after'));
  });

  it('fill cells from a spreadsheet, growing where it is larger, and keep bars in their cells', () => {
    const schema = createDocumentSchema();
    const grid = [['1', '2|3'], ['4', '5'], ['6', '7']].map((row) => row.map((text) => Fragment.from(schema.text(text))));
    expect(after(table(small), fillCells(grid))).toBe(table('| a | b |\n| --- | :-: |\n| 1 | 2\\|3 |\n| 4 | 5 |\n| 6 | 7 |\n'));
    expect(after(table(small), selectColumn, fillCells([[Fragment.from(schema.text('x'))]]))).toBe(table('| x | b |\n| --- | :-: |\n| x | d |\n| x | f |\n'));
  });

  it('keep the padding that a table was drawn with in the rows that stay', () => {
    const drawn = '| name   | much |\n|--------|-----:|\n| flour‸  |  500 |\n| water  |  350 |\n';
    const plain = drawn.replace('‸', '');
    expect(after(table(drawn), addRow(1), typed('salt'))).toBe(table(plain.replace('| water', '| salt |  |\n| water')));
    expect(after(table(drawn), deleteRows)).toBe(table(plain.replace('| flour  |  500 |\n', '')));
  });
});
