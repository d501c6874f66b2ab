/** The built command line as a person runs it: another process, real folders. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildIfNeeded } from '../../scripts/build.ts';

const root = path.resolve(import.meta.dirname, '../..');
const smallVault = path.join(root, 'e2e/vaults/small');

// Each test starts several processes, on machines that have other work too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

beforeAll(async () => {
  await buildIfNeeded({ force: false, quiet: true });
});

let folder = '';
let vault = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verso-cli-'));
  vault = path.join(folder, 'vault');
  cpSync(smallVault, vault, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  HOME: folder,
  XDG_CONFIG_HOME: path.join(folder, 'config'),
  XDG_CACHE_HOME: path.join(folder, 'cache'),
  XDG_DATA_HOME: path.join(folder, 'data'),
  VERSO_VAULT: undefined,
});

const program = (name: 'cli' | 'serve'): string[] => [path.join(root, 'scripts/built-program.ts'), name];

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function verso(...args: string[]): Ran {
  return versoWith('', ...args);
}

function versoWith(input: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program('cli'), ...args], { env: environment(), cwd: folder, encoding: 'utf8', input });
  return { code: status, out: stdout, err: stderr };
}

const json = (ran: Ran): unknown => JSON.parse(ran.out);

describe('the command line', () => {
  it('explains itself', () => {
    const help = verso('--help');
    expect(help.code).toBe(0);
    for (const name of ['index', 'search', 'backlinks', 'links', 'tasks', 'open', 'new', 'daily', 'append', 'import', 'compile', 'ask', 'doctor', 'doctor --fidelity']) {
      expect(help.out).toContain(`verso ${name} `.trimEnd());
    }
  });

  it('ends with 2 where the arguments make no sense, and says which', () => {
    expect(verso('dance')).toMatchObject({ code: 2, err: expect.stringContaining('no command "dance"') });
    expect(verso('search', '--vault', vault)).toMatchObject({ code: 2, err: expect.stringContaining('usage: verso search') });
    expect(verso('index', '--vault', vault, '--colour')).toMatchObject({ code: 2, err: expect.stringContaining('--colour') });
    expect(verso('index')).toMatchObject({ code: 2, err: expect.stringContaining('--vault') });
  });

  it('indexes a vault and names what it cannot read as UTF-8', () => {
    expect(json(verso('index', '--vault', vault, '--json'))).toMatchObject({
      state: 'ready',
      notes: 16,
      indexed: 16,
      problemCount: 1,
      problems: [{ path: 'Old café.md', problem: 'not-utf8' }],
    });
    const again = verso('index', '--vault', vault, '--rebuild');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('16 notes indexed') });
  });

  it('searches, best note first', () => {
    const found = json(verso('search', 'rye', '--vault', vault, '--json')) as { hits: { path: string }[]; total: number };
    expect(found.total).toBe(2);
    expect(found.hits[0]?.path).toBe('wiki/topics/Rye.md');
    expect(verso('search', '京都', '--vault', vault).out).toContain('日本語/京都のパン屋.md');
  });

  it('lists backlinks by path, file, title or alias', () => {
    const byPath = json(verso('backlinks', 'people/Dana Okafor.md', '--vault', vault, '--json')) as { linked: { path: string }[] };
    expect(byPath.linked.map((group) => group.path).sort()).toEqual(['Start here.md', 'daily/2026-11-19.md', 'projects/Lease.md']);
    for (const name of ['vault/people/Dana Okafor.md', 'Dana Okafor', 'Dana']) {
      expect([name, json(verso('backlinks', name, '--vault', vault, '--json'))]).toEqual([name, byPath]);
    }
    expect(verso('backlinks', 'Nobody', '--vault', vault)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no note "Nobody"') });
  });

  it('makes notes and adds to them, and leaves what is there as it is', () => {
    expect(verso('new', 'Bread', 'plan', '--folder', 'projects', '--text', '# Plan', '--vault', vault)).toMatchObject({ code: 0, out: 'projects/Bread plan.md\n' });
    expect(readFileSync(path.join(vault, 'projects/Bread plan.md'), 'utf8')).toBe('# Plan');
    expect(verso('new', 'x', '--folder', '../out', '--vault', vault)).toMatchObject({ code: 1, err: expect.stringContaining('no folder of a vault') });
    const before = readFileSync(path.join(vault, 'people/Marek.md'), 'utf8');
    expect(versoWith('Said yes.\n', 'append', '-', '--to', 'Marek', '--vault', vault)).toMatchObject({ code: 0, out: 'people/Marek.md\n' });
    expect(readFileSync(path.join(vault, 'people/Marek.md'), 'utf8')).toBe(`${before.trimEnd()}\n\nSaid yes.\n`);
    expect(verso('append', 'x', '--to', 'Nobody', '--vault', vault)).toMatchObject({ code: 1, err: expect.stringContaining('no note "Nobody"') });
    const day = json(verso('daily', '--vault', vault, '--json')) as { path: string; exists: boolean };
    expect(day.exists).toBe(false);
    expect(existsSync(path.join(vault, day.path))).toBe(false);
    expect(json(verso('append', 'call', 'Dana', '--vault', vault, '--json'))).toEqual({ path: day.path });
    expect(verso('daily', '--vault', vault).out).toBe(`${day.path}\ncall Dana\n`);
  });

  it('lists tasks, and where a note leads', () => {
    const { links } = json(verso('links', 'Start here', '--vault', vault, '--json')) as { links: { target: string; path: string | null }[] };
    expect(links.find(({ target }) => target === 'Winter menu')?.path).toBeNull();
    expect(links.find(({ target }) => target === 'Oven repair')?.path).toBe('projects/Oven repair.md');
    writeFileSync(path.join(vault, 'Todo.md'), '- [ ] buy rye 📅 2026-12-01\n- [x] sell oven\n');
    expect(verso('tasks', 'rye', '--vault', vault).out).toBe('Todo.md\n  1: [ ] buy rye 📅 2026-12-01\n1 of 1 tasks.\n');
    expect(verso('tasks', '--state', 'done', 'oven', '--vault', vault).out).toContain('2: [x] sell oven');
    expect(verso('tasks', '--state', 'lost', '--vault', vault).code).toBe(1);
  });

  it('shows a note only in a Verso that runs', () => {
    expect(verso('open', 'Marek', '--vault', vault)).toMatchObject({ code: 1, err: expect.stringContaining('No Verso runs') });
  });

  it('tells failures to programs as JSON, with exit code 1', () => {
    const ran = verso('index', '--vault', path.join(folder, 'nowhere'), '--json');
    expect(ran.code).toBe(1);
    expect(json(ran)).toMatchObject({ error: { code: 'not-found' } });
  });

  it('changes no byte of the vault by looking at it', () => {
    const before = readFileSync(path.join(vault, 'Start here.md'));
    verso('index', '--vault', vault);
    verso('doctor', '--vault', vault);
    expect(readFileSync(path.join(vault, 'Start here.md')).equals(before)).toBe(true);
    expect(existsSync(path.join(vault, '.verso'))).toBe(false);
  });

  it('finds every note identical after a load and a save in memory, and fails where a folder is not there', () => {
    const ran = verso('doctor', '--fidelity', vault, '--json');
    expect(json(ran)).toMatchObject({ files: 15, identical: 15, differing: [], notUtf8: ['Old café.md'] });
    expect(ran.code).toBe(0);
    expect(verso('doctor', '--fidelity', path.join(folder, 'nowhere')).code).toBe(1);
  });
});

describe('beside a running server', () => {
  it('attaches to the core that owns the vault, and sees what it sees', async () => {
    const server = spawn(process.execPath, [...program('serve'), '--vault', vault, '--no-open'], { env: environment(), cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => server.once('exit', resolve));
    try {
      await new Promise<void>((resolve) => server.stdout.on('data', (chunk: Buffer) => chunk.includes('/open/') && resolve()));
      const attached = json(verso('doctor', '--vault', vault, '--json')) as { shell: string };
      expect(attached.shell).toBe('server');
      writeFileSync(path.join(vault, 'New.md'), 'A zeppelin over [[Marek]].\n');
      let total = 0;
      while (total === 0) total = (json(verso('search', 'zeppelin', '--vault', vault, '--json')) as { total: number }).total;
      expect(total).toBe(1);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await exited).toBe(0);
    // The lock went with the server: the command makes a core of its own again.
    expect(json(verso('doctor', '--vault', vault, '--json'))).toMatchObject({ shell: 'memory' });
  });

  it('takes over the lock of a core that was killed', async () => {
    const server = spawn(process.execPath, [...program('serve'), '--vault', vault, '--no-open'], { env: environment(), cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => server.once('exit', resolve));
    await new Promise<void>((resolve) => server.stdout.on('data', (chunk: Buffer) => chunk.includes('/open/') && resolve()));
    server.kill('SIGKILL');
    await exited;
    expect(json(verso('doctor', '--vault', vault, '--json'))).toMatchObject({ shell: 'memory', status: { indexed: 16 } });
  });
});

describe('ending the server', () => {
  it('ends in order when the terminal and the launcher both pass Ctrl+C on', async () => {
    const server = spawn(process.execPath, [...program('serve'), '--vault', vault, '--no-open'], { env: environment(), cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => server.once('exit', resolve));
    await new Promise<void>((resolve) => server.stdout.on('data', (chunk: Buffer) => chunk.includes('/open/') && resolve()));
    server.kill('SIGINT');
    server.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(json(verso('doctor', '--vault', vault, '--json'))).toMatchObject({ shell: 'memory' });
  });
});
