/**
 * Who wrote what: each text that is written carries a token of its own, and at the end each token
 * has to be somewhere.
 *
 * Excused is only what another program wrote and another program removed: whoever works outside
 * answers for that. What the app was given is never excused; its history has it, whoever removed it.
 */

const tokens = /q[ao]\d+z/gu;

export type Author = 'app' | 'outside';

interface Entry {
  readonly what: string;
  excused: boolean;
}

export class TokenLedger {
  private readonly entries = new Map<string, Entry>();
  private next = 1;

  /** A token that nobody has used. It counts once `wrote` is told. */
  make(author: Author): string {
    return `q${author === 'app' ? 'a' : 'o'}${this.next++}z`;
  }

  wrote(token: string, what: string): void {
    this.entries.set(token, { what, excused: false });
  }

  /** Another program replaced the one text by the other; null: it removed the file. */
  replacedOutside(before: string, after: string | null): void {
    const kept = new Set(after?.match(tokens));
    for (const token of before.match(tokens) ?? []) {
      const entry = this.entries.get(token);
      if (entry !== undefined && token.startsWith('qo') && !kept.has(token)) entry.excused = true;
    }
  }

  get size(): number {
    return this.entries.size;
  }

  /** What is in none of these texts, and should be. */
  missing(places: Iterable<string>): readonly string[] {
    const found = new Set<string>();
    for (const place of places) for (const token of place.match(tokens) ?? []) found.add(token);
    return [...this.entries].filter(([token, { excused }]) => !excused && !found.has(token)).map(([token, { what }]) => `${token}: ${what}`);
  }
}

/** The text with one more line, in place of another where `replaces`. */
export function withLine(text: string, line: string, at: number, replaces = false): string {
  const lines = text.split('\n');
  lines.splice(at % (lines.length + 1), replaces ? 1 : 0, line);
  return lines.join('\n');
}

const forms = ['%', '- [ ] % task', 'See [[Alpha]] % and [[Sub/Delta|it]] #tag', '## % heading', '[b](Beta.md) %', 'key:: % ^id%'] as const;

export function lineOf(token: string, at: number): string {
  return (forms[at % forms.length] ?? '%').replaceAll('%', token);
}
