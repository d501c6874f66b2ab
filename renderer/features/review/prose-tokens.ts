/**
 * Reads the Markdown of a compiled section as prose: words, spaces, breaks, links and footnote
 * marks, so that a change can be shown as text and not as source.
 */
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';

export type ProseToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly target: string }
  | { readonly kind: 'mark'; readonly claimId: string }
  /** A new paragraph, or a new item of a list. */
  | { readonly kind: 'break'; readonly item: boolean };

const PIECE = /\[\^(c-[0-9a-f]{12})\]|\[\[([^[\]\n]+)\]\]|\\([!-/:-@[-`{-~])|(\s+)|([^\s[\\]+|[[\\])/gu;

/** The tokens of a section in order; it begins with a break, which says whether it is a list item. */
export function proseTokens(markdown: string): readonly ProseToken[] {
  const tokens: ProseToken[] = [];
  for (const block of blocksOf(markdown)) {
    tokens.push({ kind: 'break', item: block.item });
    let word = '';
    const flush = (): void => {
      if (word !== '') tokens.push({ kind: 'text', text: word });
      word = '';
    };
    for (const [, claimId, link, escaped, space, text] of block.text.matchAll(PIECE)) {
      if (claimId !== undefined) {
        flush();
        tokens.push({ kind: 'mark', claimId });
      } else if (link !== undefined) {
        flush();
        const parsed = parseWikilink(link);
        tokens.push({ kind: 'link', text: wikilinkLabel(parsed), target: parsed.target });
      } else if (space !== undefined) {
        flush();
        tokens.push({ kind: 'text', text: ' ' });
      } else {
        word += escaped ?? text ?? '';
      }
    }
    flush();
  }
  return tokens;
}

function blocksOf(markdown: string): readonly { readonly item: boolean; readonly text: string }[] {
  const blocks: { item: boolean; text: string }[] = [];
  let open = false;
  for (const line of markdown.split('\n')) {
    const item = /^[-*+] (.*)$/u.exec(line);
    const last = blocks[blocks.length - 1];
    if (line.trim() === '') open = false;
    else if (item !== null) {
      blocks.push({ item: true, text: item[1] ?? '' });
      open = true;
    } else if (open && last !== undefined) last.text += ` ${line.trim()}`;
    else {
      blocks.push({ item: false, text: line.trim() });
      open = true;
    }
  }
  return blocks;
}
