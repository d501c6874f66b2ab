import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contracts } from '#shared/api/contracts.ts';
import { commonFailureCodes } from '#shared/rpc/contract.ts';
import { folderPathSchema, vaultPathSchema } from '#shared/model/note-path.ts';
import type { Port } from '#shared/rpc/port.ts';
import { openTestCore, valueOf, writeVault, type TestCore } from './core.test-support.ts';

const at = (vaultPath: string) => vaultPathSchema.parse(vaultPath);
const root = folderPathSchema.parse('');
const secret = 'This is outside the vault.';

const hostilePaths = [
  '../secret.md', '../../secret.md', 'a/../../secret.md', './../secret.md', '..', '.', '/', '//', '/etc/passwd', '//server/share/x.md',
  'C:/Windows/x.md', 'c:\\x.md', '..\\secret.md', 'a\\..\\..\\secret.md', '\\\\server\\share\\x.md', '%2e%2e/secret.md', '..%2fsecret.md',
  '..%5csecret.md', 'a/%2e%2e/%2e%2e/secret.md', 'a\0.md', '\0', 'a//b.md', 'a/./b.md', 'file:///etc/passwd', '~/.ssh/id_rsa', '.git/config',
  '.git/hooks/post-checkout', '.GIT/config', 'a/.git/config', '.obsidian/app.json', '.verso/claims/x.jsonl', '.trash/x.md', 'node_modules/x.md',
  '.hidden.md', 'link-out/secret.md', 'link-file.md', 'link-nowhere.md', 'loop/loop/x.md', 'loop', 'link-git/config', '', ' ', 'x'.repeat(5000),
  'x'.repeat(300) + '.md', 'a/'.repeat(500) + 'x.md', '\u202e.md', '..\u2215secret.md', '\uff0e\uff0e/secret.md', 'CON.md', 'a:b.md', '-rf.md',
];

/** A vault with links that lead everywhere they should not. */
async function hostileVault(): Promise<TestCore> {
  const test = await openTestCore({ 'Note.md': 'Here.\n', 'a/Other.md': '[[Note]]\n', '.git/config': 'git', '.verso/claims/x.jsonl': 'records' });
  writeFileSync(path.join(test.base, 'secret.md'), secret);
  symlinkSync(test.base, path.join(test.folder, 'link-out'));
  symlinkSync(path.join(test.base, 'secret.md'), path.join(test.folder, 'link-file.md'));
  symlinkSync(path.join(test.base, 'absent.md'), path.join(test.folder, 'link-nowhere.md'));
  symlinkSync('loop', path.join(test.folder, 'loop'));
  symlinkSync('.git', path.join(test.folder, 'link-git'));
  return test;
}

/** Every file of a folder with its content; links are named, not followed. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path.relative(folder, file)] = readFileSync(file, 'latin1');
  }
  return found;
}

interface RawAnswer {
  readonly type: string;
  readonly id?: number;
  readonly code?: string;
  readonly value?: unknown;
}

/** Sends raw messages and gives the first answer to each call. */
function rawCalls(port: Port) {
  const waiting = new Map<number, (answer: RawAnswer) => void>();
  let next = 1;
  port.onMessage((data) => {
    const answer = JSON.parse(data) as RawAnswer; // our own server's words
    const settle = waiting.get(answer.id ?? -1);
    waiting.delete(answer.id ?? -1);
    settle?.(answer);
  });
  return {
    call: (method: string, params: unknown): Promise<RawAnswer> =>
      new Promise((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        port.send(JSON.stringify({ type: 'call', id, method, params }));
      }),
    send: (data: string) => port.send(data),
  };
}

/** Parameters of a call that take a place in the vault, filled with one hostile value. */
const pathCalls: readonly ((hostile: string) => readonly [string, Record<string, unknown>])[] = [
  (p) => ['note.read', { path: p }],
  (p) => ['note.write', { path: p, text: 'pwned', baseVersion: null }],
  (p) => ['note.create', { folder: p, title: 'pwned', text: 'pwned' }],
  (p) => ['note.create', { folder: '', title: p, text: 'titled' }],
  (p) => ['file.list', { folder: p }],
  (p) => ['file.createFolder', { path: p }],
  (p) => ['file.move', { from: p, to: 'moved.md' }],
  (p) => ['file.move', { from: 'Note.md', to: p }],
  (p) => ['file.trash', { path: p }],
  (p) => ['file.restore', { trashPath: p, path: 'restored.md' }],
  (p) => ['file.restore', { trashPath: `.trash/${p}`, path: 'restored.md' }],
  (p) => ['file.restore', { trashPath: '.trash/Note.md', path: p }],
  (p) => ['file.attach', { notePath: p, name: 'x.png', base64: 'cHduZWQ=' }],
  (p) => ['file.attach', { notePath: 'Note.md', name: p, base64: 'cHduZWQ=' }],
  (p) => ['history.list', { path: p }],
  (p) => ['history.read', { id: p }],
  (p) => ['history.restoreDeleted', { id: p }],
  (p) => ['link.backlinks', { path: p }],
  (p) => ['link.unlinked', { path: p }],
  (p) => ['link.outgoing', { path: p }],
  (p) => ['link.unresolved', { path: p }],
  (p) => ['link.resolve', { from: 'Note.md', target: p }],
  (p) => ['graph.local', { path: p }],
  (p) => ['calendar.periodOf', { path: p }],
  (p) => ['template.fill', { path: p, title: 'x' }],
  (p) => ['search.quick', { text: p, from: 'Note.md' }],
  (p) => ['search.query', { text: `path:${p}` }],
];

