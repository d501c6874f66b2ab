/** What source looks like, shown below it while it is edited and in its place otherwise. */
import { createElement } from './dom-parts.ts';

export type Rendered =
  | { readonly kind: 'shown'; readonly element: Element }
  /** What is wrong with the source, in words; the source is shown too. */
  | { readonly kind: 'problem'; readonly text: string };

export interface SourcePreview {
  readonly dom: HTMLElement;
  /** Shows this source; null shows nothing. */
  show(source: string | null): void;
  /** Draws the same source again, for another theme. */
  redraw(): void;
  destroy(): void;
}

/** While a person types, drawing each key would flicker and cost. */
const typingMs = 200;

/** `onState` is told whether something is shown in the source's place, or a problem beside it. */
export function sourcePreview(className: string, render: (source: string) => Promise<Rendered>, onState: (state: 'none' | 'shown' | 'problem') => void): SourcePreview {
  const dom = createElement('div', `source-preview ${className}`);
  dom.contentEditable = 'false';
  dom.hidden = true;
  let wanted: string | null = null;
  let drawn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onState('none');

  const draw = async (): Promise<void> => {
    drawn += 1;
    const own = drawn;
    if (wanted === null) return;
    const rendered = await render(wanted);
    // Typed on, or taken away.
    if (own !== drawn) return;
    dom.hidden = false;
    dom.classList.toggle('source-problem', rendered.kind === 'problem');
    if (rendered.kind === 'shown') {
      // What is the same stays, with the focus that may be in it.
      if (dom.childNodes.length !== 1 || dom.firstChild !== rendered.element) dom.replaceChildren(rendered.element);
    }
    else dom.textContent = rendered.text;
    onState(rendered.kind);
  };
  return {
    dom,
    show(source) {
      if (source === wanted) return;
      const first = wanted === null;
      wanted = source;
      clearTimeout(timer);
      if (source === null) {
        drawn += 1;
        dom.hidden = true;
        dom.replaceChildren();
        onState('none');
      } else if (first) void draw();
      else timer = setTimeout(() => void draw(), typingMs);
    },
    redraw: () => void draw(),
    destroy() {
      drawn += 1;
      clearTimeout(timer);
    },
  };
}
