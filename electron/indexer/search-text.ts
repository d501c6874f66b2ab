/** Prepares text for the full-text tables: scripts without spaces are cut into pairs. */

/** Han, kana, hangul and their extensions, in runs: no spaces tell where words end. */
const cjkRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]+/gu;
const hasCjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Text as it is indexed and searched: each CJK run becomes its overlapping pairs of characters
 * (`漢字仮名` → `漢字 字仮 仮名`), a single character stays itself. Both sides do the same, so
 * every word of two characters is found.
 */
export function toSearchText(text: string): string {
  const normal = text.normalize('NFC');
  return hasCjk.test(normal) ? normal.replace(cjkRun, (run) => ` ${cjkPairs(run).join(' ')} `) : normal;
}

export function cjkPairs(run: string): readonly string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
}

/** For names: each CJK character alone, so that a phrase finds any part of a run. */
export function toNameText(text: string): string {
  return text.normalize('NFC').replace(cjkRun, (run) => ` ${[...run].join(' ')} `);
}
