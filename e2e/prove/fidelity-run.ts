/** Shares the notes of a folder out to threads that prove their fidelity, and sums up what they found. */
import { readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isNotePath } from '#shared/model/note-path.ts';
import type { Findings, NoteQuestions } from './fidelity-note.ts';

/** What one thread is given. */
export interface FidelityShare {
  readonly folder: string;
  readonly notes: readonly { readonly name: string; readonly seed: number }[];
  readonly asked: NoteQuestions;
}

export interface FidelityRun {
  readonly folder: string;
  readonly asked: NoteQuestions;
  readonly seed: number;
  /** Every n-th note only. */
  readonly every?: number;
  readonly threads?: number;
}

/** @throws where a thread fails: that is a bug, not a finding. */
export async function proveFolder({ folder, asked, seed, every = 1, threads = Math.min(4, os.availableParallelism()) }: FidelityRun): Promise<Findings> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // The fixtures' own page stands beside the vaults.
    .filter((name) => isNotePath(name.replaceAll(path.sep, '/')) && name !== 'README.md')
    .sort();
  const notes = names
    .map((name, index) => ({ name, seed: seed * 1_000_003 + index, sizeBytes: statSync(path.join(folder, name)).size }))
    .filter((_, index) => index % every === 0)
    // Large ones first and in turns, so that the threads end together.
    .sort((left, right) => right.sizeBytes - left.sizeBytes);
  const shares = Array.from({ length: threads }, (_, thread): FidelityShare => ({ folder, asked, notes: notes.filter((_note, index) => index % threads === thread) }));
  return sumUp(await Promise.all(shares.map(runShare)));
}

function runShare(share: FidelityShare): Promise<Findings> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fidelity-worker.ts', import.meta.url), { workerData: share, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A thread of the proof ended with ${code} and no findings.`)));
  });
}

function sumUp(all: readonly Findings[]): Findings {
  const counts: Record<string, number> = {};
  for (const each of all) for (const [name, value] of Object.entries(each.counts)) counts[name] = (counts[name] ?? 0) + value;
  return { counts, problems: all.flatMap(({ problems }) => problems).sort(), notUtf8: all.flatMap(({ notUtf8 }) => notUtf8).sort() };
}
