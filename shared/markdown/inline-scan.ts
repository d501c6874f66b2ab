/**
 * Reads the inside of one text block: its links and tags, and what a reader sees of it.
 *
 * The indexer's counterpart of the editor's inline parser: code spans, comments, math, HTML
 * and escapes are honoured, so that `[[x]]` in code is not a link. Linear: every search
 * for a closing mark remembers that it failed.
 */

export interface InlineLink {
  readonly kind: 'wikilink' | 'markdown';
  readonly embed: boolean;
  /** Inside of the brackets of a wikilink, or the decoded destination of a Markdown link. */
  readonly destination: string;
  /** Visible text of a Markdown link; `''` for wikilinks, whose alias is in `destination`. */
  readonly text: string;
  /** Offsets into the scanned string. */
  readonly start: number;
  readonly end: number;
}

export interface InlineTag {
  /** Without `#`. */
  readonly name: string;
  readonly start: number;
}

export interface InlineScan {
  readonly plain: string;
  readonly links: readonly InlineLink[];
  readonly tags: readonly InlineTag[];
}

/** Characters that a tag cannot hold, as Obsidian has them (a zero-width joiner may join emoji). */
const TAG = /#([^\u2000-\u200c\u200e-\u206f\u2e00-\u2e7f'!"#$%&()*+,.:;<=>?@^`{|}~[\]\\\s]+)/uy;
const SPECIAL = /[\\`[\]!#%$<*_~=^&]/g;
const INLINE_HTML =
  /<(?:\/?[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?|!--[\s\S]*?--|\?[\s\S]*?\?|![a-z][^>]*)>/iy;
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/iy;
const ENTITY = /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/iy;
const FOOTNOTE_REFERENCE = /\[\^[^\]\s[]+\]/y;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const NOTHING: readonly never[] = [];

/**
 * Scans `text`, the content of one leaf with its lines joined by `\n`.
 * @param definitions decoded destinations by `labelKey`, for links by reference
 */
export function scanInline(text: string, definitions: ReadonlyMap<string, string> = new Map()): InlineScan {
  SPECIAL.lastIndex = 0;
  const first = SPECIAL.exec(text);
  if (first === null) return { plain: text, links: NOTHING, tags: NOTHING };
  return new Scanner(text, definitions).run(first.index);
}

interface Bracket {
  /** Index into `out` of the piece for `[` or `![`. */
  readonly piece: number;
  readonly start: number;
  readonly embed: boolean;
}

interface Delimiter {
  readonly code: number;
  readonly length: number;
  readonly piece: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

/** One pass over one string; holds the state that the constructs share. */
class Scanner {
  readonly #text: string;
  readonly #definitions: ReadonlyMap<string, string>;
  readonly #out: string[] = [];
  readonly #links: InlineLink[] = [];
  readonly #tags: InlineTag[] = [];
  readonly #brackets: Bracket[] = [];
  readonly #delimiters: Delimiter[] = [];
  /** Closing marks known not to occur any more. */
  readonly #missing = new Set<string>();
  #plainStart = 0;

  constructor(text: string, definitions: ReadonlyMap<string, string>) {
    this.#definitions = definitions;
    this.#text = text;
  }

  run(firstSpecial: number): InlineScan {
    const text = this.#text;
    let at = firstSpecial;
    for (;;) {
      const end = this.#construct(at);
      SPECIAL.lastIndex = end > at ? end : at + 1;
      const next = SPECIAL.exec(text);
      if (next === null) break;
      at = next.index;
    }
    this.#out.push(text.slice(this.#plainStart));
    this.#pairDelimiters();
    return { plain: this.#out.join(''), links: this.#links, tags: this.#tags };
  }

  /** Handles the special character at `at`; returns where to go on, or `at` if it is only text. */
  #construct(at: number): number {
    const text = this.#text;
    const code = text.charCodeAt(at);
    switch (code) {
      case 92:
        return this.#escape(at);
      case 96:
        return this.#codeSpan(at);
      case 91:
        return this.#openBracket(at, at, false);
      case 33:
        return text.charCodeAt(at + 1) === 91 ? this.#openBracket(at, at + 1, true) : at;
      case 93:
        return this.#closeBracket(at);
      case 35:
        return this.#tag(at);
      case 37:
        return text.charCodeAt(at + 1) === 37 ? this.#enclosed(at, '%%', '') : at;
      case 36:
        return this.#math(at);
      case 60:
        return this.#html(at);
      case 38:
        return this.#entity(at);
      case 94:
        return text.charCodeAt(at + 1) === 91 ? this.#replace(at, at + 1, '') : at;
      default:
        return this.#delimiter(at, code);
    }
  }

  /** Puts `shown` in place of `[start, end)`. */
  #replace(start: number, end: number, shown: string): number {
    this.#out.push(this.#text.slice(this.#plainStart, start), shown);
    this.#plainStart = end;
    return end;
  }

  #find(mark: string, from: number): number {
    if (this.#missing.has(mark)) return -1;
    const found = this.#text.indexOf(mark, from);
    if (found === -1) this.#missing.add(mark);
    return found;
  }

  #escape(at: number): number {
    const next = this.#text.charCodeAt(at + 1);
    if (!isAsciiPunctuation(next)) return next === 10 ? this.#replace(at, at + 1, '') : at;
    this.#replace(at, at + 1, '');
    return at + 2;
  }

  #codeSpan(at: number): number {
    const text = this.#text;
    let length = 1;
    while (text.charCodeAt(at + length) === 96) length += 1;
    const run = '`'.repeat(length);
    const key = `code${length}`;
    if (!this.#missing.has(key)) {
      for (let from = at + length; ; ) {
        const close = text.indexOf(run, from);
        if (close === -1) break;
        let end = close + length;
        while (text.charCodeAt(end) === 96) end += 1;
        if (end - close === length) {
          let inner = text.slice(at + length, close);
          if (inner.length > 2 && inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '') inner = inner.slice(1, -1);
          return this.#replace(at, end, inner);
        }
        from = end;
      }
      this.#missing.add(key);
    }
    return at + length;
  }

  #enclosed(at: number, mark: string, shown: string | null): number {
    const close = this.#find(mark, at + mark.length);
    if (close === -1) return at + mark.length;
    const end = close + mark.length;
    return this.#replace(at, end, shown ?? this.#text.slice(at + mark.length, close));
  }

  /** Pandoc's rule: no space at the inside of a mark, and no digit behind the closing one. */
  #math(at: number): number {
    const text = this.#text;
    if (text.charCodeAt(at + 1) === 36) return this.#enclosed(at, '$$', null);
    if (isWhite(text.charCodeAt(at + 1)) || at + 1 >= text.length) return at;
    if (this.#missing.has('$')) return at;
    for (let close = text.indexOf('$', at + 1); close !== -1; close = text.indexOf('$', close + 1)) {
      if (text.charCodeAt(close - 1) === 92) continue;
      if (text.charCodeAt(close + 1) === 36) return at;
      const after = text.charCodeAt(close + 1);
      if (isWhite(text.charCodeAt(close - 1))) return at;
      if (after >= 48 && after <= 57) continue;
      return this.#replace(at, close + 1, text.slice(at + 1, close));
    }
    this.#missing.add('$');
    return at;
  }

  #html(at: number): number {
    const text = this.#text;
    AUTOLINK.lastIndex = at;
    const autolink = AUTOLINK.exec(text);
    if (autolink !== null) return this.#replace(at, AUTOLINK.lastIndex, autolink[1] ?? '');
    if (text.startsWith('<!--', at) && this.#find('-->', at) === -1) return at;
    INLINE_HTML.lastIndex = at;
    const tag = INLINE_HTML.exec(text);
    if (tag === null) return at;
    return this.#replace(at, INLINE_HTML.lastIndex, /^<br/i.test(tag[0]) ? '\n' : '');
  }

  #entity(at: number): number {
    ENTITY.lastIndex = at;
    const found = ENTITY.exec(this.#text);
    if (found === null) return at;
    const [, name, decimal, hex] = found;
    const point = decimal === undefined ? (hex === undefined ? -1 : Number.parseInt(hex, 16)) : Number(decimal);
    const shown = name === undefined ? (point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point)) : (NAMED[name.toLowerCase()] ?? '');
    return this.#replace(at, ENTITY.lastIndex, shown);
  }

  #tag(at: number): number {
    const text = this.#text;
    if (at > 0 && !isWhite(text.charCodeAt(at - 1))) return at;
    TAG.lastIndex = at;
    const found = TAG.exec(text);
    if (found === null) return at;
    const name = (found[1] ?? '').replace(/\/+$/u, '');
    if (name === '' || /^[\d/]+$/u.test(name)) return at;
    this.#tags.push({ name, start: at });
    return TAG.lastIndex;
  }

  #openBracket(at: number, bracket: number, embed: boolean): number {
    const text = this.#text;
    if (text.charCodeAt(bracket + 1) === 91) {
      const inner = wikilinkEnd(text, bracket);
      if (inner !== -1) {
        const destination = text.slice(bracket + 2, inner);
        const bar = destination.indexOf('|');
        const shown = bar === -1 ? destination : destination.slice(bar + 1);
        this.#links.push({ kind: 'wikilink', embed, destination, text: '', start: at, end: inner + 2 });
        return this.#replace(at, inner + 2, embed ? '' : shown.trim());
      }
    } else if (!embed && text.charCodeAt(bracket + 1) === 94) {
      FOOTNOTE_REFERENCE.lastIndex = bracket;
      if (FOOTNOTE_REFERENCE.test(text)) return this.#replace(at, FOOTNOTE_REFERENCE.lastIndex, '');
    }
    this.#replace(at, bracket + 1, text.slice(at, bracket + 1));
    this.#brackets.push({ piece: this.#out.length - 1, start: at, embed });
    return bracket + 1;
  }

  #closeBracket(at: number): number {
    const opener = this.#brackets.pop();
    if (opener === undefined) return at;
    const text = this.#text;
    const textStart = opener.start + (opener.embed ? 2 : 1);
    const resource = text.charCodeAt(at + 1) === 40 ? readResource(text, at + 1) : null;
    if (resource !== null) {
      this.#out.push(text.slice(this.#plainStart, at));
      this.#plainStart = resource.end;
      const label = this.#out.slice(opener.piece + 1).join('');
      this.#links.push({
        kind: 'markdown',
        embed: opener.embed,
        destination: resource.destination,
        text: label,
        start: opener.start,
        end: resource.end,
      });
      this.#out[opener.piece] = '';
      return resource.end;
    }
    const reference = this.#definitions.size === 0 ? null : this.#readReference(text, textStart, at);
    if (reference !== null) {
      this.#out.push(text.slice(this.#plainStart, at));
      this.#plainStart = reference.end;
      const label = this.#out.slice(opener.piece + 1).join('');
      this.#links.push({ kind: 'markdown', embed: opener.embed, destination: reference.destination, text: label, start: opener.start, end: reference.end });
      this.#out[opener.piece] = '';
      return reference.end;
    }
    return at + 1;
  }

  /** `[text][label]`, `[label][]` or `[label]`, where the label is defined. */
  #readReference(text: string, textStart: number, at: number): { readonly destination: string; readonly end: number } | null {
    if (text.charCodeAt(at + 1) === 91) {
      const close = text.indexOf(']', at + 2);
      if (close > at + 2 && close - at < 1000) {
        const destination = this.#definitions.get(labelKey(text.slice(at + 2, close)));
        return destination === undefined ? null : { destination, end: close + 1 };
      }
    }
    if (at - textStart > 1000) return null;
    const destination = this.#definitions.get(labelKey(text.slice(textStart, at)));
    if (destination === undefined) return null;
    return { destination, end: text.startsWith('[]', at + 1) ? at + 3 : at + 1 };
  }

  #delimiter(at: number, code: number): number {
    const text = this.#text;
    let end = at + 1;
    while (text.charCodeAt(end) === code) end += 1;
    const length = end - at;
    if ((code === 126 || code === 61) && length !== 2) return end;
    const before = at === 0 ? 32 : text.charCodeAt(at - 1);
    const after = end >= text.length ? 32 : text.charCodeAt(end);
    const left = !isWhite(after) && (!isPunctuation(after) || isWhite(before) || isPunctuation(before));
    const right = !isWhite(before) && (!isPunctuation(before) || isWhite(after) || isPunctuation(after));
    const canOpen = code === 95 ? left && (!right || isPunctuation(before)) : left;
    const canClose = code === 95 ? right && (!left || isPunctuation(after)) : right;
    if (!canOpen && !canClose) return end;
    this.#replace(at, end, text.slice(at, end));
    this.#delimiters.push({ code, length, piece: this.#out.length - 1, canOpen, canClose });
    return end;
  }

  /** Removes pairs of emphasis marks from the plain text; what has no partner stays. */
  #pairDelimiters(): void {
    const openers = new Map<number, { delimiter: Delimiter; left: number }[]>();
    for (const delimiter of this.#delimiters) {
      let left = delimiter.length;
      const stack = openers.get(delimiter.code) ?? [];
      if (delimiter.canClose) {
        while (left > 0) {
          const opener = stack[stack.length - 1];
          if (opener === undefined) break;
          const used = Math.min(opener.left, left);
          opener.left -= used;
          left -= used;
          this.#out[opener.delimiter.piece] = String.fromCharCode(delimiter.code).repeat(opener.left);
          if (opener.left === 0) stack.pop();
        }
        this.#out[delimiter.piece] = String.fromCharCode(delimiter.code).repeat(left);
      }
      if (delimiter.canOpen && left > 0) {
        stack.push({ delimiter, left });
        openers.set(delimiter.code, stack);
      }
    }
  }
}

