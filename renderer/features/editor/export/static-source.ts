/** What an export draws from source: code in colours, formulas, diagrams, plain HTML. */
import { isImageName, isInlineImage, linkTarget } from '../links/link-target.ts';
import { element, type Drawing } from './drawing.ts';

export function drawCode(source: string, language: string | null, drawing: Drawing): HTMLElement {
  const pre = element(drawing, 'pre');
  const code = element(drawing, 'code', '', source);
  pre.append(code);
  if (language === null) return pre;
  pre.dataset['language'] = language;
  drawing.later(
    import('../rich/highlight-code.ts').then(({ highlightCode }) => {
      let at = 0;
      const parts: (string | HTMLElement)[] = [];
      for (const { from, to, className } of highlightCode(source, language)) {
        parts.push(source.slice(at, from), element(drawing, 'span', className, source.slice(from, to)));
        at = to;
      }
      code.replaceChildren(...parts, source.slice(at));
    }),
  );
  return pre;
}

/** The TeX itself where it cannot be set. */
export function drawMath(tex: string, display: boolean, tag: 'div' | 'span', drawing: Drawing): HTMLElement {
  const box = element(drawing, tag, display ? 'math math-block' : 'math');
  box.append(element(drawing, 'code', '', tex));
  drawing.later(
    import('../rich/views/set-math.ts').then(({ setMath }) => {
      const rendered = setMath(tex, display);
      if (rendered.kind === 'shown') box.replaceChildren(rendered.element);
    }),
  );
  return box;
}

/** The diagram as a picture; its source where it cannot be drawn. */
export function drawDiagram(source: string, drawing: Drawing): HTMLElement {
  const box = element(drawing, 'div', 'diagram');
  box.append(drawCode(source, null, drawing));
  drawing.later(
    import('../rich/views/draw-mermaid.ts').then(async ({ drawMermaid }) => {
      const rendered = await drawMermaid(source, false, drawing.context.say('diagram.description', { source }));
      if (rendered.kind === 'shown') box.replaceChildren(rendered.element);
    }),
  );
  return box;
}

/** HTML as the editor shows it; nothing where it has nothing to show. */
export function drawHtml(source: string, drawing: Drawing): HTMLElement {
  const box = element(drawing, 'div', 'html');
  drawing.later(
    import('../rich/views/safe-html.ts').then(async ({ plainFragment }) => {
      const fragment = plainFragment(source);
      await Promise.all([...fragment.querySelectorAll('img')].map((image) => carryImage(image, drawing)));
      for (const anchor of fragment.querySelectorAll('a')) tameLink(anchor);
      box.append(fragment);
    }),
  );
  return box;
}

async function carryImage(image: HTMLImageElement, drawing: Drawing): Promise<void> {
  const source = image.getAttribute('src') ?? '';
  if (isInlineImage(source)) return;
  image.removeAttribute('src');
  const target = linkTarget(source);
  const found = target.kind === 'vault' ? await drawing.context.resolver.resolve(target.target) : null;
  const path = found?.path ?? null;
  const address = path === null || !isImageName(path) ? null : await drawing.picture(path);
  if (address !== null) image.src = address;
  else image.replaceWith(element(drawing, 'span', 'card', image.alt || source));
}

function tameLink(anchor: HTMLAnchorElement): void {
  const target = linkTarget(anchor.getAttribute('href') ?? '');
  anchor.removeAttribute('href');
  anchor.removeAttribute('target');
  if (target.kind !== 'external') return;
  anchor.setAttribute('href', target.url);
  anchor.rel = 'noopener noreferrer';
}
