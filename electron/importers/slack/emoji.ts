/** Slack's emoji names to characters (iamcal's names, by emojibase); custom ones stay `:name:`. */
import shortcodes from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' };

export type EmojiTable = (name: string) => string;

/** Builds the table once per import. */
export function createEmojiTable(): EmojiTable {
  const characters = new Map<string, string>();
  for (const [hexcode, names] of Object.entries(shortcodes)) {
    for (const name of typeof names === 'string' ? [names] : names) characters.set(name, fromHexcode(hexcode));
  }
  return (name) => {
    const [base = '', tone] = name.split('::skin-tone-');
    const character = characters.get(base);
    if (character === undefined) return `:${name}:`;
    const step = Number(tone);
    return step >= 2 && step <= 6 ? character + String.fromCodePoint(0x1f3fb + step - 2) : character;
  };
}

/** `1F468-200D-1F4BB` to its characters; an empty text where it is no code. */
export function fromHexcode(hexcode: string): string {
  const points = hexcode.split('-').map((part) => Number.parseInt(part, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
}