/**
 * Offset of the `]]` that ends the wikilink opening at `open` (`[[`), or -1. The inside is one
 * line, is not empty, and holds no further `[[` (then the inner one is the link).
 */
export function wikilinkEnd(text: string, open: number): number {
  if (text.charCodeAt(open + 2) === 91) return -1;
  for (let index = open + 2; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return -1;
    if (code === 93 && text.charCodeAt(index + 1) === 93) {
      return text.slice(open + 2, index).trim() === '' ? -1 : index;
    }
    if (code === 91 && text.charCodeAt(index + 1) === 91) return -1;
  }
  return -1;
}

/** Reads `(destination "title")` at `at`; the destination is unescaped and percent-decoded. */
function readResource(text: string, at: number): { readonly destination: string; readonly end: number } | null {
  let index = skipWhite(text, at + 1);
  let destination: string;
  if (text.charCodeAt(index) === 60) {
    const start = index + 1;
    for (index = start; text.charCodeAt(index) !== 62; index += 1) {
      const code = text.charCodeAt(index);
      if (index >= text.length || code === 10 || code === 60) return null;
      if (code === 92) index += 1;
    }
    destination = text.slice(start, index);
    index += 1;
  } else {
    const start = index;
    let depth = 0;
    for (; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code <= 32) break;
      if (code === 92 && isAsciiPunctuation(text.charCodeAt(index + 1))) index += 1;
      else if (code === 40) depth += 1;
      else if (code === 41) {
        if (depth === 0) break;
        depth -= 1;
      }
    }
    if (depth !== 0) return null;
    destination = text.slice(start, index);
  }
  const afterDestination = index;
  index = skipWhite(text, index);
  const quote = text.charAt(index);
  if (index > afterDestination && (quote === '"' || quote === "'" || quote === '(')) {
    const close = quote === '(' ? ')' : quote;
    for (index += 1; text.charAt(index) !== close; index += 1) {
      if (index >= text.length) return null;
      if (text.charCodeAt(index) === 92) index += 1;
    }
    index = skipWhite(text, index + 1);
  }
  if (text.charCodeAt(index) !== 41) return null;
  return { destination: decodeDestination(destination), end: index + 1 };
}

