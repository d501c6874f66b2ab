/**
 * Rewrites HTML with plain tags and attributes only, without a browser's parser.
 *
 * Chromium reports handlers and bases even in the lifeless document in which DOMPurify reads them,
 * and a report of an attack that cannot happen hides those that can. DOMPurify judges what is left.
 */
import { Parser } from 'htmlparser2';

export const plainTags: readonly string[] = [
  'a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em',
  'figcaption', 'figure', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 'rp', 'rt', 'ruby',
  's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'u', 'ul', 'var', 'wbr',
];

export const plainAttributes: readonly string[] = [
  'align', 'alt', 'cite', 'color', 'colspan', 'datetime', 'dir', 'height', 'href', 'lang', 'open', 'reversed', 'rowspan', 'src', 'start', 'style', 'title', 'type', 'valign', 'value', 'width',
];

/** Tags whose content is not for reading. */
const silent: ReadonlySet<string> = new Set(['script', 'style', 'iframe', 'object', 'embed', 'noscript', 'template', 'textarea', 'select', 'svg', 'math', 'title', 'xmp', 'noembed', 'noframes', 'plaintext']);
const empty: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr']);

export function plainHtml(source: string): string {
  let html = '';
  let silence = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silent.has(name)) silence += 1;
        if (silence > 0 || !plainTags.includes(name)) return;
        const kept = Object.entries(attributes).filter(([key]) => plainAttributes.includes(key));
        html += `<${name}${kept.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join('')}>`;
      },
      ontext(text) {
        if (silence === 0) html += escapeHtml(text);
      },
      onclosetag(name) {
        if (silent.has(name)) silence -= 1;
        else if (silence === 0 && plainTags.includes(name) && !empty.has(name)) html += `</${name}>`;
      },
    },
    { decodeEntities: true },
  );
  parser.end(source);
  return html;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
