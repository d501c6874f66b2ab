/** Keeps keys out of everything that is shown, logged or stored. */

export const maskedKey = '[key]';

/**
 * Shapes of the keys that providers give out, with what stands in their place. A known key is
 * masked by its text; these catch keys that came from elsewhere (an environment variable, a header
 * echoed by a proxy).
 */
const keyShapes: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/\b(?:sk|pk|rk|xai|gsk|hf)[-_][A-Za-z0-9_-]{12,}/g, maskedKey],
  [/\bAIza[A-Za-z0-9_-]{20,}/g, maskedKey],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${maskedKey}`],
  [
    /\b((?:x-)?api[-_]?key|authorization|access[-_]token)(["']?\s*[:=]\s*["']?)[A-Za-z0-9._~+/-]{12,}/gi,
    `$1$2${maskedKey}`,
  ],
];

/** Replaces every occurrence of the given keys. Short values are left: they would hit words. */
export function maskKnownKeys(text: string, keys: readonly string[]): string {
  const worthMasking = keys.filter((key) => key.length >= 4);
  return worthMasking.reduce((masked, key) => masked.replaceAll(key, maskedKey), text);
}

/** Replaces the given keys and whatever looks like a key. For errors and logs, not for content. */
export function redact(text: string, keys: readonly string[]): string {
  return keyShapes.reduce(
    (masked, [shape, replacement]) => masked.replace(shape, replacement),
    maskKnownKeys(text, keys),
  );
}
