/**
 * HTML mail to Markdown in one streaming pass: no tree, no recursion, bounded in size and depth.
 *
 * Layout tables are flattened and data tables kept, hidden text and tracking pixels dropped,
 * links kept, remote images never loaded. What is repeated from earlier messages is told apart by
 * the containers that mail programs use for it.
 */
import { Parser } from 'htmlparser2';
import { cleanText, escapeInline, escapeLineStart, fence, link } from '../escape.ts';
import { renderRuns, type Run } from './html-inline.ts';
import { findDataTables } from './html-tables.ts';

export interface HtmlBlock {
  readonly markdown: string;
  readonly plain: string;
  /** Repeats an earlier message, by its container. */
  readonly quoted: boolean;
  readonly quoteDepth: number;
  /** First block of a list item. */
  readonly item: boolean;
}

export interface HtmlOptions {
  /** Markdown for an image of the message itself, or null. */
  readonly inlineImage: (contentId: string, alt: string) => string | null;
  readonly maxCharacters: number;
}

interface ListLevel {
  readonly ordered: boolean;
  number: number;
}

const skipped = new Set(['script', 'style', 'head', 'title', 'template', 'svg', 'object', 'iframe', 'applet', 'math', 'select', 'textarea', 'noframes', 'xml']);
const blocks = new Set([
  'address', 'article', 'aside', 'body', 'center', 'dd', 'details', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer',
  'form', 'header', 'html', 'main', 'nav', 'p', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'caption', 'legend',
]);
const hidden =
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:^|[;\s])(?:font-size|max-height)\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)|(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)/i;
const quoteContainer = /(?:^|\s)(?:gmail_quote|gmail_extra_quote|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|moz-cite-prefix|x_gmail_quote|wordsection1_quote)(?:\s|$)/i;
const quoteIds = /^(?:x_)?(?:appendonsend|divrplyfwdmsg|replybody|reply-intro|olk_src_body_section|mail-editor-reference-message-container)$/i;
const deepestQuote = 6;
const deepestList = 6;

