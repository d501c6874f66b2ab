/** Rewrites a note's links so that they mean the same files after some files moved. Pure. */
import { decodeDestination } from '#shared/markdown/inline-scan.ts';
import { scanNote, type NoteScan } from '#shared/markdown/outline.ts';
import { linkTextFor, resolveLink, type LinkIndex, type LinkStyle } from '#shared/markdown/resolve-link.ts';

export interface MovedFiles {
  /** The vault before the move. */
  readonly before: LinkIndex;
  /** The vault after it. */
  readonly after: LinkIndex;
  /** Old path to new path of each file that moved. */
  readonly moved: ReadonlyMap<string, string>;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The note's text with its links following, or null where none has to change. `source` is the
 * note's path before the move. A link that meant nothing before is left alone.
 */
export function rewriteLinks(text: string, source: string, files: MovedFiles): string | null {
  const scan = scanNote(text);
  const edits = [...inlineEdits(text, scan, source, files), ...definitionEdits(text, scan, source, files)];
  if (edits.length === 0) return null;
  let result = text;
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}

/** What `target` has to become, or null where it still leads to the same file. */
function newTarget(target: string, source: string, files: MovedFiles, keepExtension: boolean): string | null {
  if (target === '') return null;
  const meant = resolveLink({ target }, source, files.before);
  if (meant === null) return null;
  const wanted = files.moved.get(meant) ?? meant;
  const newSource = files.moved.get(source) ?? source;
  if (resolveLink({ target }, newSource, files.after) === wanted) return null;
  const hadExtension = keepExtension || /\.md$/iu.test(target);
  const written = linkTextFor(wanted, newSource, styleOf(target), files.after);
  return hadExtension && /\.md$/iu.test(wanted) && !/\.md$/iu.test(written) ? `${written}.md` : written;
}

/** A link goes on in the manner in which it was written. */
function styleOf(target: string): LinkStyle {
  if (/^\.{1,2}\//u.test(target)) return 'relative';
  return target.includes('/') ? 'absolute' : 'shortest';
}

function* inlineEdits(text: string, scan: NoteScan, source: string, files: MovedFiles): Generator<Edit> {
  for (const link of scan.links) {
    if (link.external) continue;
    const isWikilink = link.kind === 'wikilink';
    const target = newTarget(link.target, source, files, !isWikilink);
    if (target === null) continue;
    const place = isWikilink ? wikilinkTarget(text, link.start, link.target) : destinationOf(text, link.start, link.end);
    if (place === null) continue;
    yield isWikilink ? { ...place, text: target } : { ...place, text: encodeLike(text.slice(place.start, place.end), target) };
  }
}

/** `[label]: destination` lines, whose links say only the label. */
function* definitionEdits(text: string, scan: NoteScan, source: string, files: MovedFiles): Generator<Edit> {
  for (const block of scan.blocks) {
    if (block.type !== 'definition') continue;
    const line = /^([ \t]*\[(?:[^\][\\]|\\.)+\]:[ \t]*\n?[ \t]*)(<[^<>\n]*>|\S+)/gmu;
    const part = text.slice(block.start, block.end);
    for (const found of part.matchAll(line)) {
      const [, before = '', destination = ''] = found;
      const start = block.start + found.index + before.length;
      const { path } = splitDestination(destination);
      const target = newTarget(decodeDestination(path), source, files, true);
      if (target !== null) yield { start, end: start + destination.length, text: encodeLike(destination, target) };
    }
  }
}

function wikilinkTarget(text: string, start: number, target: string): Pick<Edit, 'start' | 'end'> | null {
  const open = text.indexOf('[[', start) + 2;
  const at = text.indexOf(target, open);
  return open < 2 || at === -1 ? null : { start: at, end: at + target.length };
}

/** The destination between the parentheses of `[text](destination "title")`; null for a reference. */
function destinationOf(text: string, start: number, end: number): Pick<Edit, 'start' | 'end'> | null {
  const raw = text.slice(start, end);
  let depth = 0;
  let at = raw.indexOf('[');
  for (; at < raw.length; at += 1) {
    const character = raw.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) break;
    }
  }
  const found = /^\]\([ \t\n]*(<(?:[^<>\n\\]|\\.)*>|[^\s]*?)(?=[ \t\n]+["'(]|[ \t\n]*\)$)/u.exec(raw.slice(at));
  const destination = found?.[1];
  if (found === null || destination === undefined) return null;
  const from = start + at + found[0].length - destination.length;
  return { start: from, end: from + destination.length };
}

function splitDestination(destination: string): { readonly path: string; readonly fragment: string } {
  const bare = destination.startsWith('<') ? destination.slice(1, -1) : destination;
  const hash = bare.indexOf('#');
  return hash === -1 ? { path: bare, fragment: '' } : { path: bare.slice(0, hash), fragment: bare.slice(hash) };
}

/** Writes a path where `old` stood: in angle brackets or percent-encoded, as it was; the fragment stays. */
function encodeLike(old: string, target: string): string {
  const { fragment } = splitDestination(old);
  if (old.startsWith('<')) return `<${target.replace(/[<>\\]/gu, '\\$&')}${fragment}>`;
  const encoded = target.replace(/[\s%()<>\\"]/gu, (character) => encodeURIComponent(character).replace(/[()]/gu, (mark) => (mark === '(' ? '%28' : '%29')));
  return encoded + fragment;
}
