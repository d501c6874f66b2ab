/** Addresses of mail headers: names, mailboxes, groups, and the ways people write them wrongly. */
import { decodeWords } from './headers.ts';

export interface Address {
  /** Decoded, may be empty. */
  readonly name: string;
  /** Lower case where it is an address; may be empty. */
  readonly email: string;
}

const mostAddresses = 500;
const longestAddress = 2000;

/** Reads a raw address list. Groups give their members; what is no address becomes a name. */
export function parseAddresses(raw: string): readonly Address[] {
  const found: Address[] = [];
  for (const piece of splitList(raw)) {
    const address = parseOne(piece);
    if (address !== null) found.push(address);
    if (found.length >= mostAddresses) break;
  }
  return found;
}

/** Cuts at commas and semicolons outside quotes, comments and angles; drops group names. */
function splitList(raw: string): string[] {
  const pieces: string[] = [];
  let current = '';
  let quoted = false;
  let comment = 0;
  let angle = false;
  for (let i = 0; i < raw.length; i++) {
    const character = raw[i] ?? '';
    if (character === '\\' && (quoted || comment > 0)) {
      current += character + (raw[i + 1] ?? '');
      i++;
      continue;
    }
    if (quoted) quoted = character !== '"';
    else if (character === '(') comment++;
    else if (character === ')' && comment > 0) comment--;
    else if (comment === 0) {
      if (character === '"') quoted = true;
      else if (character === '<') angle = true;
      else if (character === '>') angle = false;
      else if ((character === ',' || character === ';') && !angle) {
        pieces.push(current);
        current = '';
        continue;
      } else if (character === ':' && !angle && !current.includes('@')) {
        current = '';
        continue;
      }
    }
    current += character;
  }
  pieces.push(current);
  return pieces;
}

function parseOne(piece: string): Address | null {
  // Blanks first: the patterns below must never walk a run of them twice.
  const text = piece.slice(0, longestAddress).replace(/\s+/g, ' ').trim();
  if (text === '') return null;
  const angle = /^([\s\S]*)<([^<>]*)>([\s\S]*)$/.exec(text);
  if (angle !== null) {
    const email = cleanEmail(angle[2] ?? '');
    const { name, comment } = nameAndComment(angle[1] ?? '');
    const shown = name === '' ? comment : name;
    return email === '' && shown === '' ? null : { name: shown === email ? '' : shown, email };
  }
  const { name, comment } = nameAndComment(text);
  const email = cleanEmail(name);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return { name: comment, email };
  return { name: name === '' ? comment : name, email: '' };
}

function nameAndComment(text: string): { name: string; comment: string } {
  const comments: string[] = [];
  const without = text.replace(/\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)/g, (_all, inner: string) => {
    comments.push(inner);
    return ' ';
  });
  return { name: cleanName(without), comment: cleanName(comments.join(' ')) };
}

function cleanName(raw: string): string {
  const unquoted = raw.replace(/"((?:[^"\\]|\\.)*)"?/g, (_all, inner: string) => inner.replace(/\\(.)/g, '$1'));
  return decodeWords(unquoted).replace(/\s+/g, ' ').trim().replace(/^'(.*)'$/, '$1');
}

/** Undoes the archives' `user at host` too. */
function cleanEmail(raw: string): string {
  const text = decodeWords(raw.trim().replace(/^mailto:/i, '')).replace(/\s+(?:at|AT|@)\s+/, '@');
  return text.replace(/\s+/g, '').toLowerCase();
}

/** `Ada Lovelace <ada@example.org>`, or whichever of the two there is. */
export function showAddress(address: Address): string {
  if (address.email === '') return address.name;
  return address.name === '' ? address.email : `${address.name} <${address.email}>`;
}