describe('hostile paths', () => {
  it('covers every call whose parameters name a place in the vault', () => {
    const named = Object.entries(contracts)
      .filter(([name, contract]) => contract.kind !== 'event' && /^(note|file|link|graph|history|calendar|template)\./.test(name))
      .map(([name]) => name)
      .filter((name) => !['note.daily', 'note.weekly', 'calendar.days', 'calendar.beside', 'calendar.places', 'template.list', 'history.deleted', 'history.keep', 'graph.whole', 'note.capture'].includes(name));
    const covered = new Set(pathCalls.map((make) => make('x')[0]));
    expect(named.filter((name) => !covered.has(name))).toEqual([]);
  });

  it('never reads, lists or writes anything outside the vault, nor what is hidden in it', async () => {
    const test = await hostileVault();
    const hiddenBefore = { git: contentOf(path.join(test.folder, '.git')), verso: contentOf(path.join(test.folder, '.verso')) };
    const raw = rawCalls(test.port());
    for (const hostile of hostilePaths) {
      for (const make of pathCalls) {
        const [method, params] = make(hostile);
        const answer = await raw.call(method, params);
        expect(JSON.stringify(answer), `${method} ${JSON.stringify(params)}`).not.toContain(secret);
        expect(answer.code, `${method} ${JSON.stringify(params).slice(0, 200)}`).not.toBe('internal');
      }
      // Each path starts from the same vault.
      writeVault(test.folder, { 'Note.md': 'Here.\n' });
    }
    expect(readFileSync(path.join(test.base, 'secret.md'), 'utf8')).toBe(secret);
    expect(readdirSync(test.base).sort()).toEqual(['cache', 'config', 'data', 'secret.md', 'vault'].filter((name) => existsSync(path.join(test.base, name))));
    expect(contentOf(path.join(test.folder, '.git'))).toEqual(hiddenBefore.git);
    expect(contentOf(path.join(test.folder, '.verso'))).toEqual(hiddenBefore.verso);
    expect(existsSync(path.join(test.base, 'absent.md'))).toBe(false);
    expect(existsSync('/etc/pwned.md')).toBe(false);
  });
});

