/** Counts words and characters the way a writer would. */

export interface TextCounts {
  readonly words: number;
  /** With spaces, without line ends. */
  readonly characters: number;
  readonly charactersWithoutSpaces: number;
  /** At least 1 where there is a word. */
  readonly readingMinutes: number;
}

/** What grown-ups read silently in a minute, of prose in English: Brysbaert, J. Memory and Language 109 (2019). */
const wordsPerMinute = 238;

export function countText(text: string): TextCounts {
  const words = countWords(text);
  let characters = 0;
  let charactersWithoutSpaces = 0;
  for (const character of text) {
    if (character === '\n' || character === '\r') continue;
    characters += 1;
    if (!/\s/u.test(character)) charactersWithoutSpaces += 1;
  }
  return { words, characters, charactersWithoutSpaces, readingMinutes: Math.ceil(words / wordsPerMinute) };
}

/** Runs of letters and digits; in scripts written without spaces each character is a word. */
export function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isIdeograph(code)) {
      words += 1;
      inWord = false;
    } else if (isWordUnit(code)) {
      if (!inWord) words += 1;
      inWord = true;
    } else if (code !== 39 && code !== 0x2019 && code !== 45) {
      inWord = false;
    }
  }
  return words;
}

function isWordUnit(code: number): boolean {
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  return code >= 0xc0 && !(code >= 0x2000 && code <= 0x303f) && !(code >= 0xff00 && code <= 0xff0f) && code !== 0xd7 && code !== 0xf7;
}

function isIdeograph(code: number): boolean {
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);
}
