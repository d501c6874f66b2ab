/** Runs the system's git: no shell, no prompt, no pager, and an end to everything. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { errnoOf } from '../platform/io-failure.ts';
import { GitProblem } from './git-problem.ts';

export interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a minute. */
  readonly timeoutMs?: number;
  /** Exit codes that are answers; any other throws. Default: 0. */
  readonly answers?: readonly number[];
}

/** Bound to a folder and to the signal of one piece of work. Throws a `GitProblem`. */
export type Git = (args: readonly string[], options?: GitOptions) => Promise<GitOutput>;

export interface GitDeps {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

const defaultTimeoutMs = 60_000;
const keptErrorBytes = 64 * 1024;

/** What a caller of ours may have set for another repository; the rest (identity, ssh, askpass, proxies) is the person's. */
const foreign = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|CONFIG|CONFIG_PARAMETERS|CONFIG_COUNT|CONFIG_KEY_.*|CONFIG_VALUE_.*|TRACE.*|EXTERNAL_DIFF|.*_PATHSPECS)$/;

export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name))),
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'true',
    GIT_MERGE_AUTOEDIT: 'no',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  };
}

/** Not the repository: Windows looks for programs in the folder where one starts, and it may hold a `git.exe`. */
export function startFolder(folder: string): string {
  return path.parse(folder).root;
}

/** Beneath every command: output that can be read by a program, whatever the configuration says. */
const always = ['--no-pager', '-c', 'core.quotePath=false', '-c', 'color.ui=false', '-c', 'advice.detachedHead=false'];

export function createGit(deps: GitDeps): Git {
  return async (args, options = {}) => {
    const output = await runOnce(deps, args, options);
    if (!(options.answers ?? [0]).includes(output.code)) throw problemOf(args, output);
    return output;
  };
}

function runOnce(deps: GitDeps, args: readonly string[], options: GitOptions): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    if (deps.signal?.aborted === true) {
      reject(new GitProblem('stopped', 'Stopped.'));
      return;
    }
    const child = spawn('git', ['-C', deps.folder, ...always, ...args], {
      cwd: startFolder(deps.folder),
      env: { ...gitEnvironment(deps.env), ...options.env },
      shell: false,
      windowsHide: true,
      // A session of its own: ssh finds no terminal to ask in, and what git started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let err = '';
    let why: GitProblem | null = null;
    const end = (problem: GitProblem): void => {
      why ??= problem;
      stop(child.pid, () => child.kill('SIGTERM'));
    };
    const onAbort = (): void => end(new GitProblem('stopped', 'Stopped.'));
    const timer = setTimeout(() => end(new GitProblem('timeout', `git ${args[0] ?? ''} did not come to an end.`)), options.timeoutMs ?? defaultTimeoutMs);
    deps.signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      deps.signal?.removeEventListener('abort', onAbort);
      finish();
    };
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      if (err.length < keptErrorBytes) err += chunk.toString('utf8');
    });
    // A git that ends early closes its input; its exit code says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error) =>
      settle(() => reject(errnoOf(error) === 'ENOENT' ? new GitProblem('not-installed', 'git is not installed.') : new GitProblem('git-failed', error.message))),
    );
    child.on('close', (code) => settle(() => (why === null ? resolve({ code: code ?? 255, stdout: Buffer.concat(out), stderr: err }) : reject(why))));
  });
}

/** Ends a process and those that it started. */
function stop(pid: number | undefined, otherwise: () => void): void {
  try {
    if (pid === undefined || process.platform === 'win32') otherwise();
    else process.kill(-pid, 'SIGTERM');
  } catch {
    otherwise();
  }
}

/**
 * git tells these apart in words only, which LC_ALL=C keeps the same. Whatever is not recognised stays
 * `git-failed` with git's own words.
 */
const spoken: readonly (readonly [RegExp, 'auth' | 'offline' | 'locked'])[] = [
  [/Authentication failed|could not read (?:Username|Password)|Permission denied \(|terminal prompts disabled|Host key verification failed|HTTP Basic: Access denied|returned error: 40[13]/, 'auth'],
  [/Could not resolve host|Failed to connect|Connection (?:refused|timed out|reset)|Network is unreachable|No route to host|does not appear to be a git repository|Could not read from remote repository|unable to access/, 'offline'],
  [/\.lock': File exists/, 'locked'],
];

function problemOf(args: readonly string[], { code, stderr, stdout }: GitOutput): GitProblem {
  const words = stderr.trim() === '' ? stdout.toString('utf8').trim() : stderr.trim();
  const known = spoken.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'git-failed';
  return new GitProblem(known, words === '' ? `git ${args[0] ?? ''} ended with ${code}.` : words);
}

/** NUL-separated output as its parts. */
export function partsOf(output: Buffer): string[] {
  const parts = output.toString('utf8').split('\0');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}

export function lineOf(output: GitOutput): string {
  return output.stdout.toString('utf8').trim();
}