/** Top-level blocks in order; `cut` when the limit ended the conversion. */
export function htmlToBlocks(html: string, options: HtmlOptions): { blocks: readonly HtmlBlock[]; cut: boolean } {
  const source = html.length > options.maxCharacters ? html.slice(0, options.maxCharacters) : html;
  const dataTables = findDataTables(source);
  const out: HtmlBlock[] = [];

  let runs: Run[] = [];
  let skipDepth = 0;
  let bold = 0;
  let italic = 0;
  let strike = 0;
  let code = 0;
  let heading = 0;
  let pre: string | null = null;
  let preDepth = 0;
  let quoteDepth = 0;
  /** Open containers of repeated text; `rest` when everything after belongs to it. */
  let quotedOpen = 0;
  let quotedRest = false;
  const hrefs: string[] = [];
  const lists: ListLevel[] = [];
  let itemPending = false;
  let table = -1;
  const tableStack: { data: boolean; rows: string[][]; cell: boolean }[] = [];
  /** What each open element must undo, by its name: mail closes things out of order. */
  const open: { name: string; undo: (() => void) | null }[] = [];

  const inData = (): boolean => tableStack[tableStack.length - 1]?.data === true;

  const addText = (text: string, raw = false): void => {
    if (text === '') return;
    runs.push({ text, raw, bold: bold > 0 || heading > 0, italic: italic > 0, strike: strike > 0, code: code > 0, href: hrefs[hrefs.length - 1] ?? null });
  };

  const push = (lines: readonly string[], plain: string): void => {
    const quotes = '> '.repeat(Math.min(quoteDepth, deepestQuote));
    const level = lists[lists.length - 1];
    const depth = Math.min(lists.length, deepestList);
    let first = '';
    let rest = '';
    let item = false;
    if (level !== undefined) {
      const indent = '    '.repeat(depth - 1);
      const marker = level.ordered ? `${Math.min(level.number, 999_999)}. ` : '- ';
      first = itemPending ? indent + marker.padEnd(4) : `${indent}    `;
      rest = `${indent}    `;
      item = itemPending;
      itemPending = false;
    }
    out.push({
      markdown: lines.map((line, index) => (quotes + (index === 0 ? first : rest) + line).trimEnd()).join('\n'),
      plain,
      quoted: quotedOpen > 0 || quotedRest,
      quoteDepth: Math.min(quoteDepth, deepestQuote),
      item,
    });
  };

  const flush = (): void => {
    if (runs.length === 0) return;
    const { markdown, plain } = renderRuns(runs);
    runs = [];
    const lines = markdown.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    if (lines.length > 0) push(lines.map(escapeLineStart), plain);
  };

  const boundary = (): void => {
    if (inData()) addText(' ');
    else flush();
  };

  const openElement = (name: string, attributes: Record<string, string>): (() => void) | null => {
    const undo: (() => void)[] = [];
    const identity = attributes['id'] ?? '';
    if (quoteContainer.test(attributes['class'] ?? '')) {
      boundary();
      quotedOpen++;
      undo.push(() => {
        boundary();
        quotedOpen--;
      });
    } else if (quoteIds.test(identity)) {
      boundary();
      quotedRest = true;
    }
    switch (name) {
      case 'b':
      case 'strong':
        bold++;
        undo.push(() => bold--);
        break;
      case 'i':
      case 'em':
      case 'cite':
        italic++;
        undo.push(() => italic--);
        break;
      case 's':
      case 'strike':
      case 'del':
        strike++;
        undo.push(() => strike--);
        break;
      case 'code':
      case 'tt':
      case 'kbd':
      case 'samp':
        code++;
        undo.push(() => code--);
        break;
      case 'a': {
        hrefs.push(attributes['href'] ?? '');
        undo.push(() => hrefs.pop());
        break;
      }
      case 'br':
        if (pre !== null) pre += '\n';
        else addText(inData() ? ' ' : '\n', true);
        break;
      case 'hr':
        boundary();
        if (!inData()) push(['***'], '');
        break;
      case 'img':
        addText(imageMarkdown(attributes, options), true);
        break;
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        boundary();
        heading++;
        undo.push(() => {
          boundary();
          heading--;
        });
        break;
      case 'pre':
      case 'listing':
      case 'xmp':
        if (preDepth === 0 && !inData()) {
          boundary();
          pre = '';
        }
        preDepth++;
        undo.push(() => {
          preDepth--;
          if (preDepth > 0 || pre === null) return;
          const text = pre.replace(/^\n/, '').trimEnd();
          pre = null;
          if (text.trim() !== '') push(fence(cleanText(text)).split('\n'), text);
        });
        break;
      case 'blockquote': {
        const cite = /cite/i.test(attributes['type'] ?? '') || /gmail_quote/i.test(attributes['class'] ?? '');
        boundary();
        quoteDepth++;
        if (cite) quotedOpen++;
        undo.push(() => {
          boundary();
          quoteDepth--;
          if (cite) quotedOpen--;
        });
        break;
      }
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir': {
        boundary();
        if (inData()) break;
        lists.push({ ordered: name === 'ol', number: 0 });
        undo.push(() => {
          boundary();
          lists.pop();
          itemPending = false;
        });
        break;
      }
      case 'li': {
        boundary();
        const level = lists[lists.length - 1];
        if (level !== undefined) {
          level.number++;
          itemPending = true;
        }
        undo.push(boundary);
        break;
      }
      case 'table': {
        const data = !inData() && dataTables.has(table);
        boundary();
        tableStack.push({ data, rows: [], cell: false });
        undo.push(() => {
          const frame = tableStack[tableStack.length - 1];
          if (frame?.data !== true) flush();
          tableStack.pop();
          runs = frame?.data === true ? [] : runs;
          if (frame?.data === true) {
            const lines = tableMarkdown(frame.rows);
            if (lines.length > 0) push(lines, frame.rows.map((row) => row.join(' ')).join('\n'));
          }
        });
        break;
      }
      case 'tr': {
        const frame = tableStack[tableStack.length - 1];
        if (frame?.data === true) frame.rows.push([]);
        else boundary();
        break;
      }
      case 'td':
      case 'th': {
        const frame = tableStack[tableStack.length - 1];
        if (frame?.data !== true) {
          boundary();
          undo.push(boundary);
          break;
        }
        runs = [];
        undo.push(() => {
          const text = renderRuns(runs).markdown.replace(/\s*\n\s*/g, ' ').trim();
          runs = [];
          if (frame.rows.length === 0) frame.rows.push([]);
          frame.rows[frame.rows.length - 1]?.push(text);
        });
        break;
      }
      default:
        if (blocks.has(name)) {
          boundary();
          undo.push(boundary);
        }
    }
    if (undo.length === 0) return null;
    return () => {
      for (const step of undo.toReversed()) step();
    };
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        // Counted before anything is skipped, as the first pass counts.
        if (name === 'table') table++;
        if (skipDepth > 0 || skipped.has(name) || hidden.test((attributes['style'] ?? '').slice(0, 4000)) || 'hidden' in attributes) {
          skipDepth++;
          return;
        }
        open.push({ name, undo: openElement(name, attributes) });
      },
      onclosetag(name) {
        if (skipDepth > 0) {
          skipDepth--;
          return;
        }
        const last = open[open.length - 1];
        if (last === undefined || last.name !== name) return;
        open.pop();
        last.undo?.();
      },
      ontext(text) {
        if (skipDepth > 0) return;
        if (pre !== null) pre += text;
        else addText(text.replace(/(?:\s|\u200b|\u200c|\u034f|\u00ad)+/g, ' '));
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true, recognizeSelfClosing: false },
  );
  parser.write(source);
  parser.end();
  while (open.length > 0) open.pop()?.undo?.();
  flush();
  return { blocks: out, cut: source.length < html.length };
}

