/** Sets TeX with KaTeX. A file of its own so that KaTeX and its fonts load only where there is math. */
import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Null where the TeX is wrong: then its source stays. */
export function setMath(tex: string, display: boolean): HTMLElement | null {
  const set = document.createElement('span');
  try {
    // `trust` off: no links, no images, no HTML from TeX.
    katex.render(tex, set, { displayMode: display, throwOnError: true, trust: false, strict: 'ignore', output: 'htmlAndMathml' });
  } catch {
    return null;
  }
  return set;
}
