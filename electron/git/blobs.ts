/** File contents in and out of git's store, one long-lived reader for any number of them. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitProblem } from './git-problem.ts';
import { gitEnvironment, lineOf, partsOf, startFolder, type Git } from './run-git.ts';

export interface Blobs {
  read(id: string): Promise<Buffer>;
  /** As a checkout would write it to this path: with line ends and filters of its attributes. */
  readFor(path: string, id: string): Promise<Buffer>;
  /** Gives the id. */
  write(bytes: Uint8Array): Promise<string>;
  close(): void;
}

export function openBlobs(git: Git, folder: string, env: NodeJS.ProcessEnv): Blobs {
  let reader: Reader | null = null;
  const converted = new Map<string, boolean>();
  let settings: Promise<boolean> | null = null;

  const read = (id: string): Promise<Buffer> => (reader ??= openReader(folder, env)).read(id);

  /** Whether the configuration alone may change line ends at a checkout. */
  const changesLineEnds = (): Promise<boolean> =>
    (settings ??= (async () => {
      const values = await Promise.all(['core.autocrlf', 'core.eol'].map((name) => git(['config', '--get', name], { answers: [0, 1] })));
      const [autocrlf, eol] = values.map((value) => lineOf(value).toLowerCase());
      return process.platform === 'win32' || autocrlf === 'true' || eol === 'crlf';
    })());

  async function isConverted(path: string): Promise<boolean> {
    const known = converted.get(path);
    if (known !== undefined) return known;
    const names = ['filter', 'ident', 'working-tree-encoding', 'eol', 'text', 'crlf'];
    const parts = partsOf((await git(['check-attr', '-z', '--stdin', ...names], { input: `${path}\0` })).stdout);
    // Triples of path, attribute and value.
    const values = new Map(names.map((name, at) => [name, parts[at * 3 + 2] ?? 'unspecified']));
    const set = (name: string): boolean => !['unspecified', 'unset'].includes(values.get(name) ?? 'unspecified');
    const answer = set('filter') || set('ident') || set('working-tree-encoding') || values.get('eol') === 'crlf' || (values.get('text') !== 'unset' && (await changesLineEnds()));
    converted.set(path, answer);
    return answer;
  }

  return {
    read,
    async readFor(path, id) {
      if (!(await isConverted(path))) return read(id);
      return (await git(['cat-file', '--filters', `--path=${path}`, id], { timeoutMs: 10 * 60_000 })).stdout;
    },
    write: async (bytes) => lineOf(await git(['hash-object', '-w', '--stdin'], { input: bytes })),
    close: () => reader?.close(),
  };
}

interface Reader {
  read(id: string): Promise<Buffer>;
  close(): void;
}

/** `git cat-file --batch`: an id in, `<id> <type> <size>\n<content>\n` out. */
function openReader(folder: string, env: NodeJS.ProcessEnv): Reader {
  const child: ChildProcessWithoutNullStreams = spawn('git', ['-C', folder, '--no-pager', 'cat-file', '--batch'], {
    cwd: startFolder(folder),
    env: gitEnvironment(env),
    shell: false,
    windowsHide: true,
  });
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  let waiting: { readonly resolve: (bytes: Buffer) => void; readonly reject: (error: unknown) => void } | null = null;
  let wanted: number | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let failed: GitProblem | null = null;

  const fail = (message: string): void => {
    failed ??= new GitProblem('git-failed', message);
    waiting?.reject(failed);
    waiting = null;
  };
  const take = (): void => {
    if (waiting === null) return;
    if (wanted === null) {
      const all = Buffer.concat(chunks);
      chunks = [all];
      const end = all.indexOf(10);
      if (end < 0) return;
      const [, type, size] = all.subarray(0, end).toString('utf8').split(' ');
      if (type !== 'blob' || size === undefined) return fail(`git has no content for ${all.subarray(0, end).toString('utf8')}.`);
      wanted = Number(size);
      chunks = [all.subarray(end + 1)];
      sizeBytes = all.length - end - 1;
    }
    // The content and the line end behind it; put together once, however many pieces it came in.
    if (sizeBytes < wanted + 1) return;
    const all = Buffer.concat(chunks);
    const bytes = all.subarray(0, wanted);
    chunks = [all.subarray(wanted + 1)];
    sizeBytes = all.length - wanted - 1;
    wanted = null;
    waiting.resolve(bytes);
    waiting = null;
  };
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    take();
  });
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => fail(error.message));
  child.on('close', () => fail('git ended while it was asked for contents.'));

  return {
    read(id) {
      const run = turn.then(
        () =>
          new Promise<Buffer>((resolve, reject) => {
            if (failed !== null) return reject(failed);
            waiting = { resolve, reject };
            child.stdin.write(`${id}\n`);
          }),
      );
      turn = run.catch(() => undefined);
      return run;
    },
    close: () => void child.stdin.end(),
  };
}
