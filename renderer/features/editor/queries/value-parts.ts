/** The parts of a field's value that lead somewhere: links of the vault, tags, addresses. Pure. */
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';

export type ValuePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `target` as it stands between the brackets. */
  | { readonly kind: 'link'; readonly text: string; readonly target: string }
  | { readonly kind: 'tag'; readonly text: string }
  | { readonly kind: 'address'; readonly text: string };

const leading = /!?\[\[([^[\]\n]+)\]\]|(https?:\/\/[^\s<>"]+)|^(#[^\s#,;]+)$/gu;

export function valueParts(value: string): readonly ValuePart[] {
  const parts: ValuePart[] = [];
  let at = 0;
  for (const match of value.matchAll(leading)) {
    const [whole, target, address, tag] = match;
    if (match.index > at) parts.push({ kind: 'text', text: value.slice(at, match.index) });
    if (target !== undefined) parts.push({ kind: 'link', text: wikilinkLabel(parseWikilink(target)), target });
    else if (address !== undefined) parts.push({ kind: 'address', text: address });
    else if (tag !== undefined) parts.push({ kind: 'tag', text: tag });
    at = match.index + whole.length;
  }
  if (at < value.length) parts.push({ kind: 'text', text: value.slice(at) });
  return parts;
}
