/** What the note view needs of whichever editor shows the note. */
import { noEditorCommands, type EditorCommands } from './editor-commands.ts';
import type { RichEditor } from './rich/rich-editor.ts';
import type { SourceEditor } from './source/source-editor.ts';
import type { SourcePlace } from './source-place.ts';

export interface EditorHandle {
  caret(): SourcePlace;
  show(place: SourcePlace, options: { readonly focus: boolean; readonly mark: boolean }): void;
  focus(): void;
  plainText(): string;
  readonly commands: EditorCommands;
  /** Set for the one editor that has it. */
  readonly rich: RichEditor | null;
  readonly source: SourceEditor | null;
}

export function richHandle(editor: RichEditor): EditorHandle {
  return {
    caret: () => editor.caret(),
    show: (place, options) => editor.show(place, options),
    focus: () => editor.focus(),
    plainText: () => editor.plainText(),
    commands: editor.commands,
    rich: editor,
    source: null,
  };
}

export function sourceHandle(editor: SourceEditor): EditorHandle {
  return {
    caret: () => editor.caret(),
    show: (place, options) => editor.show(place, options),
    focus: () => editor.focus(),
    plainText: () => editor.plainText(),
    commands: noEditorCommands,
    rich: null,
    source: editor,
  };
}
