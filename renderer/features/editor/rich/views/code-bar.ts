/** The bar of a code block: its language, to be chosen from a list, and a button that copies the code. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import type { EditorContext } from '../editor-context.ts';
import { pickLanguage } from '../block-kind.ts';
import { createButton, createElement, createIcon } from './dom-parts.ts';

export interface CodeBar {
  readonly dom: HTMLElement;
  show(node: Node): void;
}

const copiedMs = 1500;

export function codeBar(view: EditorView, getPosition: () => number | undefined, context: EditorContext): CodeBar {
  const dom = createElement('div', 'code-bar');
  dom.contentEditable = 'false';
  const language = createButton('code-language', '', () => {
    const position = getPosition();
    if (position !== undefined && view.editable) pickLanguage(view, position, language.getBoundingClientRect(), context);
  });
  const copy = createButton(
    'embed-button',
    context.say('code.copy'),
    () => {
      const position = getPosition();
      const code = position === undefined ? undefined : view.state.doc.nodeAt(position)?.textContent;
      if (code === undefined) return;
      void navigator.clipboard.writeText(code).then(() => {
        copy.replaceChildren(createIcon('check'));
        said.textContent = context.say('code.copied');
        setTimeout(() => {
          copy.replaceChildren(createIcon('copy'));
          said.textContent = '';
        }, copiedMs);
      });
    },
    'copy',
  );
  const said = createElement('span', 'sr-only');
  said.setAttribute('aria-live', 'polite');
  dom.append(language, copy, said);
  return {
    dom,
    show(node) {
      const name = typeof node.attrs['language'] === 'string' && node.attrs['language'] !== '' ? node.attrs['language'] : null;
      language.textContent = name ?? context.say('code.plain');
      language.setAttribute('aria-label', context.say('code.language', { language: name ?? context.say('code.plain') }));
      language.classList.toggle('code-plain', name === null);
    },
  };
}
