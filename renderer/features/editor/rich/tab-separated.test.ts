import { describe, expect, it } from 'vitest';
import { cellsOfText, textOfCells } from './tab-separated.ts';

describe('cells on the clipboard', () => {
  it('are read with their quotes, and written the same', () => {
    const rows = [['a', 'b "c"'], ['two\nlines', '']];
    const text = 'a\t"b ""c"""\n"two\nlines"\t';
    expect(cellsOfText(`${text}\r\n`)).toEqual(rows);
    expect(textOfCells(rows)).toBe(text);
  });

  it('are told from text that merely has tabs', () => {
    expect(cellsOfText('\tindented\nline')).toBeNull();
    expect(cellsOfText('one\ttwo\nthree')).toBeNull();
    expect(cellsOfText('one line')).toBeNull();
    expect(cellsOfText('6" pipe\t5\n7" pipe\t6')).toEqual([['6" pipe', '5'], ['7" pipe', '6']]);
  });
});
