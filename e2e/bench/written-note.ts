/** Writes the notes that the editor is measured with: every kind of block, in the same order each time. */
import { seededRandom } from './seeded-random.ts';

const words =
  'bread starter rye lease oven flour morning ledger invoice market harvest kitchen window letter answer question winter people village river machine pattern memory signal number garden paper bridge'.split(' ');

/** A note of at least `sizeBytes`, the same for the same size. ASCII, so that bytes are letters. */
export function writeNote(sizeBytes: number): string {
  const random = seededRandom(sizeBytes);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // never empty
  const run = (length: number): string => Array.from({ length }, () => pick(words)).join(' ');
  const sentence = (): string => `${run(6)} ${pick(inline)(pick(words), run(2))} ${run(8)}.`;
  const paragraph = (): string => Array.from({ length: 2 + Math.floor(random() * 4) }, sentence).join(random() < 0.3 ? '\n' : ' ');
  const blocks: (() => string)[] = [
    paragraph,
    paragraph,
    paragraph,
    () => Array.from({ length: 5 }, () => `- ${sentence()}`).join('\n'),
    () => Array.from({ length: 4 }, (_, index) => `${index + 1}. ${sentence()}`).join('\n'),
    () => Array.from({ length: 4 }, () => `- [${random() < 0.5 ? ' ' : 'x'}] ${sentence()}`).join('\n'),
    () => `> ${sentence()}\n> ${sentence()}`,
    () => `> [!tip] ${run(3)}\n> ${sentence()}`,
    () => `| ${pick(words)} | ${pick(words)} |\n| --- | --- |\n${Array.from({ length: 4 }, () => `| ${run(2)} | ${run(3)} |`).join('\n')}`,
    () => `\`\`\`js\nconst ${pick(words)} = ${Math.floor(random() * 100)};\nreturn ${pick(words)};\n\`\`\``,
  ];
  const parts = ['# Measured note', paragraph()];
  let length = parts.join('\n\n').length;
  for (let index = 0; length < sizeBytes; index += 1) {
    const part = index % 7 === 0 ? `${index % 3 === 0 ? '##' : '###'} ${run(4)}` : pick(blocks)();
    parts.push(part);
    length += part.length + 2;
  }
  return `${parts.join('\n\n')}\n`;
}

const inline: readonly ((word: string, more: string) => string)[] = [
  (_word, more) => more,
  (_word, more) => `**${more}**`,
  (_word, more) => `*${more}*`,
  (word) => `[[${word}]]`,
  (word, more) => `[${more}](https://example.com/${word})`,
  (word) => `#${word}`,
  (_word, more) => `\`${more}\``,
  (word) => `$${word[0] ?? 'x'}^2$`,
];
