/** Plain mail text to Markdown blocks: quotes by depth, indented code fenced, everything else escaped. */
import { cleanText, escapeInline, escapeLineStart, fence } from '../escape.ts';

/** Undoes `format=flowed` (RFC 3676): soft line breaks join, stuffed spaces go. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open = false;
  let openDepth = 0;
  for (const line of cleanText(text).split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(depth).replace(/^ /, '');
    const soft = content.endsWith(' ') && content !== '-- ';
    const shown = soft && deleteSpace ? content.slice(0, -1) : content;
    const last = out.length - 1;
    if (open && depth === openDepth && content !== '-- ') out[last] = (out[last] ?? '') + shown;
    else out.push('>'.repeat(depth) + (depth > 0 && shown !== '' ? ' ' : '') + shown);
    open = soft;
    openDepth = depth;
  }
  return out.join('\n');
}

const deepestQuote = 6;

/** Markdown for the lines of a plain text. */
export function plainToMarkdown(lines: readonly string[]): string {
  const out: string[] = [];
  let previousDepth = 0;
  let index = 0;
  const gap = (depth: number): void => {
    const last = out[out.length - 1];
    if (last === undefined || /^[> ]*$/.test(last)) return;
    out.push('> '.repeat(depth).trimEnd());
  };
  while (index < lines.length) {
    const { depth, content } = unquote(lines[index] ?? '');
    if (depth !== previousDepth) gap(Math.min(depth, previousDepth));
    previousDepth = depth;
    const prefix = '> '.repeat(depth);
    if (content.trim() === '') {
      gap(depth);
      index++;
      continue;
    }
    const code = indentedBlock(lines, index, depth, out);
    if (code !== null) {
      for (const line of fence(code.text).split('\n')) out.push((prefix + line).trimEnd());
      gap(depth);
      index = code.end;
      continue;
    }
    out.push(prefix + escapeLineStart(escapeInline(content.trim())));
    index++;
  }
  while (out.length > 0 && /^[> ]*$/.test(out[out.length - 1] ?? '')) out.pop();
  return out.join('\n');
}

function unquote(line: string): { depth: number; content: string } {
  const marks = /^(?:> ?)*/.exec(line)?.[0] ?? '';
  let depth = 0;
  for (const character of marks) if (character === '>') depth++;
  return { depth: Math.min(depth, deepestQuote), content: line.slice(marks.length) };
}

/** Lines indented by four or more after a blank line, up to the next that is not: kept as they stand. */
function indentedBlock(
  lines: readonly string[],
  start: number,
  depth: number,
  out: readonly string[],
): { text: string; end: number } | null {
  const before = out[out.length - 1];
  if (before !== undefined && !/^[> ]*$/.test(before)) return null;
  const block: string[] = [];
  let end = start;
  for (let index = start; index < lines.length; index++) {
    const line = unquote(lines[index] ?? '');
    if (line.depth !== depth) break;
    const content = line.content.replace(/\t/g, '    ').trimEnd();
    if (content === '') {
      block.push('');
      continue;
    }
    if (!content.startsWith('    ')) break;
    block.push(content);
    end = index + 1;
  }
  const text = block.slice(0, end - start);
  // A single indented line is an indented paragraph, not code.
  if (text.filter((line) => line !== '').length < 2) return null;
  const margin = Math.min(...text.filter((line) => line !== '').map((line) => line.length - line.trimStart().length));
  return { text: text.map((line) => line.slice(margin)).join('\n'), end };
}
