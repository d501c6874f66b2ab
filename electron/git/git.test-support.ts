/** Real repositories for tests: a bare one as the remote, and clones of it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const hasGit = spawnSync('git', ['--version']).status === 0;

/** Of whoever runs the tests nothing is used: neither configuration nor identity. */
export function isolateGit(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
  process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
}

/** Throws with git's words when it fails. */
export function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', [...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout.trim();
}

export function identify(folder: string): void {
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.org');
}

/** A bare repository whose first commit has these files, and as many clones as are named. */
export function makeRemote(base: string, content: Readonly<Record<string, string | Uint8Array>>, clones: readonly string[]): { readonly bare: string; readonly clones: readonly string[] } {
  const bare = path.join(base, 'remote.git');
  git(base, 'init', '-q', '--bare', '-b', 'main', bare);
  const made = clones.map((name) => path.join(base, name));
  const [first] = made;
  if (first !== undefined) {
    git(base, 'clone', '-q', bare, first);
    git(first, 'checkout', '-q', '-B', 'main');
    identify(first);
    for (const [name, data] of Object.entries(content)) writeFileSync(path.join(first, name), data);
    git(first, 'add', '-A');
    git(first, 'commit', '-q', '-m', 'first');
    git(first, 'push', '-q', '-u', 'origin', 'main');
  }
  for (const folder of made.slice(1)) {
    git(base, 'clone', '-q', bare, folder);
    identify(folder);
  }
  return { bare, clones: made };
}

/** Every file of a vault, without git's own. */
export function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => name !== '.git' && !name.startsWith(`.git${path.sep}`) && !name.startsWith('.trash'));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

export function removeFile(folder: string, name: string): void {
  rmSync(path.join(folder, name));
}
