/** Sets TeX with KaTeX. A file of its own so that KaTeX and its fonts load only where there is math. */
import katex from 'katex';
import 'katex/dist/katex.min.css';
import type { Rendered } from './source-preview.ts';

export function setMath(tex: string, display: boolean): Rendered {
  const element = document.createElement('span');
  try {
    // `trust` off: no links, no images, no HTML from TeX.
    katex.render(tex, element, { displayMode: display, throwOnError: true, trust: false, strict: 'ignore', output: 'htmlAndMathml' });
  } catch (error) {
    return { kind: 'problem', text: error instanceof Error ? error.message.replace(/^KaTeX parse error: /u, '') : String(error) };
  }
  return { kind: 'shown', element };
}
