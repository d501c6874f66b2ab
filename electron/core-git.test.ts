import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { openTestCore, startTestCore, temporaryFolder, valueOf, type TestCore } from './core.test-support.ts';
import { filesOf, git, hasGit, identify, isolateGit, makeRemote, removeFile } from './git/git.test-support.ts';

beforeAll(isolateGit);

const note = (name: string) => vaultPathSchema.parse(name);

/** Removed when the test is over, after the cores in it are closed. */
function baseFolder(): string {
  const base = temporaryFolder();
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  return base;
}

async function openTwo(content: Readonly<Record<string, string | Uint8Array>>): Promise<{ a: TestCore; b: TestCore; bare: string }> {
  const base = baseFolder();
  const { bare, clones } = makeRemote(base, content, ['a', 'b']);
  const [first = '', second = ''] = clones;
  const a = await startTestCore(path.join(base, 'home-a'), first);
  const b = await startTestCore(path.join(base, 'home-b'), second);
  for (const { client } of [a, b]) valueOf(await client.call('git.trust', { trusted: true }));
  return { a, b, bare };
}

async function sync({ client }: TestCore) {
  const result = valueOf(await client.call('git.sync', {}));
  if (result.failure !== null) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result;
}

const write = ({ folder }: TestCore, name: string, text: string | Uint8Array): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