/** The form in which two reference labels are the same. */
export function labelKey(label: string): string {
  return label.replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** Stands for an encoded `#` of a path, so that it does not begin a fragment. A code point that no text holds. */
const ENCODED_HASH = '\ufdd0';

/**
 * Undoes Markdown's escapes and percent-encoding; what is not valid UTF-8 stays as written. An
 * encoded `#` is told apart from one that begins a fragment: see `splitDestination`.
 */
export function decodeDestination(destination: string): string {
  const unescaped = destination.includes('\\') ? destination.replace(/\\([!-/:-@[-`{-~])/gu, '$1') : destination;
  if (!unescaped.includes('%')) return unescaped;
  try {
    const isAddress = /^[a-z][a-z0-9+.-]{1,31}:/iu.test(unescaped);
    return decodeURIComponent(isAddress ? unescaped : unescaped.replaceAll('%23', ENCODED_HASH));
  } catch {
    return unescaped;
  }
}

/** Path and fragment of a decoded destination. */
export function splitDestination(destination: string): { readonly path: string; readonly fragment: string } {
  const hash = destination.indexOf('#');
  const plain = (part: string): string => part.replaceAll(ENCODED_HASH, '#');
  return hash === -1 ? { path: plain(destination), fragment: '' } : { path: plain(destination.slice(0, hash)), fragment: plain(destination.slice(hash + 1)) };
}

function skipWhite(text: string, from: number): number {
  let index = from;
  while (index < text.length && isWhite(text.charCodeAt(index))) index += 1;
  return index;
}

function isWhite(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a);
}

function isAsciiPunctuation(code: number): boolean {
  return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) || (code >= 123 && code <= 126);
}

function isPunctuation(code: number): boolean {
  if (code < 128) return isAsciiPunctuation(code);
  return /[\p{P}\p{S}]/u.test(String.fromCharCode(code));
}
