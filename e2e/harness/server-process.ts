/** Starts the built server as a person does, in a process of its own, and ends it. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { TemporaryHome } from './temporary-home.ts';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

export interface ServerProcess {
  /** The one-time link that it printed. */
  readonly link: string;
  readonly origin: string;
  readonly process: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Ends it as Ctrl+C does; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

const linkPattern = /(http:\/\/127\.0\.0\.1:\d+)\/open\/[\w-]+/;
const stopTimeoutMs = 10_000;

export interface ServerProcessOptions {
  readonly home: TemporaryHome;
  /** Default: the home's vault; null starts without one. */
  readonly vault?: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startServerProcess({ home, vault = home.vault, env = {} }: ServerProcessOptions): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    [path.join(projectRoot, 'scripts/built-program.ts'), 'serve', '--no-open', ...(vault === null ? [] : ['--vault', vault])],
    { cwd: projectRoot, env: { ...process.env, ...home.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
      const found = linkPattern.exec(printed);
      if (found !== null) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then((code) => reject(new Error(`The server ended with ${code} before it was ready:\n${printed}`)));
  });
  return {
    link: match[0],
    origin: match[1] ?? '',
    process: child,
    output: () => printed,
    async stop() {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      const code = await exited;
      clearTimeout(timer);
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
