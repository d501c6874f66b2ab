/** A second opinion on a save: markdown-it reads the note before and after it, so that our parser does not judge itself. */
import MarkdownIt from 'markdown-it';
import { diffArrays } from 'diff';
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';

interface SeenBlock {
  /** What is in it. */
  readonly seen: string;
  /** Its lines `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

export class Oracle {
  readonly #parser = parserWithFootnotes();

  /** The top-level blocks of a note as markdown-it sees them. */
  read(text: string): readonly SeenBlock[] {
    const plain = text.replace(/^\ufeff/u, '').replace(/\r\n/gu, '\n');
    const bodyStart = findFrontmatter(plain)?.bodyStart ?? 0;
    const shift = plain.slice(0, bodyStart).split('\n').length - 1;
    const blocks: SeenBlock[] = [];
    let seen: string[] = [];
    for (const token of this.#parser.parse(plain.slice(bodyStart), {})) {
      if (token.type === 'inline') seen.push((token.children ?? []).map((child) => `${child.type}${child.content}${JSON.stringify(child.attrs ?? '')}`).join('|'));
      else seen.push(`${token.type}${token.tag}${token.markup === '' || token.type !== 'fence' ? '' : 'fence'}${token.info}${token.content}`);
      if (token.level > 0 || token.nesting === 1) {
        if (token.level === 0) blocks.push({ seen: '', from: (token.map?.[0] ?? 0) + shift, to: (token.map?.[1] ?? 0) + shift });
        continue;
      }
      if (token.nesting === -1) {
        const open = blocks.pop();
        blocks.push({ seen: seen.join('\n'), from: open?.from ?? 0, to: open?.to ?? 0 });
      } else {
        blocks.push({ seen: seen.join('\n'), from: (token.map?.[0] ?? 0) + shift, to: (token.map?.[1] ?? 0) + shift });
      }
      seen = [];
    }
    return blocks;
  }

  /** Lines (1-based) of blocks of `before` that mean something else in `after` though no line of theirs, nor one beside them, changed. */
  strayed(before: string, seenBefore: readonly SeenBlock[], after: string): readonly number[] {
    const touched = touchedLines(before, after);
    const seenAfter = this.read(after).map(({ seen }) => seen);
    const changed = new Set<number>();
    let at = 0;
    for (const part of diffArrays(seenBefore.map(({ seen }) => seen), seenAfter)) {
      if (part.added) continue;
      for (let index = at; part.removed && index < at + part.count; index += 1) changed.add(index);
      at += part.count;
    }
    return [...changed].flatMap((index) => {
      const block = seenBefore[index];
      if (block === undefined) return [];
      for (let line = block.from - 1; line <= block.to; line += 1) if (touched.has(line)) return [];
      // Two lists that meet are one: what is in it is as it was.
      const inside = block.seen.split('\n').slice(1, -1).join('\n');
      return inside !== '' && seenAfter.some((seen) => seen.includes(inside)) ? [] : [block.from + 1];
    });
  }
}

/** Without footnotes `[^1]: word` would define where a link goes. What a footnote says is read as one block of its own. */
function parserWithFootnotes(): InstanceType<typeof MarkdownIt> {
  const parser = new MarkdownIt({ html: true });
  parser.block.ruler.before(
    'reference',
    'footnote',
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number): string => state.src.slice(state.bMarks[line], state.eMarks[line]);
      if (state.level > 0 || !/^ {0,3}\[\^[^\]\s]+\]:/u.test(lineAt(startLine))) return false;
      if (silent) return true;
      let line = startLine + 1;
      for (let next = line; next < endLine; next += 1) {
        const text = lineAt(next);
        const isBlank = text.trim() === '';
        const goesOn = /^(?: {4}|\t)/u.test(text) || (next === line && !isBlank && !/^ {0,3}\[[^\]]+\]:/u.test(text));
        if (!isBlank && !goesOn) break;
        if (goesOn) line = next + 1;
      }
      const token = state.push('footnote', '', 0);
      token.content = state.src.slice(state.bMarks[startLine], state.eMarks[line - 1]);
      token.map = [startLine, line];
      state.line = line;
      return true;
    },
    { alt: ['paragraph', 'reference'] },
  );
  return parser;
}

/** Lines of `before` that are not in `after`, or that have another line before or behind them there. */
function touchedLines(before: string, after: string): ReadonlySet<number> {
  const touched = new Set<number>();
  let at = 0;
  for (const part of diffArrays(before.split('\n'), after.split('\n'))) {
    if (part.added) {
      touched.add(at - 1).add(at);
      continue;
    }
    for (let line = at; part.removed && line < at + part.count; line += 1) touched.add(line);
    at += part.count;
  }
  return touched;
}
