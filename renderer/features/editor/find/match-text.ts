/** Finds what is looked for in texts. Pure, so that it runs beside the window as well, where a pattern may take for ever. */

export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

export interface TextMatch {
  /** Which of the texts. */
  readonly text: number;
  readonly from: number;
  readonly to: number;
  /** What a pattern's groups hold: the whole match first; then those with a name, by it. */
  readonly groups: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

/** More are not marked; nobody steps through so many. */
export const maximumMatches = 10_000;

/** Null where the text is no pattern. */
export function patternOf(query: FindQuery): RegExp | null {
  const source = query.regex ? query.text : query.text.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`).replaceAll(String.raw`\-`, '-');
  const whole = query.wholeWord ? String.raw`(?<![\p{L}\p{N}_])(?:${source})(?![\p{L}\p{N}_])` : source;
  try {
    return new RegExp(whole, query.matchCase ? 'gmu' : 'gimu');
  } catch {
    return null;
  }
}

export function matchTexts(texts: readonly string[], pattern: RegExp): readonly TextMatch[] {
  const matches: TextMatch[] = [];
  for (const [text, content] of texts.entries()) {
    for (const found of content.matchAll(pattern)) {
      // A pattern that matches nothing at all finds it everywhere.
      if (found[0] === '') continue;
      matches.push({ text, from: found.index, to: found.index + found[0].length, groups: found.map((group) => group ?? ''), named: { ...found.groups } });
      if (matches.length >= maximumMatches) return matches;
    }
  }
  return matches;
}

/** The replacement with what its `$1`, `$<name>` and `$&` stand for, where a pattern was looked for. */
export function replacementFor(match: TextMatch, replacement: string, regex: boolean): string {
  if (!regex) return replacement;
  return replacement.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]+)>)/gu, (written: string, dollar?: string, whole?: string, number?: string, name?: string) => {
    if (dollar !== undefined) return '$';
    if (whole !== undefined) return match.groups[0] ?? '';
    if (name !== undefined) return match.named[name] ?? '';
    return match.groups[Number(number)] ?? written;
  });
}
