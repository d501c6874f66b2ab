/** Keeps what a `verso` block asks for below its source, and true while the vault changes. Nothing of it is ever saved. */
import type { Node } from '@tiptap/pm/model';
import type { EditorContext } from '../rich/editor-context.ts';
import { createElement } from '../rich/views/dom-parts.ts';
import { sourcePreview } from '../rich/views/source-preview.ts';
import type { ResultView } from './result-view.ts';

export interface VersoBlock {
  readonly dom: HTMLElement;
  /** Null where it is too far away to be seen. */
  show(node: Node | null): void;
  destroy(): void;
}

export const versoLanguage = 'verso';

export function isVersoBlock(node: Node): boolean {
  const { language } = node.attrs;
  return node.type.name === 'codeBlock' && typeof language === 'string' && language.toLowerCase() === versoLanguage;
}

/** Many notes may change at once: one answer for all of them. */
const settleMs = 400;

export function versoBlock(context: EditorContext, onState: (state: 'none' | 'shown' | 'problem') => void): VersoBlock {
  const box = createElement('div', 'verso-box');
  let view: Promise<ResultView> | null = null;
  let source: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopFollowing: (() => void) | null = null;
  let isStale = false;

  const ask = async (text: string): Promise<void> => {
    isStale = false;
    view ??= import('./result-view.ts').then(({ resultView }) => resultView(box, context));
    const [shown, result] = await Promise.all([view, context.queries.run(text)]);
    // Typed on, or taken away: what was asked for then is nobody's answer now.
    if (text === source) shown.show(result, text);
  };
  const preview = sourcePreview(
    'preview-verso',
    async (text) => {
      await ask(text);
      return { kind: 'shown', element: box };
    },
    onState,
  );
  const refresh = (): void => {
    timer = undefined;
    if (source === null) return;
    // In a tab behind others nobody looks: it is asked again once it is seen.
    if (!box.checkVisibility()) isStale = true;
    else void ask(source);
  };
  const follow = (): (() => void) => {
    const seen = new IntersectionObserver((entries) => {
      if (isStale && source !== null && entries.some(({ isIntersecting }) => isIntersecting)) void ask(source);
    });
    seen.observe(box);
    const stop = context.queries.onChange(() => {
      timer ??= setTimeout(refresh, settleMs);
    });
    return () => {
      seen.disconnect();
      stop();
    };
  };
  return {
    dom: preview.dom,
    show(node) {
      source = node !== null && isVersoBlock(node) ? node.textContent : null;
      if (source !== null) stopFollowing ??= follow();
      preview.show(source);
    },
    destroy() {
      source = null;
      stopFollowing?.();
      clearTimeout(timer);
      preview.destroy();
    },
  };
}
