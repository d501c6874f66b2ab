/** Finds the JSON value in a model's answer: in a fence, among prose, with trailing commas. */

/** A value in a box, so that a parsed `null` differs from "nothing found". */
export interface FoundJson {
  readonly value: unknown;
}

function tryParse(text: string): FoundJson | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** The end of the bracketed value that begins at `start`, strings respected, or -1. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** Removes commas before a closing bracket, outside strings. */
function withoutTrailingCommas(text: string): string {
  return text.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_match, string: string | undefined) => string ?? '');
}

/**
 * Never invents: an answer that was cut stays unusable, since closing its brackets would turn half
 * a list into a whole one.
 */
export function parseJsonLeniently(text: string): FoundJson | null {
  const whole = tryParse(text.trim());
  if (whole) return whole;
  for (const opening of text.matchAll(/[{[]/g)) {
    const end = endOfValue(text, opening.index);
    if (end < 0) continue;
    const candidate = text.slice(opening.index, end);
    const found = tryParse(candidate) ?? tryParse(withoutTrailingCommas(candidate));
    if (found) return found;
  }
  return null;
}
