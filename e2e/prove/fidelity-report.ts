/** The findings of the fidelity proofs as figures with their bars, and as the page docs/fidelity.md. */
import type { Figure } from '../bench/bench.ts';
import { editingCommands } from './fidelity-commands.ts';
import { EditorWithoutPage } from './fidelity-editor.ts';
import type { Findings } from './fidelity-note.ts';

/** A share, and what it must reach. */
interface Share {
  readonly name: string;
  readonly part: number;
  readonly whole: number;
  readonly bar: number;
}

const KINDS = [
  { kind: 'text', name: 'Edits within a text block that change the fewest lines', bar: 0.995 },
  { kind: 'structure', name: 'Inserts, deletes, splits, joins and other changes of structure that change the fewest lines', bar: 0.95 },
  { kind: 'move', name: 'Moves that change the fewest lines', bar: 0.85 },
] as const;

function shares(notes: Findings, commands: Findings): readonly Share[] {
  const note = (name: string): number => notes.counts[name] ?? 0;
  const command = (name: string): number => commands.counts[name] ?? 0;
  const all = (what: string): number => KINDS.reduce((sum, { kind }) => sum + command(`${kind}: ${what}`), 0);
  return [
    { name: 'Notes that save as the same bytes without an edit', part: note('notes identical'), whole: note('notes'), bar: 1 },
    { name: 'The same in five variants (CRLF, mixed ends, BOM, no final newline, blank end)', part: note('variants identical'), whole: note('variants'), bar: 1 },
    { name: 'Edits of one paragraph that change no line of another', part: note('edits within their paragraph'), whole: note('edits'), bar: 1 },
    { name: 'Sessions of random edits that undo to the same bytes', part: note('sessions undone'), whole: note('sessions'), bar: 1 },
    { name: 'Saves of random edits that save again as themselves', part: note('random edits stable'), whole: note('random edits'), bar: 1 },
    ...KINDS.map(({ kind, name, bar }) => ({ name, part: command(`${kind}: least`), whole: command(`${kind}: runs`), bar })),
    { name: 'Commands after which the file says what the editor shows', part: all('said'), whole: all('runs'), bar: 1 },
    { name: 'Commands that leave the meaning of every other block (markdown-it)', part: all('others kept'), whole: all('runs'), bar: 1 },
    { name: 'Commands that undo to the loaded bytes', part: all('undone'), whole: all('runs'), bar: 1 },
  ];
}

export function fidelityFigures(notes: Findings, commands: Findings): readonly Figure[] {
  return shares(notes, commands).map(({ name, part, whole, bar }) => {
    const value = whole === 0 ? 0 : part / whole;
    return { name: `Fidelity: ${name.charAt(0).toLowerCase()}${name.slice(1)}`, value, unit: 'ratio', spread: [value, value], bar: bar === 1 ? 'all' : `≥ ${bar * 100}%`, holds: value >= bar };
  });
}

/** docs/fidelity.md */
export function fidelityPage(notes: Findings, commands: Findings, made: { readonly command: string; readonly machine: string; readonly date: string }): string {
  const rows = shares(notes, commands).map(({ name, part, whole, bar }) => `| ${name} | ${part} of ${whole} (${percent(part, whole)}) | ${bar === 1 ? 'all' : `≥ ${bar * 100}%`} | ${whole > 0 && part / whole >= bar ? 'yes' : '**no**'} |`);
  const problems = [...notes.problems.map((problem) => `note | any | ${problem.replace(/^(.*?): (.*)$/u, '$2 | $1')}`), ...commands.problems];
  return `# Fidelity: what the editor does to files

\`${made.command}\` goes over every note of every fixture vault, seeded, and writes this page (${made.date}; ${made.machine}).
${notes.notUtf8.length} note is not UTF-8 and opens read-only: ${notes.notUtf8.map((name) => `\`${name}\``).join(', ')}.

| What | Figure | Bar | Holds |
|---|---|---|---|
${rows.join('\n')}

The fewest lines are not the saver's opinion: \`e2e/prove/fidelity-minimum.ts\` tells them from the two
documents. \`npm test\` opens, saves and edits every note too, and applies the commands in a sample.

## By command

| Command | Kind | Runs | Fewest lines | Says what is shown | Others kept | Undone |
|---|---|---|---|---|---|---|
${commandRows(commands).join('\n')}

## Grain

How coarse the patches were: ${levels(commands)}.

## Failures by kind

${failures(problems)}
`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part === whole ? 0 : 2)}%`;
}

function commandRows({ counts }: Findings): string[] {
  const kinds = new Map(editingCommands(new EditorWithoutPage()).map(({ name, kind }) => [name, kind]));
  const names = Object.keys(counts).flatMap((name) => /^command (.+): runs$/u.exec(name)?.[1] ?? []);
  return names.sort().map((name) => {
    const of = (what: string): number => counts[`command ${name}: ${what}`] ?? 0;
    const cells = ['least', 'said', 'others kept', 'undone'].map((what) => percent(of(what), of('runs')));
    return `| ${name} | ${kinds.get(name) ?? ''} | ${of('runs')} | ${cells.join(' | ')} |`;
  });
}

function levels({ counts }: Findings): string {
  const found = Object.entries(counts).filter(([name]) => name.startsWith('level '));
  return found
    .sort(([, left], [, right]) => right - left)
    .map(([name, value]) => `${name.slice('level '.length)} ${value}`)
    .join(', ');
}

/** Grouped by command and by what was wrong, numbers left out; the first few places of each. */
function failures(problems: readonly string[]): string {
  if (problems.length === 0) return 'None.';
  const groups = new Map<string, string[]>();
  for (const problem of problems) {
    const [kind = '', command = '', what = '', where = ''] = problem.split(' | ');
    const key = `${kind}: ${command}: ${what.replace(/:? (?:line )?\d.*$/u, '').replace(/\d+/gu, 'n')}`;
    groups.set(key, [...(groups.get(key) ?? []), `${where}${/: (\d.*)$/u.exec(what)?.[1] === undefined ? '' : ` (${/: (\d.*)$/u.exec(what)?.[1] ?? ''})`}`]);
  }
  return [...groups]
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([key, places]) => `- **${key}** (${places.length})\n${places.slice(0, 5).map((place) => `  - ${place}`).join('\n')}`)
    .join('\n');
}