describe.skipIf(!hasGit)('a vault in a git repository', { timeout: 120_000 }, () => {
  it('commits what the vault holds, past what is ignored or hidden, and says what is not committed yet', async () => {
    const core = await openTestCore({ 'One.md': 'one\n', '.gitignore': 'private/\n', 'private/Secret.md': 'secret\n', '.obsidian/app.json': '{}', '.trash/Old.md': 'old\n', 'photo.png': new Uint8Array([1, 0, 2]) });
    git(core.folder, 'init', '-q', '-b', 'main');
    identify(core.folder);
    const before = valueOf(await core.client.call('git.trust', { trusted: true }));
    expect(before).toMatchObject({ kind: 'ready', branch: 'main', remote: null, changed: 3, problem: null });
    expect(valueOf(await core.client.call('git.commit', {}))).toMatchObject({ failure: null, committed: 3 });
    expect(git(core.folder, 'ls-files').split('\n')).toEqual(['.gitignore', 'One.md', 'photo.png']);
    expect(git(core.folder, 'log', '--format=%s')).toMatch(/^Notes of \d{4}-\d\d-\d\d \d\d:\d\d: 3 added$/u);
    expect(valueOf(await core.client.call('git.status', {})).changed).toBe(0);
    expect(valueOf(await core.client.call('git.commit', {}))).toMatchObject({ failure: null, committed: 0 });
  });

  it('says what to do where something is missing or in the way', async () => {
    const core = await openTestCore({ 'One.md': 'one\n' });
    expect(valueOf(await core.client.call('git.status', {})).kind).toBe('none');
    expect(await core.client.call('git.sync', {})).toMatchObject({ ok: false, code: 'not-a-repository' });
    git(core.folder, 'init', '-q', '-b', 'main');
    expect(await core.client.call('git.sync', {})).toMatchObject({ ok: false, code: 'not-trusted' });
    git(core.folder, 'config', 'user.useConfigOnly', 'true');
    const failing = async (): Promise<string | undefined> => {
      valueOf(await core.client.call('git.trust', { trusted: true }));
      return valueOf(await core.client.call('git.sync', {})).failure?.code;
    };
    expect(await failing()).toBe('no-identity');
    identify(core.folder);
    expect(await failing()).toBe('no-remote');
    git(core.folder, 'remote', 'add', 'origin', path.join(core.base, 'nowhere'));
    expect(await failing()).toBe('offline');
    git(core.folder, 'checkout', '-q', '--detach');
    expect(await failing()).toBe('detached');
    git(core.folder, 'checkout', '-q', 'main');
    git(core.folder, 'checkout', '-q', '-b', 'side');
    write(core, 'One.md', 'side\n');
    git(core.folder, 'commit', '-q', '-am', 'side');
    git(core.folder, 'checkout', '-q', 'main');
    write(core, 'One.md', 'main\n');
    git(core.folder, 'commit', '-q', '-am', 'main');
    expect(() => git(core.folder, 'merge', 'side')).toThrow();
    expect(await failing()).toBe('merge-underway');
    expect(valueOf(await core.client.call('git.status', {})).problem).toMatchObject({ code: 'merge-underway', message: expect.stringContaining('One.md') });
    git(core.folder, 'merge', '--abort');
    writeFileSync(path.join(core.folder, '.git/index.lock'), '');
    write(core, 'Two.md', 'two\n');
    expect(await failing()).toBe('locked');
    rmSync(path.join(core.folder, '.git/index.lock'));

    const other = path.join(core.base, 'other');
    mkdirSync(other);
    git(other, 'init', '-q', '-b', 'main');
    identify(other);
    git(other, 'commit', '-q', '--allow-empty', '-m', 'elsewhere');
    git(core.folder, 'remote', 'set-url', 'origin', other);
    expect(await failing()).toBe('unrelated');
  });

  it('runs nothing of a repository before it is trusted, nor after its settings changed', async () => {
    const core = await openTestCore({ 'One.md': 'one\n' });
    const { folder } = core;
    git(folder, 'init', '-q', '-b', 'main');
    identify(folder);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'first');
    const ran = path.join(core.base, 'ran');
    const program = path.join(core.base, 'program.sh');
    writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${ran}'\ncat\n`);
    chmodSync(program, 0o755);
    for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.editor', 'core.pager', 'credential.helper', 'filter.evil.clean', 'filter.evil.smudge', 'diff.external', 'gpg.program']) git(folder, 'config', key, program);
    for (const alias of ['status', 'fetch', 'sync']) git(folder, 'config', `alias.${alias}`, `!${program}`);
    writeFileSync(path.join(folder, '.gitattributes'), '* filter=evil\n');
    for (const hook of ['pre-commit', 'post-commit', 'post-index-change', 'reference-transaction']) {
      writeFileSync(path.join(folder, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> '${ran}'\n`);
      chmodSync(path.join(folder, '.git/hooks', hook), 0o755);
    }
    rmSync(ran, { force: true });
    write(core, 'One.md', 'changed\n');

    expect(valueOf(await core.client.call('git.status', {}))).toMatchObject({ kind: 'untrusted', changed: 0, branch: null });
    for (const call of ['git.commit', 'git.sync'] as const) expect(await core.client.call(call, {})).toMatchObject({ ok: false, code: 'not-trusted' });
    valueOf(await core.client.call('git.schedule', { schedule: { minutes: 1, action: 'sync' } }));
    expect(existsSync(ran)).toBe(false);

    // The same programs do run once it is trusted: what is above proves something.
    expect(valueOf(await core.client.call('git.trust', { trusted: true })).kind).toBe('ready');
    expect(existsSync(ran)).toBe(true);
    expect(existsSync(path.join(folder, '.verso'))).toBe(false);

    rmSync(ran);
    writeFileSync(path.join(folder, '.git/config'), '[core]\n\trepositoryformatversion = 0\n\tfsmonitor = other\n');
    expect(valueOf(await core.client.call('git.status', {})).kind).toBe('changed');
    expect(await core.client.call('git.sync', {})).toMatchObject({ ok: false, code: 'not-trusted' });
    expect(existsSync(ran)).toBe(false);

    // Another repository in the same place.
    valueOf(await core.client.call('git.trust', { trusted: true }));
    renameSync(path.join(folder, '.git'), path.join(core.base, 'old.git'));
    git(folder, 'init', '-q', '-b', 'main');
    expect(valueOf(await core.client.call('git.status', {})).kind).toBe('changed');
    expect(valueOf(await core.client.call('git.trust', { trusted: false })).kind).toBe('untrusted');
  });

  it('merges different paragraphs of a note without a word, and keeps both of the same one, without a marker', async () => {
    const { a, b } = await openTwo({ 'Note.md': 'one\n\ntwo\n\nthree\n' });
    write(a, 'Note.md', 'ONE\n\ntwo\n\nthree\n');
    write(b, 'Note.md', 'one\n\ntwo\n\nTHREE\n');
    await sync(a);
    expect(await sync(b)).toMatchObject({ committed: 1, received: 1, sent: 2 });
    await sync(a);
    expect(filesOf(a.folder)).toEqual({ 'Note.md': 'ONE\n\ntwo\n\nTHREE\n' });
    expect(filesOf(b.folder)).toEqual(filesOf(a.folder));
    expect(valueOf(await b.client.call('git.status', {}))).toMatchObject({ conflicts: [], changed: 0, ahead: 0, behind: 0 });

    write(a, 'Note.md', 'ONE\n\nby a\n\nTHREE\n');
    write(b, 'Note.md', 'ONE\n\nby b\n\nTHREE\n');
    await sync(a);
    await sync(b);
    await sync(a);
    expect(filesOf(b.folder)['Note.md']).toBe('ONE\n\nby a\nby b\n\nTHREE\n');
    expect(filesOf(a.folder)).toEqual(filesOf(b.folder));
    const told = valueOf(await b.client.call('git.status', {}));
    expect(told.conflicts).toMatchObject([{ path: 'Note.md', kind: 'both-texts' }]);
    const { snapshots } = valueOf(await b.client.call('history.list', { path: note('Note.md') }));
    const texts = await Promise.all(snapshots.filter(({ reason }) => reason === 'conflict').map(async ({ id }) => valueOf(await b.client.call('history.read', { id })).text));
    expect(texts.toSorted()).toEqual(['ONE\n\nby a\n\nTHREE\n', 'ONE\n\nby b\n\nTHREE\n']);
    expect(valueOf(await b.client.call('git.dismiss', { path: 'Note.md' })).conflicts).toEqual([]);
  });

  it('keeps both of two pictures, what one side deleted and the other wrote, and what one renamed and the other wrote', async () => {
    const { a, b } = await openTwo({ 'photo.png': new Uint8Array([0, 1]), 'Gone.md': 'gone\n', 'Old name.md': 'a long enough text\n\nto be known again\n' });
    write(a, 'photo.png', new Uint8Array([0, 2]));
    write(b, 'photo.png', new Uint8Array([0, 3]));
    removeFile(a.folder, 'Gone.md');
    write(b, 'Gone.md', 'gone\n\nnot yet\n');
    mkdirSync(path.join(a.folder, 'sub'));
    renameSync(path.join(a.folder, 'Old name.md'), path.join(a.folder, 'sub/New name.md'));
    write(b, 'Old name.md', 'a long enough text\n\nto be known again\n\nand more\n');
    await sync(a);
    await sync(b);
    await sync(a);
    const files = filesOf(b.folder);
    expect(filesOf(a.folder)).toEqual(files);
    expect(Object.keys(files)).toEqual(['Gone.md', expect.stringMatching(/^photo \(other version [0-9a-f]{7}\)\.png$/u), 'photo.png', 'sub/New name.md']);
    expect(files['Gone.md']).toBe('gone\n\nnot yet\n');
    expect(files['sub/New name.md']).toBe('a long enough text\n\nto be known again\n\nand more\n');
    expect(valueOf(await b.client.call('git.status', {})).conflicts.map(({ path: at, kind }) => [at, kind]).toSorted()).toEqual([['Gone.md', 'kept'], ['photo.png', 'two-files']]);
  });

  it('writes what comes as the app writes: a window that has older text is told, and nothing of it is lost', async () => {
    const { a, b } = await openTwo({ 'Note.md': 'one\n\ntwo\n' });
    const opened = valueOf(await b.client.call('note.read', { path: note('Note.md') }));
    write(a, 'Note.md', 'ONE\n\ntwo\n');
    await sync(a);
    const changed = new Promise<string>((resolve) => {
      b.client.on('vault.changed', ({ changes }) => {
        for (const change of changes) if (change.path === 'Note.md' && change.version !== undefined) resolve(change.version);
      });
    });
    await sync(b);
    const version = await changed;
    const late = await b.client.call('note.write', { path: note('Note.md'), text: 'one\n\ntwo, unsaved\n', baseVersion: opened.version });
    expect(late).toMatchObject({ ok: false, code: 'stale', details: { text: 'ONE\n\ntwo\n', version } });
    expect(filesOf(b.folder)['Note.md']).toBe('ONE\n\ntwo\n');
  });

  it('takes only the vault where the vault is a part of its repository', async () => {
    const base = baseFolder();
    const { clones } = makeRemote(base, { 'code.txt': 'code\n' }, ['a', 'b']);
    const [first = '', second = ''] = clones;
    mkdirSync(path.join(first, 'notes'));
    writeFileSync(path.join(first, 'notes/One.md'), 'one\n');
    writeFileSync(path.join(first, 'code.txt'), 'changed beside\n');
    writeFileSync(path.join(first, 'staged.txt'), 'staged beside\n');
    git(first, 'add', 'staged.txt');
    const core = await startTestCore(path.join(base, 'home'), path.join(first, 'notes'));
    expect(valueOf(await core.client.call('git.trust', { trusted: true }))).toMatchObject({ folder: first, changed: 1 });
    expect(await sync(core)).toMatchObject({ committed: 1, sent: 1 });
    expect(git(first, 'status', '--porcelain').split('\n').toSorted()).toEqual(['A  staged.txt', 'M code.txt'].toSorted());

    git(second, 'pull', '-q');
    writeFileSync(path.join(second, 'notes/One.md'), 'one\n\nmore\n');
    writeFileSync(path.join(second, 'code.txt'), 'changed there\n');
    git(second, 'commit', '-q', '-am', 'both');
    git(second, 'push', '-q');
    expect(valueOf(await core.client.call('git.sync', {})).failure).toMatchObject({ code: 'local-changes', message: expect.stringContaining('code.txt') });
    expect(filesOf(core.folder)).toEqual({ 'One.md': 'one\n' });
    writeFileSync(path.join(first, 'code.txt'), 'code\n');
    expect(await sync(core)).toMatchObject({ received: 1 });
    expect(filesOf(core.folder)).toEqual({ 'One.md': 'one\n\nmore\n' });
    expect(git(first, 'status', '--porcelain')).toBe('A  staged.txt');
  });

  it('writes through no link that leads out, and nothing into git itself', async () => {
    const { a, b } = await openTwo({ 'Note.md': 'note\n' });
    const outside = path.join(b.base, 'outside');
    mkdirSync(outside);
    git(a.folder, 'config', 'core.symlinks', 'true');
    const blob = git(a.folder, 'hash-object', '-w', 'Note.md');
    writeFileSync(path.join(a.folder, 'link.txt'), outside);
    const linkBlob = git(a.folder, 'hash-object', '-w', 'link.txt');
    rmSync(path.join(a.folder, 'link.txt'));
    git(a.folder, 'update-index', '--add', '--cacheinfo', `120000,${linkBlob},sub`);
    git(a.folder, 'commit', '-q', '-m', 'a link');
    git(a.folder, 'push', '-q');
    await sync(b);
    git(a.folder, 'update-index', '--force-remove', 'sub');
    git(a.folder, 'update-index', '--add', '--cacheinfo', `100644,${blob},sub/Note.md`);
    git(a.folder, 'commit', '-q', '-m', 'through it');
    git(a.folder, 'push', '-q');
    await sync(b);
    expect(readdirSync(outside)).toEqual([]);
    expect(filesOf(b.folder)).toMatchObject({ 'sub/Note.md': 'note\n' });
  });

  it('writes the line ends that the repository asks for, and merges past them', async () => {
    const { a, b } = await openTwo({ '.gitattributes': '*.md text eol=crlf\n', 'Note.md': 'one\r\n\r\ntwo\r\n' });
    write(a, 'Note.md', 'ONE\r\n\r\ntwo\r\n');
    write(b, 'Note.md', 'one\r\n\r\nTWO\r\n');
    await sync(a);
    await sync(b);
    await sync(a);
    expect(filesOf(b.folder)['Note.md']).toBe('ONE\r\n\r\nTWO\r\n');
    expect(filesOf(a.folder)).toEqual(filesOf(b.folder));
    expect(git(b.folder, 'status', '--porcelain')).toBe('');
  });

  it('stops waiting for a remote that does not answer when it is told to', async () => {
    const core = await openTestCore({ 'One.md': 'one\n' });
    const reached = Promise.withResolvers<void>();
    const silent = createServer(() => reached.resolve());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('It listens.');
    git(core.folder, 'init', '-q', '-b', 'main');
    identify(core.folder);
    git(core.folder, 'remote', 'add', 'origin', `git://127.0.0.1:${address.port}/notes`);
    valueOf(await core.client.call('git.trust', { trusted: true }));
    const syncing = core.client.call('git.sync', {});
    await reached.promise;
    expect(await core.client.call('git.sync', {})).toMatchObject({ ok: false, code: 'busy' });
    expect(valueOf(await core.client.call('git.status', {})).running).toMatchObject({ step: 'fetch' });
    valueOf(await core.client.call('git.cancel', {}));
    expect(valueOf(await syncing)).toMatchObject({ committed: 1, failure: { code: 'stopped' } });
    expect(git(core.folder, 'status', '--porcelain')).toBe('');
  });

  it('finishes a merge that was cut off between two files', async () => {
    const { a, b } = await openTwo({ 'One.md': 'one\n', 'Two.md': 'two\n', 'Three.md': 'three\n' });
    write(a, 'One.md', 'ONE by a\n');
    write(a, 'Two.md', 'TWO by a\n');
    removeFile(a.folder, 'Three.md');
    write(a, 'Zed.md', 'new\n');
    await sync(a);
    write(b, 'One.md', 'one by b\n');
    // A folder in the way of a file that comes: the merge stops there, as if the app had ended.
    mkdirSync(path.join(b.folder, 'Zed.md/sub'), { recursive: true });
    write(b, 'Zed.md/sub/.keep', '');
    const cut = valueOf(await b.client.call('git.sync', {}));
    expect(cut.failure).not.toBeNull();
    const head = git(b.folder, 'rev-parse', 'HEAD');
    rmSync(path.join(b.folder, 'Zed.md'), { recursive: true });
    await sync(b);
    expect(git(b.folder, 'rev-parse', 'HEAD^1')).toBe(head);
    await sync(a);
    expect(filesOf(b.folder)).toEqual({ 'One.md': 'ONE by a\none by b\n', 'Two.md': 'TWO by a\n', 'Zed.md': 'new\n' });
    expect(filesOf(a.folder)).toEqual(filesOf(b.folder));
    expect(git(b.folder, 'status', '--porcelain')).toBe('');
  });
});
