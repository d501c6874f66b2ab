/** Runs of styled text inside one block of HTML, as one piece of inline Markdown. */
import { link } from '../escape.ts';
import { appendInline, edges, styled } from '../inline-style.ts';

/** Text between two tags and all that was open around it. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly strike: boolean;
  readonly code: boolean;
  readonly href: string | null;
  /** Already Markdown. */
  readonly raw: boolean;
}

/** Inline runs to Markdown; adjacent runs of one style are one. */
export function renderRuns(runs: readonly Run[]): { markdown: string; plain: string } {
  let markdown = '';
  let plain = '';
  let index = 0;
  while (index < runs.length) {
    const href = runs[index]?.href ?? null;
    let inner = '';
    let words = '';
    while (index < runs.length && (runs[index]?.href ?? null) === href) {
      const first = runs[index];
      if (first === undefined) break;
      let text = '';
      let joined = '';
      while (index < runs.length) {
        const run = runs[index];
        if (run === undefined || (run.href ?? null) !== href || !sameStyle(run, first)) break;
        text += run.text;
        if (!run.raw || run.text === '\n') joined += run.text;
        index++;
      }
      words += joined;
      inner = appendInline(inner, renderStyled(text, first, href !== null));
    }
    plain += words;
    if (href === null || href.trim() === '') markdown = appendInline(markdown, inner);
    else {
      const [before, middle, after] = edges(inner);
      const same = words.trim() === href.trim() || `${words.trim()}/` === href.trim();
      const linked = middle === '' ? '' : link(same ? '' : middle.replace(/\n/g, ' '), href);
      markdown = appendInline(markdown + before, linked) + after;
    }
  }
  return { markdown: markdown.replace(/[ \t]+/g, ' '), plain: plain.replace(/[ \t]+/g, ' ').trim() };
}

function sameStyle(a: Run, b: Run): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.code === b.code && a.raw === b.raw;
}

function renderStyled(text: string, style: Run, linked: boolean): string {
  return style.raw ? text : styled(text, style, linked);
}
