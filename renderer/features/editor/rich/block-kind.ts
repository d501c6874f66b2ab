/** Changes what a block is by a short list: the language of code, the kind of a callout, the mark of a task. */
import type { Node } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { calloutKinds, calloutKindOf } from './callout-kinds.ts';
import { codeLanguages } from './code-languages.ts';
import type { EditorContext } from './editor-context.ts';
import type { PickerOption, PickerRequest } from './picker.tsx';
import { taskMarks } from './task-marks.ts';

export function pickLanguage(view: EditorView, position: number, anchor: DOMRect, context: EditorContext): void {
  const node = view.state.doc.nodeAt(position);
  if (node === null) return;
  const current = typeof node.attrs['language'] === 'string' ? node.attrs['language'] : '';
  openPicker({
    anchor,
    label: context.say('code.choose'),
    options: [{ value: '', label: context.say('code.plain') }, ...codeLanguages.map(({ name, label, words }) => ({ value: name, label, words }))],
    current: current.toLowerCase(),
    noneText: context.say('code.none'),
    typed: (text) => (/^[^\s`]{1,40}$/u.test(text) ? { value: text, label: context.say('code.other', { language: text }) } : null),
    onPick: (language) => setAttribute(view, position, 'codeBlock', 'language', language === '' ? null : language),
    onClose: () => view.focus(),
  });
}

export function pickCallout(view: EditorView, position: number, anchor: DOMRect, context: EditorContext): void {
  const node = view.state.doc.nodeAt(position);
  if (node === null) return;
  const [written = ''] = String(node.attrs['kind']).split('|');
  const metadata = String(node.attrs['kind']).slice(written.length);
  const folds: readonly PickerOption[] = ['', '+', '-'].map((fold) => ({ value: `fold:${fold}`, label: context.say(`callout.fold.${fold === '' ? 'none' : fold === '+' ? 'open' : 'closed'}`), sign: fold === '' ? ' ' : fold }));
  openPicker({
    anchor,
    label: context.say('callout.choose'),
    options: [...calloutKinds.map(({ kind, aliases }) => ({ value: kind, label: context.say(`callout.kinds.${kind}`), words: aliases })), ...folds.filter(({ value }) => value !== `fold:${String(node.attrs['fold'])}`)],
    current: calloutKindOf(written),
    noneText: context.say('callout.none'),
    onPick(value) {
      if (value.startsWith('fold:')) setAttribute(view, position, 'callout', 'fold', value.slice('fold:'.length));
      else setAttribute(view, position, 'callout', 'kind', `${value}${metadata}`);
    },
    onClose: () => view.focus(),
  });
}

export function pickTaskMark(view: EditorView, position: number, anchor: DOMRect, context: EditorContext): void {
  const node = view.state.doc.nodeAt(position);
  if (node === null || node.attrs['checked'] === null) return;
  openPicker({
    anchor,
    label: context.say('task.choose'),
    options: taskMarks.map(({ mark, key }) => ({ value: mark, label: context.say(`task.marks.${key}`), sign: mark === ' ' ? '' : mark, words: [mark] })),
    current: String(node.attrs['checked']),
    noneText: context.say('task.oneCharacter'),
    typed: (text) => ([...text].length === 1 && !/[[\]\s]/u.test(text) ? { value: text, label: context.say('task.other', { mark: text }), sign: text } : null),
    onPick: (mark) => setAttribute(view, position, 'listItem', 'checked', mark),
    onClose: () => view.focus(),
  });
}

/** The list for the innermost block around the caret that has kinds. */
export function changeKind(context: EditorContext): Command {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const pick = pickerFor($from.node(depth));
      if (pick === null) continue;
      if (dispatch !== undefined && view !== undefined) {
        const { left, top, bottom } = view.coordsAtPos(state.selection.from);
        pick(view, $from.before(depth), new DOMRect(left, top, 0, bottom - top), context);
      }
      return true;
    }
    return false;
  };
}

/** Folds or unfolds the innermost callout around the caret that can be. */
export const toggleCallout: Command = (state, dispatch, view) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name !== 'callout' || node.attrs['fold'] === '') continue;
    const dom = view?.nodeDOM($from.before(depth));
    // Whether it is folded is the view's own; its button is the one way to change it.
    if (dispatch !== undefined && dom instanceof Element) dom.querySelector<HTMLElement>(':scope > .callout-fold')?.click();
    return true;
  }
  return false;
};

/** Loaded with the first list that is asked for. */
function openPicker(request: PickerRequest): void {
  void import('./picker.tsx').then((picker) => picker.openPicker(request));
}

function pickerFor(node: Node): typeof pickLanguage | null {
  if (node.type.name === 'codeBlock') return pickLanguage;
  if (node.type.name === 'callout') return pickCallout;
  return node.type.name === 'listItem' && node.attrs['checked'] !== null ? pickTaskMark : null;
}

function setAttribute(view: EditorView, position: number, type: string, name: string, value: string | null): void {
  const node = view.state.doc.nodeAt(position);
  // The note may have changed behind the list.
  if (node?.type.name !== type || !view.editable || node.attrs[name] === value) return;
  view.dispatch(view.state.tr.setNodeAttribute(position, name, value));
}
