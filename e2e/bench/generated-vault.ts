/**
 * Writes vaults of any size that look like people's: the words of a language by their frequency,
 * links of which few notes get most, headings, tags, tasks, properties, folders, some Chinese, a
 * few notes of 1 MB. The same count and seed give the same bytes.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from './seeded-random.ts';

export interface GeneratedNote {
  readonly path: string;
  readonly text: string;
}

/** Written by frequency, commonest first: what a search for very common words meets. */
const commonWords =
  'the of and to in that it for was on with as his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know'.split(' ');
const syllables = 'ba be bi bo ca ce co da de di do fa fe fi ga ge go ha he hi ho ja jo ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo wa we ya yo za ze zo'.split(' ');
const chinese = '天地人日月山水木火土金风雨花草鸟鱼书画茶酒米面家国城村路桥门窗春夏秋冬早晚新旧大小高低长短多少来去看听说写读想知道学生老师朋友工作会议计划记录问题方法结果时间地方東京大阪会社本日記仕事';
const vocabularySize = 40_000;

/** The word of each rank. */
function makeVocabulary(): readonly string[] {
  const random = seededRandom(1);
  const words = new Set(commonWords);
  while (words.size < vocabularySize) {
    let word = '';
    for (let count = 2 + Math.floor(random() * 3); count > 0; count -= 1) word += syllables[Math.floor(random() * syllables.length)] ?? '';
    words.add(word + ['', '', 'n', 's', 'r', 'ing', 'ed', 'ly'][Math.floor(random() * 8)]);
  }
  return [...words];
}

/** Each note in turn; nothing is kept, so that size costs no memory. */
export function* generateNotes(count: number, seed = 7): Generator<GeneratedNote> {
  const vocabulary = makeVocabulary();
  for (let index = 0; index < count; index += 1) {
    const random = seededRandom(seed * 1_000_003 + index);
    yield { path: pathOf(index, count, vocabulary), text: writeText(index, count, random, vocabulary) };
  }
}

/** Makes the vault once; a folder that holds it already is left as it is. */
export function writeGeneratedVault(folder: string, count: number): void {
  const done = `${folder}.done`;
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  const made = new Set<string>();
  for (const note of generateNotes(count)) {
    const absolute = path.join(folder, note.path);
    const below = path.dirname(absolute);
    if (!made.has(below)) mkdirSync(below, { recursive: true });
    made.add(below);
    writeFileSync(absolute, note.text);
  }
  writeFileSync(done, '');
}

function titleOf(index: number, vocabulary: readonly string[]): string {
  const random = seededRandom(index + 31);
  const words = Array.from({ length: 2 + Math.floor(random() * 3) }, () => wordOf(random, vocabulary, 200));
  // The number keeps names apart; one in fifty has a name that stands in several folders.
  return index % 50 === 49 ? `Meeting ${index % 200}` : `${capital(words.join(' '))} ${index}`;
}

function pathOf(index: number, count: number, vocabulary: readonly string[]): string {
  const title = titleOf(index, vocabulary);
  if (index % 10 === 0) {
    const day = new Date(Date.UTC(2000, 0, 1 + index / 10)).toISOString().slice(0, 10);
    return `daily/${day.slice(0, 4)}/${day}.md`;
  }
  const folders = Math.max(4, Math.ceil(count / 150));
  const folder = index % folders;
  return folder % 3 === 0 ? `areas/area ${folder}/notes/${title}.md` : `notes/${folder}/${title}.md`;
}

/** Zipf's law, near enough: rank as a power of an even number. `from` leaves the commonest out. */
function wordOf(random: () => number, vocabulary: readonly string[], from = 0): string {
  const rank = Math.floor(vocabulary.length ** random()) - 1 + from;
  return vocabulary[Math.min(rank, vocabulary.length - 1)] ?? '';
}

function writeText(index: number, count: number, random: () => number, vocabulary: readonly string[]): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // never empty
  const run = (length: number): string => Array.from({ length }, () => wordOf(random, vocabulary)).join(' ');
  /** Few notes get most of the links. */
  const other = (): string => {
    const path = pathOf(Math.floor(count * random() ** 4), count, vocabulary);
    return random() < 0.15 ? path.slice(0, -3) : path.slice(path.lastIndexOf('/') + 1, -3);
  };
  const tag = (): string => `#${random() < 0.3 ? 'project/' : ''}${wordOf(random, vocabulary, 300)}`;
  const piece = (): string => {
    const draw = random();
    if (draw < 0.13) return `[[${other()}]]`;
    if (draw < 0.16) return `[[${other()}|${run(2)}]]`;
    if (draw < 0.18) return `[[missing ${run(1)}]]`;
    if (draw < 0.21) return `[${run(2)}](https://example.com/${wordOf(random, vocabulary)})`;
    if (draw < 0.25) return tag();
    if (draw < 0.32) return `**${run(2)}**`;
    if (draw < 0.36) return `*${run(1)}*`;
    return draw < 0.38 ? `\`${run(1)}\`` : run(3);
  };
  const sentence = (): string => `${capital(run(5 + Math.floor(random() * 9)))} ${piece()} ${run(3 + Math.floor(random() * 6))}.`;
  const paragraph = (): string => Array.from({ length: 2 + Math.floor(random() * 5) }, sentence).join(' ');
  const chineseRun = (): string => Array.from({ length: 20 + Math.floor(random() * 40) }, () => pick([...chinese])).join('');
  const block = (): string => {
    const draw = random();
    if (draw < 0.6) return paragraph();
    if (draw < 0.72) return Array.from({ length: 4 }, () => `- ${sentence()}`).join('\n');
    if (draw < 0.8) return Array.from({ length: 3 }, () => `- [${random() < 0.5 ? ' ' : 'x'}] ${run(6)}`).join('\n');
    if (draw < 0.86) return `> ${sentence()}\n> ${sentence()}`;
    if (draw < 0.9) return `| ${run(1)} | ${run(1)} |\n| --- | --- |\n${Array.from({ length: 4 }, () => `| ${run(2)} | ${run(3)} |`).join('\n')}`;
    if (draw < 0.94) return `\`\`\`js\nconst ${run(1)} = ${Math.floor(random() * 100)};\n\`\`\``;
    return draw < 0.97 ? `${paragraph()} ^b${Math.floor(random() * 1e6)}` : `${chineseRun()}。${chineseRun()}。`;
  };
  // 300 to 3,000 words, short notes far more often; some four letters and a space to the word.
  const size = index % 5000 === 4999 ? 1_000_000 : 5 * (300 + 2700 * random() ** 5);
  const parts: string[] = [];
  if (random() < 0.6) {
    const aliases = random() < 0.2 ? `aliases: [${capital(run(2))}]\n` : '';
    parts.push(`---\ntags: [${tag().slice(1)}, ${tag().slice(1)}]\nstatus: ${pick(['open', 'done', 'waiting'])}\nrating: ${Math.floor(random() * 5)}\n${aliases}---`);
  }
  parts.push(`# ${titleOf(index, vocabulary)}`);
  let length = 0;
  for (let at = 0; length < size; at += 1) {
    const part = at % 6 === 4 ? `${at % 12 === 4 ? '##' : '###'} ${capital(run(4))}` : block();
    parts.push(part);
    length += part.length + 2;
  }
  return `${parts.join('\n\n')}\n`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
