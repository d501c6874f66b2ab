/**
 * Text as words: what two passages share, and making a model's words safe to write.
 *
 * A model that has read a hostile mail may write anything. What leaves here is one line of plain
 * words: no address that a reader could load or follow, and escaped so that Markdown sees text.
 */

/** Common words that carry no meaning of their own: sharing one says nothing. */
const STOP_WORDS = new Set(
  ('a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing ' +
    'down during each few for from further had has have having he her here hers him his how i if in into is it its just like may me might more most ' +
    'must my no nor not now of off on once only or other our out over own said same say says shall she should so some such than that the their them ' +
    'then there these they this those through to too under until up very was we were what when where which while who whom why will with would yes you your ' +
    'll ve re don isn').split(' '),
);

const WORD = /[\p{L}\p{N}]+/gu;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/u;
// oxlint-disable-next-line no-control-regex -- the controls are what it removes
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

const IS_INVISIBLE = new RegExp(INVISIBLE.source, 'u');

/** Words that carry meaning, lower case; runs of CJK as pairs of characters. */
export function contentWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [word] of text.normalize('NFC').toLowerCase().matchAll(WORD)) {
    if (CJK.test(word)) {
      const characters = [...word];
      if (characters.length === 1) words.add(word);
      for (let index = 0; index + 1 < characters.length; index += 1) words.add(characters.slice(index, index + 2).join(''));
    } else if (!STOP_WORDS.has(word) && (word.length > 1 || /\d/u.test(word))) {
      words.add(word);
    }
  }
  return words;
}

/** The same word, also in another form of it: `own` and `owns`, `launch` and `launching`. */
function sameWord(left: string, right: string): boolean {
  if (left === right) return true;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < 3 || /\d/u.test(short)) return false;
  const stem = short.length >= 5 ? short.replace(/(?:es|e|y|ed|ing|s)$/u, '') : short;
  return stem.length >= 3 && long.startsWith(stem) && long.length - stem.length <= 4;
}

/** The words of `wanted` that `text` has in some form. */
export function sharedWords(wanted: ReadonlySet<string>, text: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of wanted) {
    if (text.has(word) || [...text].some((other) => sameWord(word, other))) shared += 1;
  }
  return shared;
}

/** Quote marks, dashes and white space made equal; nothing else. */
export function normaliseQuote(text: string): string {
  return mapCharacters(text).characters.join('');
}

/**
 * Where `quote` stands in `text`, whatever the white space and quote marks of either, as it is
 * written in `text` with white space collapsed; null where it does not stand there.
 */
export function findQuote(quote: string, text: string): string | null {
  const wanted = normaliseQuote(quote).trim();
  if (wanted === '') return null;
  const { characters, starts } = mapCharacters(text);
  const joined = characters.join('');
  for (let at = joined.indexOf(wanted); at !== -1; at = joined.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    // Never inside a word: "may" must not be proved by "dismay".
    if (splitsWord(joined, at) || splitsWord(joined, end)) continue;
    return text.slice(starts[at] ?? 0, starts[end] ?? text.length).replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  }
  return null;
}

function splitsWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  return /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after) && !CJK.test(before) && !CJK.test(after);
}

/** Each normalised UTF-16 unit of `text`, and where it began. */
function mapCharacters(text: string): { readonly characters: string[]; readonly starts: number[] } {
  const characters: string[] = [];
  const starts: number[] = [];
  const push = (piece: string, at: number): void => {
    for (const unit of piece.split('')) {
      characters.push(unit);
      starts.push(at);
    }
  };
  let at = 0;
  for (const character of text) {
    if (/\s/u.test(character)) {
      if (characters.length > 0 && characters[characters.length - 1] !== ' ') push(' ', at);
    } else if (/[“”„‟«»″]/u.test(character)) push('"', at);
    else if (/[‘’‚‛‹›′`´]/u.test(character)) push("'", at);
    else if (/[‐‑‒–—―−]/u.test(character)) push('-', at);
    else if (character === '…') push('...', at);
    else if (!IS_INVISIBLE.test(character)) push(character, at);
    at += character.length;
  }
  return { characters, starts };
}

const ADDRESS = /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"]*|\bwww\.[^\s<>"]+|\b(?:javascript|data|vbscript|file|mailto):[^\s<>"]*/giu;

/**
 * One line of plain words out of whatever a model wrote: no control or direction characters, no
 * address with a scheme (its host stays, as a word), at most `maxLength` characters.
 */
export function plainLine(text: string, maxLength: number): string {
  const flat = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u2028\u2029\u0085]/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)?/gu, ' $1 ')
    .replace(/!?\[\[|\]\]|\[\^[^\]]*\]/gu, ' ')
    .replace(/<[^<>]*>/gu, ' ')
    .replace(ADDRESS, (address) => hostOf(address))
    .replace(/\s+/gu, ' ')
    .replace(/\s+([.,;:!?])/gu, '$1')
    .trim();
  if (flat.length <= maxLength) return flat;
  const cut = flat.slice(0, maxLength);
  const space = cut.lastIndexOf(' ');
  return `${(space > maxLength / 2 ? cut.slice(0, space) : cut).toWellFormed().trim()}…`;
}

function hostOf(address: string): string {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/\s]*@)?([\p{L}\p{N}.-]+)/iu.exec(address)?.[1] ?? '';
  return /:\/\/|^www\./iu.test(address) ? host.replace(/^www\./iu, '').replace(/[.]+$/u, '') : '';
}

/** Escapes a line of plain words so that Markdown shows exactly them, wherever in a line it stands. */
export function escapeWords(text: string): string {
  return text
    .replace(/[\\`*[\]<>~$^{}|]/gu, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/(^|\s)#/gu, '$1\\#')
    .replace(/%%/gu, '\\%\\%')
    .replace(/==/gu, '\\=\\=')
    .replace(/::/gu, ':\\:')
    .replace(/&(?=#?\w+;)/gu, '\\&')
    .replace(/:(?=\/\/)/gu, '\\:');
}

/** Escapes what would begin a list, quote, heading or rule at the start of a line. */
export function escapeStart(line: string): string {
  return line.replace(/^(?:([-+=:])|(\d{1,9})([.)])(?=\s|$))/u, (_all, mark?: string, number?: string, point?: string) =>
    mark === undefined ? `${number ?? ''}\\${point ?? ''}` : `\\${mark}`,
  );
}
