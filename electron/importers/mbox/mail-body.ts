/** The Markdown of one mail: its own words first, then what it repeats and its signature, folded. */
import { foldedTitles } from '#shared/model/import.ts';
import { cleanText, escapeInline, escapeLineStart, fence } from '../escape.ts';
import { parseAddresses, showAddress } from './address.ts';
import { summarizeCalendar } from './calendar.ts';
import { type HtmlBlock, htmlToBlocks, joinBlocks } from './html-to-markdown.ts';
import { gatherContent, type MailContent, type MailPiece } from './mail-parts.ts';
import type { MimePart } from './mime.ts';
import { plainToMarkdown, unflow } from './plain-to-markdown.ts';
import { beginsForward, findQuoted, findSignature } from './quotes.ts';

export interface BodyContext {
  readonly bytes: Buffer;
  readonly inlineImage: (contentId: string, alt: string) => string | null;
}

export interface MailBody {
  readonly markdown: string;
  readonly cut: boolean;
}

const maxHtmlCharacters = 4 * 1024 * 1024;
const maxPlainCharacters = 4 * 1024 * 1024;
const deepestEnclosed = 4;

/** Renders every piece. Enclosed messages follow as quotations with their headers. */
export function renderBody(content: MailContent, context: BodyContext, depth = 0): MailBody {
  const parts: string[] = [];
  let cut = false;
  if (content.encrypted) parts.push('*This message is encrypted. What it came with is attached.*');
  for (const calendar of content.calendars) {
    const summary = renderCalendar(calendar);
    if (summary !== '') parts.push(summary);
  }
  for (const piece of content.pieces) {
    if (piece.kind === 'message') {
      if (piece.message !== null && depth < deepestEnclosed) parts.push(renderEnclosed(piece.message, context, depth));
      continue;
    }
    const rendered = piece.kind === 'html' ? renderHtml(piece.text, context) : renderPlain(piece);
    cut ||= rendered.cut;
    if (rendered.markdown !== '') parts.push(rendered.markdown);
  }
  return { markdown: parts.join('\n\n'), cut };
}

function renderPlain(piece: MailPiece): MailBody {
  const cut = piece.text.length > maxPlainCharacters;
  const source = cut ? piece.text.slice(0, maxPlainCharacters) : piece.text;
  const text = piece.flowed ? unflow(source, piece.deleteSpace) : cleanText(source);
  if (piece.kind === 'report') return { markdown: text.trim() === '' ? '' : fence(text.trim()), cut };
  const lines = text.split('\n').map((line) => line.trimEnd());
  const quoted = findQuoted(lines);
  const own = quoted === null ? lines : [...lines.slice(0, quoted.from), ...lines.slice(quoted.to)];
  const signatureAt = findSignature(own);
  const markdown = [
    plainToMarkdown(signatureAt === null ? own : own.slice(0, signatureAt)),
    quoted === null ? '' : foldLines(foldedTitles.quoted, plainToMarkdown(lines.slice(quoted.from, quoted.to))),
    signatureAt === null ? '' : foldLines(foldedTitles.signature, plainToMarkdown(own.slice(signatureAt).filter((line, i) => i > 0 || !/^(-- ?|—)$/.test(line)))),
  ];
  return { markdown: markdown.filter((part) => part !== '').join('\n\n'), cut };
}

/** A collapsed callout; a forward that it would hide stays open, as a quotation. */
function foldLines(title: string, markdown: string): string {
  if (markdown.trim() === '') return '';
  return [`> [!quote]- ${title}`, ...markdown.split('\n').map((line) => `> ${line}`.trimEnd())].join('\n');
}

