/**
 * Blocks of source: code with its bar, and what is drawn from source (formulas, diagrams, HTML).
 * The source is always there and always the text that is saved; the drawing never is.
 */
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { isQuery } from '../../embed/query-results.ts';
import { isVersoBlock, versoBlock, type VersoBlock } from '../../queries/verso-block.ts';
import { isDiagram, isHtml } from '../caret-block.ts';
import type { EditorContext } from '../editor-context.ts';
import { codeBar } from './code-bar.ts';
import { createButton, createElement, whenNear } from './dom-parts.ts';
import { queryBlock, type QueryBlock } from './query-block.ts';
import { sourcePreview, type Rendered } from './source-preview.ts';

export function sourceBlockView(node: Node, view: EditorView, getPosition: () => number | undefined, context: EditorContext): NodeView {
  const type = node.type.name;
  let near = false;
  let current = node;
  const dom = createElement('div', `source-block source-${type}`);
  const pre = createElement('pre', '');
  pre.spellcheck = false;
  const contentDOM = createElement('code', '');
  pre.append(contentDOM);
  const bar = type === 'codeBlock' ? codeBar(view, getPosition, context) : null;
  if (bar !== null) dom.append(bar.dom);
  dom.append(pre);

  const preview = sourcePreview(
    `preview-${type}`,
    (source) => render(type, source, context),
    (state) => {
      dom.dataset.preview = state;
    },
  );
  dom.append(preview.dom);
  /** Made once there is something to ask: few code blocks have results. */
  let live: readonly (QueryBlock | VersoBlock)[] = [];
  const showLive = (): void => {
    if (live.length === 0 && near && (isQuery(current) || isVersoBlock(current))) {
      live = [
        queryBlock(context, (state) => {
          dom.dataset.query = state;
        }),
        versoBlock(context, (state) => {
          dom.dataset.verso = state;
        }),
      ];
      dom.append(...live.map((each) => each.dom));
    }
    for (const each of live) each.show(near ? current : null);
  };

  const openSource = (): void => {
    const position = getPosition();
    const block = position === undefined ? null : view.state.doc.nodeAt(position);
    if (position === undefined || block === null || !view.editable) return;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, position + 1 + block.content.size)));
    view.focus();
  };
  if (type === 'rawBlock') dom.append(createButton('source-open edit-only', context.say('html.edit'), openSource, 'code'));
  preview.dom.addEventListener('mousedown', (event) => {
    // HTML has links and parts that unfold; its source is opened by its button.
    if (type === 'rawBlock' || event.button !== 0 || !view.editable) return;
    event.preventDefault();
    openSource();
  });

  const show = (): void => {
    bar?.show(current);
    pre.className = type === 'rawBlock' ? rawKind(current.textContent) : '';
    for (const name of ['language', 'meta'] as const) {
      const value: unknown = current.attrs[name];
      if (typeof value === 'string') pre.dataset[name] = value;
      else delete pre.dataset[name];
    }
    if (type === 'mathBlock' || type === 'rawBlock') pre.dataset.type = type === 'mathBlock' ? 'math' : 'raw';
    preview.show(near ? previewed(current) : null);
    showLive();
  };
  const stopWaiting = whenNear(dom, () => {
    near = true;
    show();
  });
  const theme = new MutationObserver(() => {
    if (isDiagram(current)) preview.redraw();
  });
  if (type === 'codeBlock') theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  show();
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      if (next !== current) {
        current = next;
        show();
      }
      return true;
    },
    stopEvent: (event) => event.target instanceof globalThis.Node && !contentDOM.contains(event.target) && event.target !== pre && event.target !== dom && event.type !== 'click',
    // A selection in the drawing is for copying: it must not open the source.
    ignoreMutation: (mutation) => (mutation.type === 'selection' ? [preview, ...live].some((each) => each.dom.contains(mutation.target)) : !contentDOM.contains(mutation.target)),
    destroy() {
      stopWaiting();
      theme.disconnect();
      preview.destroy();
      for (const each of live) each.destroy();
    },
  };
}

/** The source that a drawing is made of; null where there is none. */
function previewed(node: Node): string | null {
  const source = node.textContent;
  if (node.type.name === 'codeBlock') return isDiagram(node) ? source : null;
  if (node.type.name === 'mathBlock') return source.trim() === '' ? null : source;
  return isHtml(source) ? source : null;
}

async function render(type: string, source: string, context: EditorContext): Promise<Rendered> {
  if (type === 'mathBlock') {
    const { setMath } = await import('./set-math.ts');
    return setMath(source, true);
  }
  if (type === 'codeBlock') {
    const { drawMermaid } = await import('./draw-mermaid.ts');
    const dark = document.documentElement.dataset['theme'] === 'dark';
    return drawMermaid(source, dark, context.say('diagram.description', { source }));
  }
  const { safeHtml } = await import('./safe-html.ts');
  const element = safeHtml(source, context);
  return element === null ? { kind: 'problem', text: '' } : { kind: 'shown', element };
}

/** How quiet raw source is: comments and definitions are of use to the writer only. */
function rawKind(source: string): string {
  if (/^\s*(?:%%|<!--)/u.test(source)) return 'raw-comment';
  return /^\s*\[[^\]]+\]:/u.test(source) ? 'raw-definition' : '';
}
