/**
 * Turns any title into a name that a note may safely have as a file and inside a link.
 *
 * The result is valid on Windows, macOS and Linux, never needs escaping inside `[[…]]`, and is
 * never empty. It is a name without folder and without `.md`.
 */

/** Characters that break links (`#^[]|`) or file systems (`\/:*?"<>`), and control characters. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
const FORBIDDEN = /[#^[\]|\\/:*?"<>\u0000-\u001f\u007f-\u009f]/gu;

/** Direction overrides and zero-width characters could make two names look alike; joiners stay for emoji. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?$/iu;

/** Leaves room for `.md`, a number and a temporary suffix within the 255 bytes that file systems allow. */
const MAX_BYTES = 120;

/**
 * The safe note name for `title`; `fallback` (itself safe) where nothing of the title remains.
 * NFC, inner white space collapsed, at most 120 bytes of UTF-8, cut between grapheme clusters.
 */
export function noteNameFrom(title: string, fallback = 'Untitled'): string {
  const cleaned = title
    .toWellFormed()
    .normalize('NFC')
    .replace(FORBIDDEN, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ');
  const name = trimEdges(cutToBytes(trimEdges(cleaned), MAX_BYTES));
  if (name === '') return fallback;
  return RESERVED.test(name) ? `${name.replace(/\..*$/u, '')} note` : name;
}

/**
 * `name`, or the first of `name 2`, `name 3`, … that `isTaken` does not know.
 * `isTaken` is asked with names only and should compare without case.
 */
export function freeNoteName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number += 1) {
    const suffix = ` ${number}`;
    const candidate = `${trimEdges(cutToBytes(name, MAX_BYTES - suffix.length))}${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Windows drops trailing dots and spaces; a leading dot would hide the note. */
function trimEdges(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/gu, '');
}

function cutToBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    bytes += utf8Length(segment);
    if (bytes > maxBytes) return text.slice(0, end);
    end = index + segment.length;
  }
  return text;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
