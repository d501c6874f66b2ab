/** One import in a process of its own, to be killed: `import-child.ts <source> <vault> <state file>`. */
import path from 'node:path';
import { importOptionsSchema } from '#shared/model/import.ts';
import { openWritable } from '../../electron/db/database.ts';
import { createFileSink } from '../../electron/importers/file-sink.ts';
import { detectImporter } from '../../electron/importers/registry.ts';
import { createImportState } from '../../electron/importers/state-db.ts';
import { createPathGuard } from '../../electron/vault/path-guard.ts';
import { createPathLocks } from '../../electron/vault/path-locks.ts';
import { createLateWriters } from '../../electron/vault/late-writers.ts';
import { createVaultFiles } from '../../electron/vault/vault-files.ts';

const [file = '', vault = '', stateFile = ''] = process.argv.slice(2);
const source = { path: file, name: path.basename(file) };
const { signal } = new AbortController();
const db = openWritable(stateFile, { durable: false });
const files = createVaultFiles({
  guard: await createPathGuard({ root: vault, allowed: ['.verso'] }),
  locks: createPathLocks(),
  readOnly: false,
  keepBefore: () => undefined,
  keepAfter: () => undefined,
  lateWriters: createLateWriters({ keep: () => undefined, reportBug: () => undefined }),
  announce: () => undefined,
});
const found = await detectImporter(source, signal);
let peakRssBytes = 0;
const timer = setInterval(() => {
  peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
}, 50);
const outcome = found.ok
  ? await found.value.importer.run(source, importOptionsSchema.parse({}), {
      importId: 'prove',
      state: createImportState(db),
      sink: createFileSink(files),
      deviceId: 'prove',
      signal,
      onProgress: () => undefined,
      now: () => Date.UTC(2026, 10, 23),
    })
  : found;
clearInterval(timer);
db.close();
const cpu = process.cpuUsage();
console.log(JSON.stringify({ outcome, cpuSeconds: (cpu.user + cpu.system) / 1e6, peakRssBytes: Math.max(peakRssBytes, process.memoryUsage.rss()) }));