describe('malformed calls', () => {
  const garbage: readonly unknown[] = [
    null, undefined, 0, -1, 1e308, '', 'text', true, [], [[]], {}, { path: null }, { path: 7 }, { path: {} }, { path: [] }, { text: 5 },
    { folder: null }, { limit: -1 }, { limit: 1e9 }, { limit: 'x' }, { id: {} }, { url: 'javascript:alert(1)' }, { date: '2026-99-99' },
    { __proto__: { polluted: true } }, { constructor: 1, prototype: 2 }, { path: 'a', text: 'x', baseVersion: 'nope' }, { kind: 'x' },
    { folder: 'relative' }, { text: '\ud800' }, { text: '"\'*()^-:{}' }, { text: 'a'.repeat(5000) }, { path: '\ud800.md' },
  ];

  it('are answered with a declared failure or a valid value, and the core goes on', async () => {
    const test = await openTestCore({ 'Note.md': 'Here.\n' });
    const raw = rawCalls(test.port());
    // These close or leave the vault, or start work of other parts.
    const skipped = new Set(['vault.close', 'vault.openWelcome', 'vault.create', 'vault.open']);
    for (const [method, contract] of Object.entries(contracts)) {
      if (contract.kind === 'event' || skipped.has(method)) continue;
      for (const params of garbage) {
        const answer = await raw.call(method, params);
        if (answer.type !== 'error') continue;
        expect([...commonFailureCodes, ...contract.failures], `${method} ${JSON.stringify(params)}`).toContain(answer.code);
        expect(answer.code, `${method} ${JSON.stringify(params)} ${test.log.at(-1) ?? ''}`).not.toBe('internal');
      }
    }
    for (const data of ['', '{', 'null', '[]', '{"type":"call"}', '{"type":"call","id":-1,"method":"x"}', '{"type":"cancel","id":"x"}', '\0', '{"type":"call","id":1e99,"method":"app.info","params":{}}']) {
      raw.send(data);
    }
    expect((await raw.call('__proto__', {})).code).toBe('invalid-request');
    expect((await raw.call('toString', {})).code).toBe('invalid-request');
    expect((await raw.call('app.info', {})).type).toBe('result');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('awkward vaults', () => {
  it('opens a vault without notes', async () => {
    const test = await openTestCore({});
    mkdirSync(path.join(test.folder, 'empty'));
    expect(valueOf(await test.client.call('vault.status', {}))).toMatchObject({ state: 'ready', notes: 0 });
    expect(valueOf(await test.client.call('search.query', { text: 'anything at all' })).hits).toEqual([]);
    expect(valueOf(await test.client.call('search.quick', { text: '' })).hits).toEqual([]);
    expect(valueOf(await test.client.call('graph.whole', {})).nodes).toEqual([]);
  });

  it('keeps names with emoji, CJK, quotes and link characters', async () => {
    const names = ['🚀 Launch.md', '会議メモ.md', 'He said "no".md', 'a#b^c[d]|e.md', "it's.md", 'e\u0301.md', 'ünï cödé/ñ.md', 'a.b.c.md', 'x.markdown'];
    const test = await openTestCore(Object.fromEntries(names.map((name, index) => [name, `body ${index} 会議の記録\n`])));
    for (const name of names) expect(valueOf(await test.client.call('note.read', { path: at(name) })).text).toContain('body');
    expect(valueOf(await test.client.call('search.query', { text: '記録', limit: 50 })).hits.length).toBe(names.length);
    expect(valueOf(await test.client.call('search.quick', { text: '議メ' })).hits.map((hit) => hit.path)).toEqual(['会議メモ.md']);
    expect(valueOf(await test.client.call('search.quick', { text: 'launch' })).hits.map((hit) => hit.path)).toEqual(['🚀 Launch.md']);
  });

  it('survives links that loop or lead out, and names them', async () => {
    const test = await hostileVault();
    valueOf(await test.client.call('vault.reindex', {}));
    await test.core.settled();
    const status = valueOf(await test.client.call('vault.status', {}));
    expect(status.problems.map((problem) => [problem.path, problem.problem]).sort()).toEqual([
      ['link-file.md', 'outside-link'], ['link-git', 'outside-link'], ['link-nowhere.md', 'unreadable'], ['link-out', 'outside-link'], ['loop', 'unreadable'],
    ]);
    expect(valueOf(await test.client.call('file.list', { folder: root })).entries.map((entry) => entry.name)).toEqual(['a', 'Note.md']);
  });

  it('shows a note that is not UTF-8 for reading only, and never rewrites it', async () => {
    const bytes = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]);
    const test = await openTestCore({ 'Latin.md': bytes });
    const note = valueOf(await test.client.call('note.read', { path: at('Latin.md') }));
    expect(note).toMatchObject({ text: 'café\n', readOnly: 'not-utf8' });
    const written = await test.client.call('note.write', { path: note.path, text: 'x', baseVersion: note.version });
    expect(written).toMatchObject({ ok: false, code: 'read-only' });
    expect(readFileSync(path.join(test.folder, 'Latin.md'))).toEqual(bytes);
    expect(valueOf(await test.client.call('vault.status', {})).problems).toEqual([{ path: 'Latin.md', problem: 'not-utf8' }]);
  });

  it('keeps byte order marks and line ends', async () => {
    const test = await openTestCore({ 'Bom.md': '\ufeffone\r\ntwo' });
    const note = valueOf(await test.client.call('note.read', { path: at('Bom.md') }));
    expect(note).toMatchObject({ text: 'one\r\ntwo', hasBom: true });
    valueOf(await test.client.call('note.write', { path: note.path, text: 'one\r\nthree', baseVersion: note.version }));
    expect(readFileSync(path.join(test.folder, 'Bom.md'), 'utf8')).toBe('\ufeffone\r\nthree');
  });

  it('says that a note of 60 MB is too large, and finds it by name', async () => {
    const test = await openTestCore({ 'Small.md': 'x' });
    const file = path.join(test.folder, 'Huge.md');
    writeFileSync(file, '');
    truncateSync(file, 60 * 1024 * 1024);
    valueOf(await test.client.call('vault.reindex', {}));
    await test.core.settled();
    expect(await test.client.call('note.read', { path: at('Huge.md') })).toMatchObject({ ok: false, code: 'too-large' });
    expect(valueOf(await test.client.call('search.quick', { text: 'huge' })).hits.map((hit) => hit.path)).toEqual(['Huge.md']);
    expect(valueOf(await test.client.call('vault.status', {})).problems).toEqual([{ path: 'Huge.md', problem: 'too-large' }]);
  });
});

describe('opening', () => {
  it('says what is wrong with a folder', async () => {
    const test = await openTestCore({ 'Note.md': 'x' });
    const open = (folder: string) => test.client.call('vault.open', { folder });
    expect(await open(path.join(test.base, 'nowhere'))).toMatchObject({ ok: false, code: 'not-found' });
    expect(await open(path.join(test.folder, 'Note.md'))).toMatchObject({ ok: false, code: 'not-a-folder' });
    expect(await open('relative')).toMatchObject({ ok: false, code: 'not-found' });
    expect(await test.client.call('vault.create', { folder: test.folder })).toMatchObject({ ok: false, code: 'not-empty' });
    // The vault that was open still is.
    expect(valueOf(await test.client.call('note.read', { path: at('Note.md') })).text).toBe('x');
  });
});
