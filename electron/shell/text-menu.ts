/** The menu of the secondary mouse button on text, as a template. */
import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

export type TextMenuParams = Pick<ContextMenuParams, 'dictionarySuggestions' | 'editFlags' | 'isEditable' | 'misspelledWord' | 'selectionText'>;

export interface TextMenuActions {
  readonly replaceMisspelling: (word: string) => void;
  readonly learnWord: (word: string) => void;
}

/** Empty where there is nothing to do. */
export function textMenuTemplate(params: TextMenuParams, actions: TextMenuActions): MenuItemConstructorOptions[] {
  const { editFlags } = params;
  if (!params.isEditable) return params.selectionText.trim() === '' ? [] : [{ role: 'copy', enabled: editFlags.canCopy }];
  return [
    ...spelling(params, actions),
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { role: 'pasteAndMatchStyle', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ];
}

function spelling({ misspelledWord, dictionarySuggestions }: TextMenuParams, actions: TextMenuActions): MenuItemConstructorOptions[] {
  if (misspelledWord === '') return [];
  const suggestions: MenuItemConstructorOptions[] = dictionarySuggestions.map((word) => ({
    label: word.replaceAll('&', '&&'),
    click: () => actions.replaceMisspelling(word),
  }));
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: 'No suggestions', enabled: false }]),
    { label: 'Add to dictionary', click: () => actions.learnWord(misspelledWord) },
    { type: 'separator' },
  ];
}
