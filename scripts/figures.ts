/** Writes what benchmarks and proofs measured to docs/benchmarks.json and docs/benchmarks.md; other figures stay. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Figure } from '../e2e/bench/bench.ts';
import { projectRoot } from './tool.ts';

const entrySchema = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  spread: z.tuple([z.number(), z.number()]),
  bar: z.string().nullable(),
  holds: z.boolean().nullable(),
  peer: z.string().optional(),
  peerValue: z.number().optional(),
  ratio: z.number().optional(),
  command: z.string(),
  machine: z.string(),
  date: z.iso.date(),
});
type Entry = z.infer<typeof entrySchema>;

const jsonFile = path.join(projectRoot, 'docs/benchmarks.json');
const markdownFile = path.join(projectRoot, 'docs/benchmarks.md');

export function machine(): string {
  const cores = os.cpus();
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

export const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function asMarkdown(entries: readonly Entry[]): string {
  const rows = entries.map(({ name, value, unit, spread, bar, holds, peer, peerValue, ratio, command, date }) =>
    [
      name,
      `${round(value)} ${unit} (${round(spread[0])}–${round(spread[1])})`,
      peer === undefined ? '' : `${peer}: ${round(peerValue ?? 0)} ${unit}${ratio === undefined ? '' : `, ${round(ratio)} ×`}`,
      bar ?? '',
      holds === null ? '' : holds ? 'yes' : '**no**',
      `\`${command}\``,
      date,
    ].join(' | '),
  );
  return `# Benchmarks

Medians, with the lowest and highest run in parentheses. Made by the command in each row; nothing here is a test, because figures on shared machines drift.

| What | Figure | Peer | Bar | Holds | Command | Date |
|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}

Machines: ${[...new Set(entries.map((entry) => entry.machine))].join('; ')}.
`;
}

/** @param command what made them, as a person would type it */
export function recordFigures(measured: readonly { readonly figure: Figure; readonly command: string }[]): void {
  const date = new Date().toISOString().slice(0, 10);
  const fresh = measured.map(({ figure, command }) => entrySchema.parse({ ...figure, command, machine: machine(), date }));
  const earlier = existsSync(jsonFile) ? z.array(entrySchema).parse(JSON.parse(readFileSync(jsonFile, 'utf8'))) : [];
  const entries = [...earlier.filter(({ name }) => !fresh.some((entry) => entry.name === name)), ...fresh];
  writeFileSync(jsonFile, `${JSON.stringify(entries, null, 2)}\n`);
  writeFileSync(markdownFile, asMarkdown(entries));
}
