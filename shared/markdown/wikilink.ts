/**
 * Reads and writes the inside of a wikilink: `[[Note#Heading#Sub^…|alias]]`.
 *
 * The grammar is Obsidian's: the alias comes last, after the first unescaped `|` (in tables
 * written `\|`); `#` starts a heading path, `#^` a block id; an empty note means "this note".
 */

/** What a wikilink says. `target` is `''` for a link to its own note (`[[#Heading]]`). */
export interface Wikilink {
  /** Note or file as written, without heading, block and alias: `Dir/Note`, `image.png`, `''`. */
  readonly target: string;
  /** Heading path as written, levels joined by `#`: `H1#H2`. Absent where none is named. */
  readonly heading?: string;
  /** Block id without `^`. Absent where none is named; never together with `heading`. */
  readonly block?: string;
  /** Text after `|`, possibly empty. Absent where there is no `|`. */
  readonly alias?: string;
}

/**
 * Parses the text between `[[` and `]]`. Never fails: whatever stands there names something,
 * though perhaps nothing that exists.
 */
export function parseWikilink(inner: string): Wikilink {
  const bar = inner.indexOf('|');
  const address = (bar === -1 ? inner : inner.slice(0, inner[bar - 1] === '\\' ? bar - 1 : bar)).trim();
  const alias = bar === -1 ? undefined : inner.slice(bar + 1).trim();
  const hash = address.indexOf('#');
  const target = (hash === -1 ? address : address.slice(0, hash)).trim();
  const rest = hash === -1 ? '' : address.slice(hash + 1).trim();
  return {
    target,
    ...(rest.startsWith('^') ? { block: rest.slice(1) } : rest === '' ? {} : { heading: rest }),
    ...(alias === undefined ? {} : { alias }),
  };
}

/** Writes a wikilink with its brackets. `inTable` escapes the bar, as a table cell needs. */
export function formatWikilink(link: Wikilink, options: { readonly inTable?: boolean; readonly embed?: boolean } = {}): string {
  const place = link.block !== undefined ? `#^${link.block}` : link.heading !== undefined ? `#${link.heading}` : '';
  const bar = options.inTable === true ? '\\|' : '|';
  const alias = link.alias === undefined ? '' : `${bar}${link.alias}`;
  return `${options.embed === true ? '!' : ''}[[${link.target}${place}${alias}]]`;
}

/** What a reader sees for a wikilink without an alias: `Note > Heading`, as Obsidian shows it. */
export function wikilinkLabel(link: Wikilink): string {
  if (link.alias !== undefined && link.alias !== '') return link.alias;
  const place = link.block !== undefined ? [`^${link.block}`] : (link.heading?.split('#') ?? []);
  return [link.target, ...place].filter((part) => part !== '').join(' > ');
}

/**
 * The form in which two headings are the same to a link. Characters that cannot stand in a
 * link (`#|^:%[]\`) count as spaces; case, repeated spaces and Unicode composition do not matter.
 */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFC')
    .replace(/[#|^:%[\]\\]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Headings as a link may name them: what `[[Note#…]]` must contain to reach `heading`. */
export function headingForLink(heading: string): string {
  return heading
    .replace(/[#|^:%[\]\\]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
