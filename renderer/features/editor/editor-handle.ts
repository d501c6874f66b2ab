/** What the note view needs of whichever editor shows the note. */
import type { EditorCommands } from './editor-commands.ts';
import type { RichEditor } from './rich/rich-editor.ts';
import type { SourceEditor } from './source/source-editor.ts';
import type { SourcePlace, SourceRange } from './source-place.ts';

export interface EditorHandle {
  caret(): SourcePlace;
  /** The selected stretch of the source, whole blocks with their marks; null for a caret. */
  selection(): SourceRange | null;
  show(place: SourcePlace, options: { readonly focus: boolean; readonly mark: boolean }): void;
  /** Puts the caret there without scrolling. */
  setCaret(place: SourcePlace): void;
  /** Where in the window a place stands, in pixels from above; null where nothing stands for it. */
  heightOf(place: SourcePlace): number | null;
  placeAtHeight(y: number): SourcePlace;
  focus(): void;
  hasFocus(): boolean;
  words(): number;
  /** What a reader sees, and what of it is selected, for counting. */
  plainText(): { readonly whole: string; readonly selected: string };
  readonly commands: EditorCommands;
  /** Set for the one editor that has it. */
  readonly rich: RichEditor | null;
  readonly source: SourceEditor | null;
}

export function richHandle(editor: RichEditor): EditorHandle {
  return {
    caret: () => editor.caret(),
    selection: () => editor.selection(),
    show: (place, options) => editor.show(place, options),
    setCaret: (place) => editor.setCaret(place),
    heightOf: (place) => editor.heightOf(place),
    placeAtHeight: (y) => editor.placeAtHeight(y),
    focus: () => editor.focus(),
    hasFocus: () => editor.hasFocus(),
    words: () => editor.words(),
    plainText: () => editor.plainText(),
    commands: editor.commands,
    rich: editor,
    source: null,
  };
}

export function sourceHandle(editor: SourceEditor): EditorHandle {
  return {
    caret: () => editor.caret(),
    selection: () => editor.selection(),
    show: (place, options) => editor.show(place, options),
    setCaret: (place) => editor.setCaret(place),
    heightOf: (place) => editor.heightOf(place),
    placeAtHeight: (y) => editor.placeAtHeight(y),
    focus: () => editor.focus(),
    hasFocus: () => editor.hasFocus(),
    words: () => editor.words(),
    plainText: () => editor.plainText(),
    commands: editor.commands,
    rich: null,
    source: editor,
  };
}
