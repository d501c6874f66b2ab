/** Rewrites a note's links so that they mean the same after files or parts of them moved. Pure. */
import { decodeDestination, splitDestination } from '#shared/markdown/inline-scan.ts';
import type { NoteLink, NoteScan } from '#shared/markdown/outline.ts';
import { linkKey, linkTextFor, resolveLink, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import { headingSlug } from '#shared/markdown/slug.ts';
import { headingForLink, parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import { folderOf, noteNameOf, vaultPathSchema } from '#shared/model/note-path.ts';
import type { TextEdit } from './text-edit.ts';

/** What a link leads to: a file, and the heading path or `^block` in it (`''` for the whole). */
export interface LinkEnd {
  readonly path: string;
  readonly fragment: string;
  /** What a link without words of its own goes on saying, where its new address would say something else. */
  readonly label?: string;
}

/** How the vault changes, as far as links are concerned. */
export interface LinkChange {
  readonly before: LinkIndex;
  readonly after: LinkIndex;
  /** Where an end is afterwards. */
  end(end: LinkEnd): LinkEnd;
}

/** The note that holds the links, before and after; a part of a note may go elsewhere than the rest. */
export interface LinkHolder {
  readonly path: string;
  after(offset: number): string;
}

export interface LinkEdit extends TextEdit {
  readonly line: number;
}

export interface RewrittenLinks {
  readonly edits: readonly LinkEdit[];
  /** Lines of links whose new end no link can name. */
  readonly lost: readonly number[];
}

/** A link that meant nothing before is left alone, and so is one that still means the same. */
export function rewriteLinks(text: string, scan: NoteScan, holder: LinkHolder, change: LinkChange): RewrittenLinks {
  const edits: LinkEdit[] = [];
  const lost: number[] = [];
  const definitions = definitionPlaces(text, scan);
  for (const link of scan.links) {
    if (link.external) continue;
    const places = link.kind === 'wikilink' ? wikilinkPlaces(text, link) : destinationPlaces(text, link.start, link.end);
    // A link by reference: its definition is looked at below.
    if (places === null) continue;
    const to = newAddress(link.target, fragmentOf(link), holder, link.start, change);
    if (to === null) continue;
    const edit = link.kind === 'wikilink' ? wikilinkEdit(text, scan, link, places, to, change) : destinationEdit(text, places, to);
    if (edit === null) lost.push(link.line);
    else edits.push({ ...edit, line: link.line });
  }
  for (const place of definitions) {
    const written = text.slice(place.start, place.end);
    const { path, fragment } = splitDestination(decodeDestination(bare(written)));
    if (/^[a-z][a-z0-9+.-]{1,31}:/iu.test(path) || path.startsWith('//')) continue;
    const to = newAddress(path, fragment, holder, place.start, change);
    if (to !== null) edits.push({ ...destinationEdit(text, placesIn(text, place.start, place.end), to), line: place.line });
  }
  return { edits, lost };
}

function fragmentOf(link: NoteLink): string {
  return link.block === undefined ? (link.heading ?? '') : `^${link.block}`;
}

interface Address {
  readonly target: string;
  /** Null: stays as it is written. */
  readonly fragment: string | null;
  readonly label: string | undefined;
  readonly path: string;
  readonly source: string;
}

/** What a link's address has to become, or null where it may stay. */
function newAddress(target: string, fragment: string, holder: LinkHolder, offset: number, change: LinkChange): Address | null {
  const meant = resolveLink({ target }, holder.path, change.before);
  if (meant === null) return null;
  const now = change.end({ path: meant, fragment });
  const source = holder.after(offset);
  const newFragment = now.fragment === fragment ? null : now.fragment;
  const itself = target === '' && now.path === source;
  const holds = itself || (target !== '' && resolveLink({ target }, source, change.after) === now.path && !saysOldName(target, meant, now.path));
  if (holds && newFragment === null) return null;
  const written = holds ? target : targetFor(target, meant, holder.path, now.path, source, change.after);
  return { target: written, fragment: newFragment, label: now.label, path: now.path, source };
}

/** A link in the exact old name of a renamed file, which resolves only because case does not matter. */
function saysOldName(target: string, before: string, after: string): boolean {
  const last = target.slice(target.lastIndexOf('/') + 1).replace(/\.md$/iu, '');
  return last === noteNameOf(before) && noteNameOf(before) !== noteNameOf(after) && linkKey(noteNameOf(before)) === linkKey(noteNameOf(after));
}

/** The new target in the manner in which the old one was written. */
function targetFor(target: string, meant: string, oldSource: string, path: string, source: string, index: LinkIndex): string {
  const withExtension = /\.md$/iu.test(target) || target === '';
  const leads = (candidate: string): boolean => resolveLink({ target: candidate }, source, index) === path;
  const finish = (candidate: string): string =>
    withExtension && target !== '' && /\.md$/iu.test(path) && !/\.md$/iu.test(candidate) ? `${candidate}.md` : candidate;
  for (const candidate of candidatesLike(target, meant, oldSource, path, source, index)) {
    const written = finish(candidate);
    if (leads(written)) return written;
  }
  return finish(linkTextFor(path, source, 'absolute', index));
}

function* candidatesLike(target: string, meant: string, oldSource: string, path: string, source: string, index: LinkIndex): Generator<string> {
  const clean = target.replaceAll('\\', '/');
  const relative = (): string => linkTextFor(path, source, 'relative', index);
  const bareRelative = (): string => relative().replace(/^\.\//u, '');
  if (clean.startsWith('/')) {
    yield `/${path.replace(/\.md$/iu, '')}`;
  } else if (/^\.{1,2}\//u.test(clean)) {
    const written = relative();
    yield clean.startsWith('./') && !/^\.{1,2}\//u.test(written) ? `./${written}` : written;
  } else if (clean.includes('/') && linkKey(withMd(clean)) !== linkKey(meant) && linkKey(clean) !== linkKey(meant)) {
    // A path from the note's own folder, or the end of a longer one.
    const beside = `${folderOf(vaultPathSchema.parse(oldSource))}/${clean}`;
    if (linkKey(withMd(beside)) === linkKey(meant) || linkKey(beside) === linkKey(meant)) yield bareRelative();
  } else if (!clean.includes('/')) {
    yield linkTextFor(path, source, 'shortest', index);
  }
  yield linkTextFor(path, source, 'absolute', index);
}

function withMd(target: string): string {
  return /\.md$/iu.test(target) ? target : `${target}.md`;
}

/** Where the parts of an address stand in the source. */
interface AddressPlaces {
  readonly start: number;
  readonly end: number;
  /** Where the fragment begins, its `#` included; `end` where there is none. */
  readonly hash: number;
}

function wikilinkPlaces(text: string, link: NoteLink): AddressPlaces | null {
  const open = text.indexOf('[[', link.start) + 2;
  const inner = text.slice(open, link.end - 2);
  const bar = inner.indexOf('|');
  const written = bar === -1 ? inner : inner.slice(0, inner[bar - 1] === '\\' ? bar - 1 : bar);
  // A line break of a continued quote or list stands in the source, and not in the link.
  if (open < 2 || written.includes('\n')) return null;
  const start = open + written.length - written.trimStart().length;
  const end = open + written.trimEnd().length;
  const hash = text.slice(start, end).indexOf('#');
  return { start, end: Math.max(start, end), hash: hash === -1 ? end : start + hash };
}

/** The destination between the parentheses of `[text](destination "title")`; null for a reference. */
function destinationPlaces(text: string, start: number, end: number): AddressPlaces | null {
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
  const found = /^\]\([ \t\r\n]*(<(?:[^<>\n\\]|\\.)*>|[^\s]*?)(?=[ \t\r\n]+["'(]|[ \t\r\n]*\)$)/u.exec(raw.slice(at));
  const destination = found?.[1];
  if (found === null || destination === undefined) return null;
  const from = start + at + found[0].length - destination.length;
  return placesIn(text, from, from + destination.length);
}

function placesIn(text: string, start: number, end: number): AddressPlaces {
  const written = text.slice(start, end);
  const hash = written.indexOf('#');
  return { start, end, hash: hash === -1 ? (written.startsWith('<') ? end - 1 : end) : start + hash };
}

interface DefinitionPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** `[label]: destination` lines, whose links say only the label. */
function definitionPlaces(text: string, scan: NoteScan): readonly DefinitionPlace[] {
  const places: DefinitionPlace[] = [];
  for (const block of scan.blocks) {
    if (block.type !== 'definition') continue;
    const line = /^([ \t]*\[(?!\^)(?:[^\][\\]|\\.)+\]:[ \t]*\r?\n?[ \t]*)(<[^<>\n]*>|\S+)/gmu;
    for (const found of text.slice(block.start, block.end).matchAll(line)) {
      const [, before = '', destination = ''] = found;
      const start = block.start + found.index + before.length;
      places.push({ start, end: start + destination.length, line: block.line });
    }
  }
  return places;
}

function bare(destination: string): string {
  return destination.startsWith('<') ? destination.slice(1, -1) : destination;
}

/** Writes an address where the old one stood: in angle brackets or percent-encoded, as it was. */
function destinationEdit(text: string, places: AddressPlaces, to: Address): TextEdit {
  const old = text.slice(places.start, places.end);
  const angle = old.startsWith('<');
  const encode = angle ? encodeAngle : /%(?:[c-f][0-9a-f])/iu.test(old) ? encodeAll : encodeFew;
  const fragmentWritten = text.slice(places.hash, angle ? places.end - 1 : places.end);
  const fragment = to.fragment === null ? fragmentWritten : to.fragment === '' ? '' : `#${fragmentLike(fragmentWritten, to.fragment, encode)}`;
  const path = encode(to.target);
  return { start: places.start, end: places.end, text: angle ? `<${path}${fragment}>` : path + fragment };
}

/** A heading named by its anchor goes on being named so. */
function fragmentLike(old: string, fragment: string, encode: (text: string) => string): string {
  if (fragment.startsWith('^')) return fragment;
  const words = old.slice(1);
  const wasSlug = words !== '' && !/[\s%A-Z]/u.test(words) && headingSlug(words) === words && !fragment.includes('#');
  return wasSlug ? headingSlug(fragment) : fragment.split('#').map((part) => encode(part)).join('#');
}

function encodeAngle(text: string): string {
  return text.replace(/[<>\\]/gu, '\\$&').replaceAll('%', '%25').replaceAll('#', '%23');
}

function encodeFew(text: string): string {
  return text.replace(/[\s%()<>\\"#]/gu, (character) => percent(character));
}

function encodeAll(text: string): string {
  return text.split('/').map((part) => encodeURIComponent(part)).join('/').replace(/[()]/gu, (mark) => percent(mark));
}

function percent(character: string): string {
  return character === '(' ? '%28' : character === ')' ? '%29' : encodeURIComponent(character);
}

function wikilinkEdit(
  text: string, scan: NoteScan, link: NoteLink, places: AddressPlaces, to: Address, change: LinkChange,
): TextEdit | null {
  const fragment = to.fragment === null ? text.slice(places.hash, places.end) : to.fragment === '' ? '' : `#${wikilinkFragment(to.fragment)}`;
  const address = to.target + fragment;
  const inProperties = scan.frontmatter !== null && link.start < scan.frontmatter.bodyStart;
  const parsed = parseWikilink(address);
  const canSay = !/\[\[|\]\]|\]$|\||[\r\n]/u.test(address) && !to.target.includes('#') && parsed.target === to.target &&
    (to.target === '' ? to.path === to.source : resolveLink(parsed, to.source, change.after) === to.path);
  if (canSay) {
    // What stands there already is quoted as it should be.
    const quoted = (part: string): string => (inProperties ? quotedLike(text, places.start, part) : part);
    const place = to.fragment === null ? fragment : quoted(fragment);
    const label = to.label !== undefined && link.alias === undefined && !link.embed ? `${inTable(text, scan, link) ? '\\|' : '|'}${quoted(to.label)}` : '';
    return { start: places.start, end: places.end, text: quoted(to.target) + place + label };
  }
  // Properties hold wikilinks only.
  if (inProperties) return null;
  // A name with `#`, `|` or brackets can be written in a Markdown link alone.
  const path = to.target === '' || parsed.target !== to.target || !to.path.endsWith('.md') ? linkTextFor(to.path, to.source, 'absolute', change.after) : to.target;
  const file = /\.md$/iu.test(to.path) && !/\.md$/iu.test(path) ? `${path}.md` : path;
  const words = (link.alias ?? wikilinkLabel(parseWikilink(text.slice(places.start, places.end)))).replace(/[[\]\\|]/gu, '\\$&');
  const place = to.fragment ?? fragmentOf(link);
  const destination = encodeFew(file) + (place === '' ? '' : `#${place.startsWith('^') ? place : encodeFew(place)}`);
  return { start: link.start, end: link.end, text: `${link.embed ? '!' : ''}[${words}](${destination})` };
}

function wikilinkFragment(fragment: string): string {
  return fragment.startsWith('^') ? fragment : fragment.split('#').map((part) => headingForLink(part)).join('#');
}

/** Inside quotes of YAML, what would end them is escaped. */
function quotedLike(text: string, at: number, written: string): string {
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const before = text.slice(lineStart, at);
  const double = (before.match(/"/gu)?.length ?? 0) % 2 === 1;
  if (double) return written.replace(/["\\]/gu, '\\$&');
  const single = (before.match(/'/gu)?.length ?? 0) % 2 === 1;
  return single ? written.replaceAll("'", "''") : written;
}

function inTable(text: string, scan: NoteScan, link: NoteLink): boolean {
  const block = scan.blocks.find((candidate) => candidate.start <= link.start && link.end <= candidate.end);
  if (block?.type === 'table') return true;
  const line = text.slice(text.lastIndexOf('\n', link.start) + 1, link.start);
  return /^[\s>]*(?:[-*+]\s+)?\|/u.test(line);
}
