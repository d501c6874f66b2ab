import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRpcClient } from '#shared/rpc/client.ts';
import { contracts } from '#shared/api/contracts.ts';
import { memoryPorts } from '#shared/rpc/port.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { createCore, type Core } from './core.ts';
import { vaultId } from './core-session.ts';
import { startTestCore, temporaryFolder, valueOf, writeVault } from './core.test-support.ts';
import { createLogger } from './platform/logger.ts';
import { systemClock } from './platform/clock.ts';

const note = vaultPathSchema.parse('Note.md');
const garbage = Buffer.from('this is no database at all, and long enough to be read as a header of one'.repeat(100));

/** A vault and the app's folders as an earlier core left them, with one write in the history. */
async function usedFolders(): Promise<{ base: string; folder: string; ownFolder: string }> {
  const base = temporaryFolder();
  const folder = path.join(base, 'vault');
  writeVault(folder, { 'Note.md': 'first\n' });
  const core = plainCore(base);
  const opened = await core.openVault(folder);
  if (!opened.ok) throw new Error(opened.message);
  const client = clientOf(core);
  const read = valueOf(await client.call('note.read', { path: note }));
  valueOf(await client.call('note.write', { path: note, text: 'second\n', baseVersion: read.version }));
  await core.close();
  return { base, folder, ownFolder: path.join(base, 'data', 'vaults', vaultId(folder)) };
}

function plainCore(base: string): Core {
  return createCore({
    folders: { config: path.join(base, 'config'), cache: path.join(base, 'cache'), data: path.join(base, 'data') },
    resourcesFolder: path.resolve(import.meta.dirname, '../resources'),
    homeFolder: base,
    version: '0.0.0',
    shell: 'memory',
    capabilities: { nativeDialogs: false, safeStorage: false, systemTrash: false, openExternal: false, windows: false, exportFiles: false },
    logger: createLogger(systemClock, () => undefined),
  });
}

function clientOf(core: Core) {
  const [ours, theirs] = memoryPorts();
  core.connect(theirs);
  return createRpcClient(contracts, ours);
}

describe('damaged databases of the app', () => {
  it('sets a broken history aside, says so, and keeps new history', async () => {
    const { base, folder, ownFolder } = await usedFolders();
    writeFileSync(path.join(ownFolder, 'history.db'), garbage);
    const { client, log } = await startTestCore(base, folder);
    expect(readFileSync(path.join(ownFolder, 'history.db.broken'))).toEqual(garbage);
    expect(valueOf(await client.call('vault.status', {})).setAside).toEqual(['history.db']);
    expect(log.join('')).toContain('set aside');
    const read = valueOf(await client.call('note.read', { path: note }));
    valueOf(await client.call('note.write', { path: note, text: 'third\n', baseVersion: read.version }));
    expect(valueOf(await client.call('history.list', { path: note })).snapshots.length).toBeGreaterThan(0);
  });

  it('saves a note while its history turns out to be damaged', async () => {
    const { base, folder, ownFolder } = await usedFolders();
    const file = path.join(ownFolder, 'history.db');
    const whole = readFileSync(file);
    // Only the header and the schema are left whole: opening may pass, using cannot.
    writeFileSync(file, Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 0x5a)]));
    const { client } = await startTestCore(base, folder);
    const read = valueOf(await client.call('note.read', { path: note }));
    valueOf(await client.call('note.write', { path: note, text: 'third\n', baseVersion: read.version }));
    expect(readFileSync(path.join(folder, 'Note.md'), 'utf8')).toBe('third\n');
    expect(existsSync(`${file}.broken`)).toBe(true);
  });

  it('starts with a broken list of jobs and never writes over an earlier one that it kept', async () => {
    const { base, folder } = await usedFolders();
    const file = path.join(base, 'data', 'jobs.db');
    writeFileSync(file, garbage);
    writeFileSync(`${file}.broken`, 'earlier');
    const { client } = await startTestCore(base, folder);
    expect(valueOf(await client.call('job.list', {})).jobs).toEqual([]);
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe('earlier');
    expect(readFileSync(`${file}.broken-2`)).toEqual(garbage);
  });

  it('begins the state of imports anew where it is cut short', async () => {
    const { base, folder, ownFolder } = await usedFolders();
    mkdirSync(ownFolder, { recursive: true });
    const file = path.join(ownFolder, 'imports.db');
    writeFileSync(file, readFileSync(path.join(ownFolder, 'history.db')));
    truncateSync(file, statSync(file).size - 4096);
    const { client } = await startTestCore(base, folder);
    const mailbox = path.join(base, 'one.mbox');
    writeFileSync(mailbox, 'From a@b.example Mon Jan  5 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nMessage-ID: <1@b.example>\nSubject: Hello\n\nText.\n');
    const started = await client.call('import.start', { source: mailbox, options: {} });
    expect(started.ok, JSON.stringify(started)).toBe(true);
    expect(readdirSync(ownFolder)).toContain('imports.db.broken');
  });
});
