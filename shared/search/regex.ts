/** Makes regular expressions of what a person typed between slashes. */

/**
 * Lines are lines: `^` and `$` match at each of them. Null where it is no expression. It may take
 * for ever on some text: run it only where it can be ended.
 */
export function compileRegex(source: string, ignoreCase: boolean): RegExp | null {
  const flags = ignoreCase ? 'gim' : 'gm';
  for (const mode of ['u', '']) {
    try {
      return new RegExp(source, flags + mode);
    } catch {
      // Without `u`, what is escaped without need is allowed.
    }
  }
  return null;
}

/** An expression for exactly this text. */
export function escapeRegex(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}/]/gu, '\\$&');
}
