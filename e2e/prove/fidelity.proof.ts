/**
 * `npm run prove -- fidelity`: every note of every fixture vault, unedited, edited, and under every
 * editing command; writes docs/fidelity.md. Takes a quarter of an hour on two idle cores; with
 * `--every=10` it takes every tenth note, prints what failed, and writes nothing.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { machine } from '../../scripts/figures.ts';
import type { Bench } from '../bench/bench.ts';
import { fixturesPath } from '../fixtures-path.ts';
import { fidelityFigures, fidelityPage } from './fidelity-report.ts';
import { proveFolder } from './fidelity-run.ts';

export const proof: Bench = {
  name: 'fidelity',
  async run(flags) {
    const folder = fixturesPath('vaults');
    if (folder === null) throw new Error('The fixture vaults are not here: set VERSO_FIXTURES.');
    const every = Number(flags.find((flag) => flag.startsWith('--every='))?.slice('--every='.length) ?? 1);
    const notes = await proveFolder({ folder, asked: { variants: true, edits: 3, sessionEdits: 4, commands: 0 }, seed: 3, every });
    const commands = await proveFolder({ folder, asked: { variants: false, edits: 0, sessionEdits: 0, commands: 5 }, seed: 11, every });
    const made = { command: 'npm run prove -- fidelity', machine: machine(), date: new Date().toISOString().slice(0, 10) };
    if (every > 1) for (const problem of [...notes.problems, ...commands.problems]) console.log(`  ${problem}`);
    else writeFileSync(path.resolve(import.meta.dirname, '../../docs/fidelity.md'), fidelityPage(notes, commands, made));
    return fidelityFigures(notes, commands);
  },
};
