/**
 * The part of the dialect that lives inside what CommonMark already read: tasks with any mark,
 * callouts, and text that means something as it stands (tags, block ids, inline fields).
 */
import type { MutableBlock } from './compile.ts';
import { sliceInline } from './inline-builder.ts';
import type { Inline, Span } from './source-tree.ts';

const CALLOUT = /^\[!([^\][\n\ufffc]+)\]([+-]?)(?=[ \t\ufffc]|$)[ \t]*/u;
const TAG = /(?<![^\s\ufffc])#([^\u2000-\u200c\u200e-\u206f\u2e00-\u2e7f'!"#$%&()*+,.:;<=>?@^`{|}~[\]\\\s\ufffc]+)/gu;
const BLOCK_ID = /(?:^|[\s\ufffc])(\^[A-Za-z0-9-]+)[ \t]*$/u;
const LINE_FIELD = /(?:^|\ufffc)([^\s:[\]()\ufffc][^:[\]()\n\ufffc]{0,60}::)(?=[ \t\ufffc]|$)/gu;
const BRACKET_FIELD = /[[(]([^\][():\n\ufffc]{1,60}::)(?=[ \t])/gu;

/** Applies the dialect to blocks fresh from the compiler, in place. */
export function applyDialect(blocks: readonly MutableBlock[]): void {
  for (const block of blocks) {
    if (block.type === 'heading' && block.inline !== null) block.inline = joinLines(block.inline);
    if (block.type === 'listItem') readTask(block);
    if (block.type === 'blockquote') readCallout(block);
    applyDialect(block.children);
    if (block.inline !== null && isText(block)) block.inline = markMeaningfulText(block.inline);
  }
}

function isText(block: MutableBlock): boolean {
  return (
    block.type === 'paragraph' ||
    block.type === 'heading' ||
    block.type === 'calloutTitle' ||
    block.type === 'tableCell' ||
    block.type === 'tableHeader'
  );
}

/** A heading over several lines (only setext headings can be) reads as one. */
function joinLines(inline: Inline): Inline {
  if (inline.atoms.size === 0) return inline;
  const atoms = new Map(inline.atoms);
  let { text } = inline;
  for (const [index, atom] of inline.atoms) {
    if (atom.type !== 'softBreak' && atom.type !== 'hardBreak') continue;
    atoms.delete(index);
    text = `${text.slice(0, index)} ${text.slice(index + 1)}`;
  }
  return { ...inline, atoms, text };
}

function readTask(item: MutableBlock): void {
  const paragraph = item.children[0];
  const inline = paragraph?.inline;
  if (paragraph?.type !== 'paragraph' || inline === undefined || inline === null) return;
  const found = /^\[([^\ufffc\n]|[\ud800-\udbff][\udc00-\udfff])\](?:[ \t]|$|(?=\ufffc))/u.exec(inline.text);
  if (found === null || !isAsWritten(inline, found[0].length)) return;
  const next = inline.atoms.get(found[0].length);
  if (/\]$/u.test(found[0]) && found[0].length < inline.text.length && next?.type !== 'softBreak' && next?.type !== 'hardBreak') return;
  if (inline.spans.some((span) => span.from < found[0].length)) return;
  const mark = found[1] ?? ' ';
  item.attrs['checked'] = mark;
  item.markup.check = { start: inline.starts[1] ?? 0, end: inline.ends[mark.length] ?? 0 };
  const at = inline.ends[found[0].length - 1] ?? inline.end;
  paragraph.inline = sliceInline(inline, found[0].length, inline.text.length, at);
  paragraph.start = Math.min(paragraph.inline.start, paragraph.inline.spans[0]?.start ?? paragraph.inline.start);
  paragraph.end = Math.max(paragraph.end, at);
}

function readCallout(quote: MutableBlock): void {
  const paragraph = quote.children[0];
  const inline = paragraph?.inline;
  if (paragraph?.type !== 'paragraph' || inline === undefined || inline === null) return;
  const found = CALLOUT.exec(inline.text);
  if (found === null || !isAsWritten(inline, found[0].length)) return;
  const next = inline.atoms.get(found[0].length);
  const behind = inline.text[found[0].length];
  if (behind === '\ufffc' && /\]$|[+-]$/u.test(found[0]) && next?.type !== 'softBreak' && next?.type !== 'hardBreak') return;
  if (inline.spans.some((span) => span.from < found[0].length && span.type !== 'link')) return;
  if (inline.spans.some((span) => span.from < found[0].length)) return;
  quote.type = 'callout';
  quote.attrs = { kind: found[1] ?? '', fold: found[2] ?? '' };
  quote.markup.marks = { start: inline.start, end: inline.ends[(found[1]?.length ?? 0) + (found[2]?.length ?? 0) + 2] ?? inline.end };
  let lineEnd = inline.text.length;
  for (const [index, atom] of inline.atoms) {
    if ((atom.type === 'softBreak' || atom.type === 'hardBreak') && index < lineEnd) lineEnd = index;
  }
  const titleAt = inline.ends[found[0].length - 1] ?? inline.end;
  const titleInline = sliceInline(inline, found[0].length, lineEnd, titleAt);
  const title: MutableBlock = {
    type: 'calloutTitle',
    start: paragraph.start,
    end: Math.max(titleAt, titleInline.end),
    attrs: {},
    children: [],
    inline: titleInline,
    markup: {},
  };
  const rest = quote.children.slice(1);
  if (lineEnd < inline.text.length) {
    const body = sliceInline(inline, lineEnd + 1, inline.text.length, paragraph.end);
    if (body.text !== '') rest.unshift({ ...paragraph, start: bodyStart(body), inline: body });
  }
  quote.children = [title, ...rest];
}