function imageMarkdown(attributes: Record<string, string>, options: HtmlOptions): string {
  const src = (attributes['src'] ?? '').trim();
  const alt = cleanText(attributes['alt'] ?? '').replace(/\s+/g, ' ').trim().slice(0, 300);
  if (/^cid:/i.test(src)) {
    let id = src.slice(4);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Not encoded, then.
    }
    return options.inlineImage(id, alt) ?? (alt === '' ? '' : escapeInline(`[${alt}]`, false));
  }
  const tiny = [attributes['width'], attributes['height']].some((size) => size !== undefined && Number.parseInt(size, 10) <= 3);
  if (tiny || alt === '' || !/^https?:/i.test(src)) return tiny || alt === '' ? '' : escapeInline(alt, false);
  return link(escapeInline(`Image: ${alt}`, false), src);
}

function tableMarkdown(rows: readonly string[][]): string[] {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  const columns = Math.max(0, ...filled.map((row) => row.length));
  if (columns === 0) return [];
  const line = (row: readonly string[]): string => `| ${Array.from({ length: columns }, (_, i) => row[i] ?? '').join(' | ')} |`;
  const [head, ...body] = filled;
  return [line(head ?? []), `| ${Array.from({ length: columns }, () => '---').join(' | ')} |`, ...body.map(line)];
}

/** Blocks as one Markdown text: lists tight, quotes unbroken. */
export function joinBlocks(list: readonly HtmlBlock[]): string {
  let out = '';
  let previous: HtmlBlock | null = null;
  for (const block of list) {
    if (previous !== null) {
      const shared = Math.min(previous.quoteDepth, block.quoteDepth);
      const tight = block.item && /^[> ]*(?:-|\d+\.) /.test(previous.markdown);
      out += tight ? '\n' : `\n${'> '.repeat(shared).trimEnd()}\n`;
    }
    out += block.markdown;
    previous = block;
  }
  return out;
}
