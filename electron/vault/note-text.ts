/** Bytes of a file to text and back, without changing what was not edited. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { versionSchema, type Version } from '#shared/model/version.ts';

const byteOrderMark = '\ufeff';

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly hasBom: boolean;
  /** False: the text is a guess, for reading only. */
  readonly isUtf8: boolean;
}

export function decodeText(bytes: Uint8Array): DecodedText {
  if (isUtf8(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return text.startsWith(byteOrderMark) ? { text: text.slice(1), hasBom: true, isUtf8: true } : { text, hasBom: false, isUtf8: true };
  }
  return { text: new TextDecoder(guessEncoding(bytes)).decode(bytes), hasBom: false, isUtf8: false };
}

export function encodeText(text: string, withBom: boolean): Buffer {
  return Buffer.from(withBom ? byteOrderMark + text : text, 'utf8');
}

/** The identity of content: SHA-256 of the bytes. */
export function versionOf(bytes: Uint8Array): Version {
  return versionSchema.parse(createHash('sha256').update(bytes).digest('hex'));
}

/** UTF-16 says so with its mark; everything else of the old kind is shown as Windows' Latin. */
function guessEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'windows-1252';
}