function bodyStart(inline: Inline): number {
  let start = inline.start;
  for (const span of inline.spans) if (span.from === 0 && span.start < start) start = span.start;
  return start;
}

/** True where the first `length` units stand in the source one to one, without escapes. */
function isAsWritten(inline: Inline, length: number): boolean {
  for (let index = 0; index < length; index += 1) {
    const start = inline.starts[index] ?? 0;
    if ((inline.ends[index] ?? 0) - start !== 1 || start !== inline.start + index) return false;
  }
  return true;
}

/** Ranges of text that the dialect reads as a tag, block id or field, in a plain string. */
export function meaningfulText(text: string): readonly { readonly type: 'tag' | 'blockId' | 'inlineField'; readonly from: number; readonly to: number }[] {
  const ranges: { readonly type: 'tag' | 'blockId' | 'inlineField'; readonly from: number; readonly to: number }[] = [];
  if (text.includes('#')) {
    for (const found of text.matchAll(TAG)) {
      if (/^[\d/]+$/u.test(found[1] ?? '')) continue;
      ranges.push({ type: 'tag', from: found.index, to: found.index + found[0].length });
    }
  }
  if (text.includes('::')) {
    for (const pattern of [LINE_FIELD, BRACKET_FIELD]) {
      for (const found of text.matchAll(pattern)) {
        const from = found.index + found[0].indexOf(found[1] ?? '');
        ranges.push({ type: 'inlineField', from, to: from + (found[1]?.length ?? 0) });
      }
    }
  }
  if (text.includes('^')) {
    const id = BLOCK_ID.exec(text);
    if (id !== null) {
      const from = id.index + id[0].indexOf('^');
      ranges.push({ type: 'blockId', from, to: from + (id[1]?.length ?? 0) });
    }
  }
  return ranges;
}

function markMeaningfulText(inline: Inline): Inline {
  if (!/#|::|\^/u.test(inline.text)) return inline;
  const covered = inline.spans.filter((span) => span.type === 'code' || span.type === 'link');
  const added: Span[] = [];
  for (const range of meaningfulText(inline.text)) {
    if (covered.some((span) => span.from < range.to && span.to > range.from)) continue;
    const start = inline.starts[range.from] ?? 0;
    const end = inline.ends[range.to - 1] ?? start;
    // An escaped `\#` is text and nothing else.
    if ((inline.ends[range.from] ?? 0) - start !== 1) continue;
    added.push({ type: range.type, attrs: {}, from: range.from, to: range.to, start, end });
  }
  return added.length === 0 ? inline : { ...inline, spans: [...inline.spans, ...added] };
}
