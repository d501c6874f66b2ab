/** Recognises what may begin a block at a place in a line. */

const HTML_BLOCK_NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const HTML_RAW = /<(?:script|pre|style|textarea)(?=[\s>]|$)/iy;
const HTML_BLOCK = new RegExp(`</?(?:${HTML_BLOCK_NAMES})(?=[\\s>]|/>|$)`, 'iy');
const HTML_ANY =
  /(?:<[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?>|<\/[a-z][a-z0-9-]*\s*>)[ \t]*$/iy;

/** How an HTML block that begins at `at` ends: with a mark, at a blank line, or `null` where none begins. */
export function htmlCondition(text: string, at: number, end: number, interrupts: boolean): RegExp | 'blank' | null {
  HTML_RAW.lastIndex = at;
  if (HTML_RAW.test(text) && HTML_RAW.lastIndex <= end) return /<\/(?:script|pre|style|textarea)>/i;
  if (text.startsWith('<!--', at)) return /-->/;
  if (text.startsWith('<?', at)) return /\?>/;
  if (text.startsWith('<![CDATA[', at)) return /\]\]>/;
  if (/^<![a-z]/i.test(text.slice(at, at + 3))) return />/;
  HTML_BLOCK.lastIndex = at;
  if (HTML_BLOCK.test(text) && HTML_BLOCK.lastIndex <= end) return 'blank';
  if (interrupts) return null;
  const line = text.slice(at, end);
  HTML_ANY.lastIndex = 0;
  return HTML_ANY.test(line) ? 'blank' : null;
}

/** A space or a tab. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** Whether nothing but spaces and tabs stands in the range. */
export function isBlank(text: string, from: number, end: number): boolean {
  for (let index = from; index < end; index += 1) if (!isSpace(text.charCodeAt(index))) return false;
  return true;
}

/** Number of spaces at `from`. */
export function leadingSpace(text: string, from: number, end: number): number {
  let index = from;
  while (index < end && text.charCodeAt(index) === 32) index += 1;
  return index - from;
}

/** How often the character stands at `from` in a row. */
export function runLength(text: string, from: number, end: number, code: number): number {
  let index = from;
  while (index < end && text.charCodeAt(index) === code) index += 1;
  return index - from;
}

/** 1 to 6 for an ATX heading at `at`, else 0. */
export function headingLevel(text: string, at: number, end: number): number {
  const level = runLength(text, at, end, 35);
  if (level > 6) return 0;
  return at + level === end || isSpace(text.charCodeAt(at + level)) ? level : 0;
}

/** Length of a list marker at `at` (`-`, `12.`), or 0. */
export function listMarker(text: string, at: number, end: number): number {
  const code = text.charCodeAt(at);
  let after = at;
  if (code === 45 || code === 42 || code === 43) {
    after = at + 1;
  } else if (code >= 48 && code <= 57) {
    after = at + 1;
    while (after < end && text.charCodeAt(after) >= 48 && text.charCodeAt(after) <= 57) after += 1;
    const delimiter = text.charCodeAt(after);
    if (after - at > 9 || after >= end || (delimiter !== 46 && delimiter !== 41)) return 0;
    after += 1;
  } else {
    return 0;
  }
  return after >= end || isSpace(text.charCodeAt(after)) ? after - at : 0;
}

/** Number of cells in a table row; escaped bars do not count. */
export function countCells(row: string): number {
  const trimmed = row.trim();
  let cells = 1;
  for (let index = 0; index < trimmed.length; index += 1) {
    const code = trimmed.charCodeAt(index);
    if (code === 92) index += 1;
    else if (code === 124 && index > 0 && index < trimmed.length - 1) cells += 1;
  }
  return cells;
}
