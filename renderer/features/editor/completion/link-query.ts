/** What has been typed behind `[[`: which kind of place is looked for, in which note, by which words. */

export interface LinkQuery {
  readonly embed: boolean;
  readonly kind: 'note' | 'heading' | 'block' | 'anyHeading' | 'anyBlock';
  /** The note whose places are meant; empty for this one. */
  readonly note: string;
  readonly words: string;
  /** Behind a bar that was typed already: the link's text. */
  readonly alias: string | null;
}

/** Reads from the brackets on: `[[Note#Head|text`, `![[##words`. */
export function readLinkQuery(query: string): LinkQuery {
  const embed = query.startsWith('!');
  const inner = query.slice(embed ? 3 : 2);
  const bar = inner.indexOf('|');
  const address = bar === -1 ? inner : inner.slice(0, bar);
  const alias = bar === -1 ? null : inner.slice(bar + 1);
  const of = (kind: LinkQuery['kind'], note: string, words: string): LinkQuery => ({ embed, kind, note, words, alias });
  if (address.startsWith('##')) return of('anyHeading', '', address.slice(2));
  if (address.startsWith('^^')) return of('anyBlock', '', address.slice(2));
  const place = /^([^#^]*)(#\^|#|\^)(.*)$/u.exec(address);
  if (place === null) return of('note', address, address);
  const [, note = '', sign = '', words = ''] = place;
  return of(sign === '#' ? 'heading' : 'block', note, words);
}
