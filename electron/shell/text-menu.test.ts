import { describe, expect, it } from 'vitest';
import { textMenuTemplate, type TextMenuParams } from './text-menu.ts';

const editFlags = { canUndo: true, canRedo: true, canCut: false, canCopy: false, canPaste: true, canDelete: true, canSelectAll: true, canEditRichly: true };
const params: TextMenuParams = { editFlags, isEditable: true, misspelledWord: '', dictionarySuggestions: [], selectionText: '' };
const none = { replaceMisspelling: () => undefined, learnWord: () => undefined };

describe('the menu on text', () => {
  it('offers what the text allows', () => {
    const roles = (over: Partial<TextMenuParams>) => textMenuTemplate({ ...params, ...over }, none).flatMap(({ role, enabled }) => (role === undefined ? [] : [[role, enabled]]));
    expect(roles({})).toEqual([['cut', false], ['copy', false], ['paste', true], ['pasteAndMatchStyle', true], ['selectAll', true]]);
    expect(roles({ isEditable: false, selectionText: 'words', editFlags: { ...editFlags, canCopy: true } })).toEqual([['copy', true]]);
    expect(roles({ isEditable: false })).toEqual([]);
  });

  it('offers spellings first, or says that it has none, and learns words', () => {
    const asked: string[] = [];
    const actions = { replaceMisspelling: (word: string) => asked.push(word), learnWord: (word: string) => asked.push(`+${word}`) };
    const some = textMenuTemplate({ ...params, misspelledWord: 'recieve', dictionarySuggestions: ['receive', 'R&D'] }, actions);
    expect(some.slice(0, 3).map(({ label }) => label)).toEqual(['receive', 'R&&D', 'Add to dictionary']);
    // The click's arguments are of no use to us.
    for (const item of some.slice(1, 3)) (item.click as (() => void) | undefined)?.();
    expect(asked).toEqual(['R&D', '+recieve']);
    const without = textMenuTemplate({ ...params, misspelledWord: 'xyzzq' }, actions);
    expect(without[0]).toMatchObject({ label: 'No suggestions', enabled: false });
  });
});
