/** Names of files and folders from text that somebody else wrote: legal on every system, bounded. */

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The longest file name in bytes of UTF-8, extension included. */
export const longestNameBytes = 120;

/** A legal name of at most `maxBytes`; `fallback` where nothing legal is left. */
export function safeName(text: string, maxBytes: number, fallback: string): string {
  const cleaned = text
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- control characters are what it removes
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff#^[\]|\\/:*?"<>%‹›]/gu, ' ')
    .replace(/\s+/g, ' ');
  const cut = cutToBytes(cleaned.replace(/^[. ]+/, ''), maxBytes).replace(/[. ]+$/, '');
  if (cut === '') return fallback;
  return reserved.test(cut) ? cutToBytes(`_${cut}`, maxBytes) : cut;
}

/** The longest prefix of whole code points within the limit. */
export function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end).toWellFormed();
}

/** `<date> <subject> ‹<id>›.md`, within the limit whatever the subject. */
export function noteFileName(date: string, subject: string, shortId: string): string {
  const before = `${date} `;
  const after = ` ‹${shortId}›.md`;
  const room = longestNameBytes - Buffer.byteLength(before) - Buffer.byteLength(after);
  return before + safeName(subject, room, 'No subject') + after;
}

/** Where an attachment with this hash and name lives: stored once, whoever sent it. */
export function assetPath(sha256: string, name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? safeName(name.slice(dot + 1), 16, 'bin').toLowerCase().replace(/\s/g, '') : '';
  const stem = safeName(dot > 0 ? name.slice(0, dot) : name, 80, 'file').replace(/ /g, '-');
  // A note must not come in as an attachment: it would be indexed with all its links.
  const ending = extension === '' ? '' : /^(md|markdown|mdx|canvas|base)$/.test(extension) ? `.${extension}.txt` : `.${extension}`;
  return `raw/assets/${sha256.slice(0, 2)}/${sha256.slice(0, 12)}-${stem}${ending}`;
}

/** The link from a note to another file of the vault, relative and encoded for Markdown. */
export function relativeLink(notePath: string, target: string): string {
  const from = notePath.split('/').slice(0, -1);
  const to = target.split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)]
    .map((part) => encodeURIComponent(part).replace(/[()!'*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/');
}
