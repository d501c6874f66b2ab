/** Hostile parameters against every call of the real core over a real vault: refused, and nothing changed. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts } from '#shared/api/contracts.ts';
import { memoryPorts, type Port } from '#shared/rpc/port.ts';
import { createCore, type Core } from '../../electron/core.ts';
import { createLogger } from '../../electron/platform/logger.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { makeTemporaryHome, type TemporaryHome } from '../harness/temporary-home.ts';
import { hostileValues } from './hostile-payloads.ts';

let home: TemporaryHome;
let core: Core;
let port: Port;
const bugs: string[] = [];
const waiting = new Map<number, (answer: Answer) => void>();
let lastId = 0;

interface Answer {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
}

/** Sends one call as text and resolves to its first answer. */
function send(method: string, params: unknown): Promise<Answer> {
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    port.send(JSON.stringify({ type: 'call', id, method, params }));
  });
}

/** The names and bytes of every file of the vault. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const entry of globSync('**/*', { cwd: home.vault, withFileTypes: true }).sort((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
    const file = path.join(entry.parentPath, entry.name);
    hash.update(path.relative(home.vault, file)).update(entry.isFile() ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

beforeAll(async () => {
  home = makeTemporaryHome('small');
  core = makeCore();
  expect(await core.openVault(home.vault)).toMatchObject({ ok: true });
  await core.settled();
  const [caller, served] = memoryPorts();
  core.connect(served);
  port = caller;
  port.onMessage((data) => {
    const message = JSON.parse(data) as Answer & { id?: number };
    if (message.id !== undefined && message.type !== 'chunk') {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
});
afterAll(async () => {
  await core.close();
  home.remove();
});

function makeCore(): Core {
  return createCore({
    localAddress: () => 'place#secret-of-the-socket',
    folders: { config: path.join(home.folder, 'config'), cache: path.join(home.folder, 'cache'), data: path.join(home.folder, 'data') },
    resourcesFolder: path.join(import.meta.dirname, '../../resources'),
    homeFolder: home.folder,
    version: '0.0.0',
    shell: 'memory',
    capabilities: { nativeDialogs: false, safeStorage: false, systemTrash: false, openExternal: false, windows: false, exportFiles: false },
    logger: {
      ...createLogger(systemClock, () => undefined),
      reportBug: (error, where) => {
        bugs.push(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return 'V-1';
      },
    },
  });
}

/** Calls that answer to no parameters and change what is open; each has tests of its own. */
const noParameters = new Set(['vault.close', 'vault.openWelcome']);
const calls = Object.entries(contracts).flatMap(([name, contract]) => (contract.kind === 'event' || noParameters.has(name) ? [] : [name]));

const outsidePaths = ['../outside.md', '/etc/passwd', 'a/../../x.md', '..\\x.md', 'C:/x.md', 'x\u0000.md', '.', '..', './x.md', 'a//b.md', '', '\\\\server\\share\\x.md'];
const pathFields: Readonly<Record<string, readonly string[]>> = {
  'note.read': ['path'],
  'note.write': ['path'],
  'file.createFolder': ['path'],
  'file.move': ['from', 'to'],
  'file.trash': ['path'],
  'file.restore': ['path', 'trashPath'],
  'file.attach': ['notePath'],
  'history.list': ['path'],
  'history.keep': ['path'],
  'link.backlinks': ['path'],
  'link.unlinked': ['path'],
  'link.outgoing': ['path'],
  'graph.local': ['path'],
};
/** Parameters that would be good if the path were. */
const goodParameters = {
  text: 'x',
  baseVersion: null,
  from: 'Start here.md',
  to: 'Moved.md',
  path: 'Start here.md',
  trashPath: '.trash/x.md',
  name: 'x.png',
  base64: 'AAAA',
  notePath: 'Start here.md',
};

describe('every call of the core', () => {
  it.each(calls)('%s refuses what it cannot be meant to take, and is no bug', async (name) => {
    const before = fingerprint();
    // Not objects at all; then each hostile value in each field of the call's parameters.
    for (const value of hostileValues.filter((one) => typeof one !== 'object' || one === null || Array.isArray(one))) {
      if (value === null) continue;
      expect([name, value, (await send(name, value)).code]).toEqual([name, value, 'invalid-request']);
    }
    expect(bugs).toEqual([]);
    expect(fingerprint()).toBe(before);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it.each(Object.keys(pathFields))('%s names nothing outside the vault', async (name) => {
    const before = fingerprint();
    for (const field of pathFields[name] ?? []) {
      for (const outside of outsidePaths) {
        const answer = await send(name, { ...goodParameters, [field]: outside });
        expect([name, field, outside, answer.type]).toEqual([name, field, outside, 'error']);
      }
    }
    expect(bugs).toEqual([]);
    expect(fingerprint()).toBe(before);
  });

  it('takes any text where text is asked for, and finds nothing wrong in itself', async () => {
    const before = fingerprint();
    const texts = hostileValues.filter((value) => typeof value === 'string' && value.length < 2_000);
    for (const text of texts) {
      await send('search.query', { text });
      await send('search.quick', { text });
      await send('search.notesWithTag', { tag: text });
      await send('link.resolve', { from: 'Start here.md', target: text });
      await send('host.browse', { folder: text });
      await send('vault.open', { folder: text });
      await send('history.read', { id: text });
      await send('job.cancel', { id: text });
      await send('host.openExternal', { url: text });
    }
    expect(bugs).toEqual([]);
    expect(core.vault()?.folder).toBe(home.vault);
    expect(fingerprint()).toBe(before);
  });

  it('tells a page nothing of how another core is reached', async () => {
    const other = makeCore();
    const [caller, served] = memoryPorts();
    other.connect(served);
    const answer = new Promise<string>((resolve) => caller.onMessage(resolve));
    caller.send(JSON.stringify({ type: 'call', id: 1, method: 'vault.open', params: { folder: home.vault } }));
    expect(await answer).toContain('"in-use"');
    expect(await answer).not.toContain('secret-of-the-socket');
    await other.close();
  });
});
