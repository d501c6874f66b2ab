/**
 * The long proof of byte fidelity, over every note of every fixture vault.
 *
 *   node scripts/run.mjs e2e/prove/fidelity.ts [--every N] [--edits N] [--session N] [--no-variants] [--commands N] [--seed N] [--threads N] [--folder F]
 *
 * For each note: open and save without an edit, as it is and in five variants (CRLF, mixed line
 * ends, a BOM, no final newline, blank lines at the end); edits of one random paragraph each,
 * which change its lines and no other; and a session of random edits of every kind, each save
 * parsed again, and undone. With `--commands` instead that many editing commands in each note, see
 * `fidelity-command-note.ts`. Prints counts and problems as JSON; exits with 1 if there are any.
 */
import { parseArgs } from 'node:util';
import { fixturesPath } from '../fixtures-path.ts';
import { proveFolder } from './fidelity-run.ts';

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    edits: { type: 'string', default: '3' },
    session: { type: 'string', default: '4' },
    'no-variants': { type: 'boolean', default: false },
    commands: { type: 'string', default: '0' },
    seed: { type: 'string', default: '7' },
    threads: { type: 'string', default: '2' },
    folder: { type: 'string' },
  },
});
const folder = values.folder ?? fixturesPath('vaults');
if (folder === null) {
  console.error('The fixture vaults are not here: set VERSO_FIXTURES.');
  process.exit(2);
}
const asked = { variants: !values['no-variants'], edits: Number(values.edits), sessionEdits: Number(values.session), commands: Number(values.commands) };
const { counts, problems, notUtf8 } = await proveFolder({ folder, asked, seed: Number(values.seed), every: Number(values.every), threads: Number(values.threads) });
console.log(JSON.stringify({ counts, notUtf8, problemCount: problems.length, problems: problems }, null, 2));
process.exit(problems.length === 0 ? 0 : 1);