function renderHtml(html: string, context: BodyContext): MailBody {
  const { blocks, cut } = htmlToBlocks(html, { inlineImage: context.inlineImage, maxCharacters: maxHtmlCharacters });
  const { own, quoted } = splitQuoted(blocks);
  const signatureAt = own.findIndex((block) => /^--\s*$/.test(block.plain.split('\n')[0] ?? '') || (/^--\s/.test(block.plain) && block.plain.includes('\n')));
  const body = signatureAt > 0 ? own.slice(0, signatureAt) : own;
  const signature = signatureAt > 0 ? own.slice(signatureAt) : [];
  const markdown = [
    joinBlocks(body),
    foldLines(foldedTitles.quoted, joinBlocks(quoted)),
    foldLines(foldedTitles.signature, joinBlocks(signature)),
  ];
  return { markdown: markdown.filter((part) => part !== '').join('\n\n'), cut };
}

/** What comes last and repeats is folded; a repetition with an answer after it stays in place. */
function splitQuoted(blocks: readonly HtmlBlock[]): { own: readonly HtmlBlock[]; quoted: readonly HtmlBlock[] } {
  const firstQuoted = blocks.findIndex((block) => block.quoted);
  if (firstQuoted >= 0) {
    const tail = blocks.slice(firstQuoted);
    if (beginsForward(tail.flatMap((block) => block.plain.split('\n')).slice(0, 5))) return { own: blocks, quoted: [] };
    if (tail.every((block) => block.quoted)) return { own: blocks.slice(0, firstQuoted), quoted: tail };
    const lastQuoted = blocks.findLastIndex((block) => block.quoted);
    const trailing = blocks.slice(lastQuoted + 1);
    const size = trailing.reduce((sum, block) => sum + block.plain.length, 0);
    // A footer of a list or a short signature after the quotation does not make it interleaved.
    if (trailing.length <= 3 && size <= 400 && blocks.slice(firstQuoted, lastQuoted + 1).every((block) => block.quoted)) {
      return { own: [...blocks.slice(0, firstQuoted), ...trailing], quoted: blocks.slice(firstQuoted, lastQuoted + 1) };
    }
    return { own: blocks, quoted: [] };
  }
  const lines: string[] = [];
  const owner: number[] = [];
  blocks.forEach((block, index) => {
    for (const line of block.plain.split('\n')) {
      lines.push('>'.repeat(block.quoteDepth) + (block.quoteDepth > 0 ? ' ' : '') + line.trim());
      owner.push(index);
    }
  });
  const range = findQuoted(lines);
  const from = range === null ? undefined : owner[range.from];
  if (range === null || from === undefined || range.to < lines.length || from === 0) return { own: blocks, quoted: [] };
  return { own: blocks.slice(0, from), quoted: blocks.slice(from) };
}

function renderEnclosed(message: MimePart, context: BodyContext, depth: number): string {
  const { headers } = message;
  const lines: string[] = ['Enclosed message'];
  const people = (name: string): string => parseAddresses(headers.raw(name) ?? '').map(showAddress).join(', ');
  for (const [label, value] of [
    ['From', people('from')],
    ['To', people('to')],
    ['Date', headers.text('date') ?? ''],
    ['Subject', headers.text('subject') ?? ''],
  ] as const) {
    if (value !== '') lines.push(`${label}: ${value.slice(0, 1000)}`);
  }
  const head = lines.map((line) => escapeLineStart(escapeInline(cleanText(line).replace(/\s+/g, ' ')))).join('\n');
  const content = gatherContent(context.bytes, message);
  const body = renderBody(content, context, depth + 1).markdown;
  return `${head}\n\n${body}`
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function renderCalendar(text: string): string {
  const summary = summarizeCalendar(text);
  if (summary === null) return '';
  const when = summary.end === '' ? summary.start : `${summary.start} to ${summary.end}`;
  const lines = [
    `Event: ${summary.summary === '' ? 'no title' : summary.summary}${/^cancel$/i.test(summary.method) ? ' (cancelled)' : ''}`,
    when === '' ? '' : `When: ${when}`,
    summary.location === '' ? '' : `Where: ${summary.location}`,
    summary.organizer === '' ? '' : `Organizer: ${summary.organizer}`,
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => escapeLineStart(escapeInline(cleanText(line))))
    .join('\n');
}
