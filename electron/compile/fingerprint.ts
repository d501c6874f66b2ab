/** Short stable ids out of text: the same text has the same id on every machine and in every run. */
import { createHash } from 'node:crypto';

/** The first 12 hex digits of SHA-256 over the parts, unambiguously joined. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** The id of a block: SHA-256 over its text with Unicode composition and white space made equal. */
export function blockHash(text: string): string {
  return createHash('sha256').update(text.normalize('NFC').replace(/\s+/gu, ' ').trim()).digest('hex').slice(0, 12);
}
