/**
 * `npm run bench [-- name …]`: runs the benchmarks of e2e/bench (all, or those named) and writes
 * docs/benchmarks.md and docs/benchmarks.json. Figures of benchmarks that did not run are kept.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Bench } from '../e2e/bench/bench.ts';
import { buildIfNeeded } from './build.ts';
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

function machine(): string {
  const cores = os.cpus();
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

async function findBenches(names: readonly string[]): Promise<Bench[]> {
  const benches: Bench[] = [];
  for (const file of globSync('e2e/bench/*.ts', { cwd: projectRoot }).sort()) {
    const loaded = (await import(pathToFileURL(path.join(projectRoot, file)).href)) as { bench?: Bench };
    if (loaded.bench !== undefined) benches.push(loaded.bench);
  }
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`);
  return benches.filter(({ name }) => names.length === 0 || names.includes(name));
}

const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

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

const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
await buildIfNeeded({ force: false, quiet: true });
const date = new Date().toISOString().slice(0, 10);
const measured: Entry[] = [];
for (const bench of await findBenches(names)) {
  console.log(bench.name);
  for (const figure of await bench.run()) {
    console.log(`  ${figure.name}: ${round(figure.value)} ${figure.unit}${figure.holds === false ? `  (bar: ${figure.bar ?? ''})` : ''}`);
    measured.push(entrySchema.parse({ ...figure, command: `npm run bench -- ${bench.name}`, machine: machine(), date }));
  }
}
const earlier = existsSync(jsonFile) ? z.array(entrySchema).parse(JSON.parse(readFileSync(jsonFile, 'utf8'))) : [];
const entries = [...earlier.filter(({ name }) => !measured.some((entry) => entry.name === name)), ...measured];
writeFileSync(jsonFile, `${JSON.stringify(entries, null, 2)}\n`);
writeFileSync(markdownFile, asMarkdown(entries));
