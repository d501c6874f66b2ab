/** Keeps the results of a `query` block under its source, and true while the vault changes. */
import type { Node } from '@tiptap/pm/model';
import { isQuery } from '../../embed/query-results.ts';
import type { EditorContext } from '../editor-context.ts';
import { sourcePreview, type Rendered } from './source-preview.ts';

export interface QueryBlock {
  readonly dom: HTMLElement;
  /** Null where it is too far away to be seen. */
  show(node: Node | null): void;
  destroy(): void;
}

/** Many notes may change at once: one search for all of them. */
const settleMs = 700;
/** A search that takes long is repeated so much less often. */
const restFactor = 5;

export function queryBlock(context: EditorContext, onState: (state: 'none' | 'shown' | 'problem') => void): QueryBlock {
  let drawing: Promise<(source: string) => Promise<Rendered>> | null = null;
  let tookMs = 0;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopFollowing: (() => void) | null = null;
  const results = sourcePreview(
    'preview-query',
    async (source) => {
      drawing ??= import('./draw-query.ts').then(({ queryDrawing }) => queryDrawing(context));
      const draw = await drawing;
      const startMs = performance.now();
      const rendered = await draw(source);
      tookMs = performance.now() - startMs;
      return rendered;
    },
    onState,
  );
  const refresh = (): void => {
    timer = undefined;
    // In a tab behind others nobody looks: it is searched again once it is seen.
    isStale = !results.dom.checkVisibility();
    if (!isStale) results.redraw();
  };
  const follow = (): (() => void) => {
    const seen = new IntersectionObserver((entries) => {
      if (isStale && entries.some(({ isIntersecting }) => isIntersecting)) refresh();
    });
    seen.observe(results.dom);
    const stop = context.onIndexChange(() => {
      timer ??= setTimeout(refresh, Math.max(settleMs, tookMs * restFactor));
    });
    return () => {
      seen.disconnect();
      stop();
    };
  };
  return {
    dom: results.dom,
    show(node) {
      const source = node !== null && isQuery(node) ? node.textContent : null;
      if (source !== null) stopFollowing ??= follow();
      results.show(source);
    },
    destroy() {
      stopFollowing?.();
      clearTimeout(timer);
      results.destroy();
    },
  };
}
