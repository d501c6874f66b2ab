/**
 * Turns text that somebody else wrote into Markdown that reads the same and means nothing.
 *
 * Parsing the result yields no link, wikilink, embed, tag, block id, comment, highlight,
 * footnote, math, HTML, list, heading, table or code. Where a backslash alone would not stop a
 * tool that scans for pairs (`[[`, `%%`, `==`), each character of the pair has its own.
 */

/** Controls that no reader shows; tabs and line ends stay. U+FEFF in mid-text is one too. */
// oxlint-disable-next-line no-control-regex -- the controls are what it removes
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;

const webAddress = /\b(?:https?|ftp):\/\/[^\s<>"]+/gi;

/** Removes invisible control characters and makes every line end `\n`. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u2028\u2029\u0085]/g, '\n').replace(controls, '');
}

/** Escapes one line's worth of text; web addresses become autolinks when `autolink` is set. */
export function escapeInline(text: string, autolink = true): string {
  if (!autolink || !text.includes('://')) return escapeCharacters(text);
  let out = '';
  let position = 0;
  for (const match of text.matchAll(webAddress)) {
    const address = trimAddress(match[0]);
    if (address === null) continue;
    out += escapeCharacters(text.slice(position, match.index)) + `<${encodeAddress(address)}>`;
    position = match.index + address.length;
  }
  return out + escapeCharacters(text.slice(position));
}

/** Longer ones stay text. */
const longestAddress = 4000;

/** The address without the punctuation of the sentence around it; null where nothing is left. */
function trimAddress(address: string): string | null {
  if (address.length > longestAddress) return null;
  let end = address.length;
  for (;;) {
    const last = address[end - 1];
    if (last === undefined) return null;
    if (/[.,;:!?'*_~`|\\\]}]/.test(last)) end--;
    else if (last === ')' && !address.slice(0, end).includes('(')) end--;
    else break;
  }
  const trimmed = address.slice(0, end);
  return /:\/\/[^/]/.test(trimmed) ? trimmed : null;
}

/** Percent-encodes what Markdown or a scanner could read inside an address. */
export function encodeAddress(address: string): string {
  return address
    .replace(/[\s<>"`{}|\\^[\]$*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(/%%/g, '%25%25')
    .replace(/==/g, '%3D%3D')
    .replace(/::/g, ':%3A');
}

const special = /[\\`*[\]<~$^{}|_#%=&:(]/;

function escapeCharacters(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(/[\\`*[\]<~$^{}|]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/#/g, '\\#')
    .replace(/%(?=%)|(?<=%)%/g, '\\%')
    .replace(/=(?==)|(?<==)=/g, '\\=')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/::/g, ':\\:')
    .replace(/\((?=\()/g, '\\(');
}

/** Escapes what would begin a block at the start of an already inline-escaped line. */
export function escapeLineStart(line: string): string {
  return line.replace(/^( {0,3})(?:([-+>=:])|(\d{1,9})([.)])(?=\s|$))/, (_all, space: string, mark?: string, number?: string, point?: string) =>
    mark === undefined ? `${space}${number ?? ''}\\${point ?? ''}` : `${space}\\${mark}`,
  );
}

/** Escapes a text of several lines, each a line of one or more paragraphs. */
export function escapeText(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeLineStart(escapeInline(line.trim())))
    .join('\n');
}

/** A fenced block whose fence no run inside can close. */
export function fence(code: string, language = 'text'): string {
  let longest = 2;
  for (const run of code.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${code}\n${marks}`;
}

/** Inline code, or escaped text where code would be read as a query (`= …`) or cannot be written. */
export function inlineCode(code: string): string {
  const flat = code.replace(/\s+/g, ' ');
  if (flat.trim() === '') return '';
  if (/^\s*\$?=/.test(flat)) return escapeInline(flat, false);
  let longest = 0;
  for (const run of flat.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  const marks = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${marks}${pad}${flat}${pad}${marks}`;
}

/** A Markdown link to an address; plain text where the scheme is not one a person may follow. */
export function link(text: string, address: string): string {
  if (!/^(https?|ftp|mailto|tel|xmpp|irc|sip):/i.test(address.trim())) return text;
  const target = encodeAddress(address.trim());
  return text.trim() === '' ? `<${target}>` : `[${text}](<${target}>)`;
}
