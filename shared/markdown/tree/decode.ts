/** Decodes what Markdown encodes in strings: escapes and character references. */
import { fromMarkdown } from 'mdast-util-from-markdown';

/** `&amp;` or `&#65;` as text; the source itself where it names nothing. */
export function decodeReference(source: string): string {
  const paragraph = fromMarkdown(source).children[0];
  const text = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined;
  return text?.type === 'text' ? text.value : source;
}

/** A destination, title or label with its escapes and references undone. */
export function decodeMarkdownString(source: string): string {
  if (!source.includes('\\') && !source.includes('&')) return source;
  return source.replace(/\\([!-/:-@[-`{-~])|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[\da-zA-Z]{1,31});/gu, (whole, escaped: string | undefined) => escaped ?? decodeReference(whole));
}

/** The form in which two reference labels are the same. */
export function normalizeLabel(label: string): string {
  return label
    .replace(/[\t\n\r ]+/gu, ' ')
    .replace(/^ | $/gu, '')
    .toLowerCase()
    .toUpperCase();
}
