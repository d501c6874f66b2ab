/**
 * The stemmer of FTS5's `porter` tokenizer, so that words of a query and of a passage can be
 * compared outside SQLite (highlights, unknown words). M. F. Porter, "An algorithm for suffix
 * stripping", 1980, with SQLite's departures; a test compares it with SQLite over real text.
 */

const step2: readonly (readonly [string, string])[] = [
  ['ational', 'ate'], ['tional', 'tion'], ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['logi', 'log'], ['bli', 'ble'],
  ['alli', 'al'], ['entli', 'ent'], ['eli', 'e'], ['ousli', 'ous'], ['ization', 'ize'], ['ation', 'ate'], ['ator', 'ate'],
  ['alism', 'al'], ['iveness', 'ive'], ['fulness', 'ful'], ['ousness', 'ous'], ['aliti', 'al'], ['iviti', 'ive'], ['biliti', 'ble'],
];
const step3: readonly (readonly [string, string])[] = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ful', ''], ['ness', ''],
];
const step4: readonly string[] = [
  'al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent', 'ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize',
];

/** The stem of one word that is already lower case and without diacritics. */
export function porterStem(word: string): string {
  // SQLite sees bytes, of which those beyond ASCII are consonants.
  // oxlint-disable-next-line no-control-regex -- ASCII is what is meant
  if (!/^[\x00-\x7f]*$/.test(word)) return Buffer.from(stemBytes(Buffer.from(word).toString('latin1')), 'latin1').toString();
  return stemBytes(word);
}

function stemBytes(word: string): string {
  if (word.length < 3 || word.length > 64) return word;
  let stem = stepOneA(word);
  stem = stepOneB(stem);
  if (stem.endsWith('y') && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  stem = replaceSuffix(stem, step2);
  stem = replaceSuffix(stem, step3);
  stem = stepFour(stem);
  if (stem.endsWith('e')) {
    const rest = stem.slice(0, -1);
    const measured = measure(rest);
    if (measured > 1 || (measured === 1 && !endsInStar(rest))) stem = rest;
  }
  if (stem.endsWith('ll') && measure(stem.slice(0, -1)) > 1) stem = stem.slice(0, -1);
  return stem;
}

function stepOneA(word: string): string {
  if (!word.endsWith('s')) return word;
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('ss') ? word : word.slice(0, -1);
}

function stepOneB(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = word.endsWith('ed') ? 'ed' : word.endsWith('ing') ? 'ing' : '';
  const rest = word.slice(0, word.length - suffix.length);
  if (suffix === '' || !hasVowel(rest)) return word;
  if (rest.endsWith('at') || rest.endsWith('bl') || rest.endsWith('iz')) return `${rest}e`;
  const last = rest.length - 1;
  if (last > 0 && rest[last] === rest[last - 1] && isConsonant(rest, last) && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsInStar(rest) ? `${rest}e` : rest;
}

function replaceSuffix(word: string, rules: readonly (readonly [string, string])[]): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    return measure(rest) > 0 ? rest + replacement : word;
  }
  return word;
}

function stepFour(word: string): string {
  if (word.endsWith('ion')) {
    const rest = word.slice(0, -3);
    return /[st]$/.test(rest) && measure(rest) > 1 ? rest : word;
  }
  for (const suffix of step4) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    return measure(rest) > 1 ? rest : word;
  }
  return word;
}

function isConsonant(word: string, index: number): boolean {
  const letter = word[index];
  if (letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u') return false;
  return letter !== 'y' || index === 0 || !isConsonant(word, index - 1);
}

function hasVowel(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) if (!isConsonant(word, index)) return true;
  return false;
}

/** Porter's m: how often vowels are followed by consonants. */
function measure(word: string): number {
  let count = 0;
  let before = true;
  for (let index = 0; index < word.length; index += 1) {
    const consonant = isConsonant(word, index);
    if (consonant && !before) count += 1;
    before = consonant;
  }
  return count;
}

/** Porter's *o: consonant, vowel, consonant at the end, the last one not w, x or y. */
function endsInStar(word: string): boolean {
  const last = word.length - 1;
  return (
    last >= 2 && isConsonant(word, last) && !isConsonant(word, last - 1) && isConsonant(word, last - 2) && !/[wxy]$/.test(word)
  );
}
