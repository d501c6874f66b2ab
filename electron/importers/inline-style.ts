/** Bold, italic, struck and code text from a source, as Markdown marks around escaped text. */
import { cleanText, escapeInline, inlineCode } from './escape.ts';

export interface InlineStyle {
  readonly bold?: boolean | undefined;
  readonly italic?: boolean | undefined;
  readonly strike?: boolean | undefined;
  readonly code?: boolean | undefined;
}

/** Text without its outer blanks, and these. */
export function edges(text: string): [before: string, middle: string, after: string] {
  const middle = text.trim();
  if (middle === '') return [text, '', ''];
  const start = text.indexOf(middle);
  return [text.slice(0, start), middle, text.slice(start + middle.length)];
}

/** Puts marks around Markdown, inside its outer blanks: `** a**` would be no emphasis. */
export function mark(markdown: string, style: InlineStyle): string {
  const [before, middle, after] = edges(markdown);
  if (middle === '') return markdown;
  let marked = middle;
  if (style.strike === true) marked = `~~${marked}~~`;
  if (style.italic === true) marked = `*${marked}*`;
  if (style.bold === true) marked = `**${marked}**`;
  return before + marked + after;
}

/**
 * Puts two pieces of Markdown side by side so that each still means itself: an exclamation before
 * a link must not make it an image, and two code spans that touch must not become one.
 */
export function appendInline(before: string, after: string): string {
  if (after.startsWith('[') && before.endsWith('!')) return `${before.slice(0, -1)}\\!${after}`;
  return after.startsWith('`') && before.endsWith('`') ? `${before} ${after}` : before + after;
}

/** Source text to Markdown. Inside a link (`linked`) addresses stay text. */
export function styled(text: string, style: InlineStyle, linked = false): string {
  if (style.code === true) return inlineCode(cleanText(text));
  return cleanText(text)
    .split('\n')
    .map((line) => mark(escapeInline(line, !linked), style))
    .join('\n');
}
