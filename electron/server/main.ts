/** The program behind `npm run serve`: one core, served to the browser on loopback. */
import { parseArgs } from 'node:util';
import { createCore } from '../core.ts';
import { listenForEnd } from '../host/end-signal.ts';
import { openFirstVault } from '../host/first-vault.ts';
import { findInstallation } from '../host/installation.ts';
import { openLocalSocket, type LocalSocket } from '../host/local-socket.ts';
import { openBrowser } from './open-browser.ts';
import { startServer, type RunningServer } from './server.ts';

const usage = `verso serve: Verso in the browser, on this machine only

  --vault <folder>   the vault to open (default: the last one)
  --port <number>    the port to listen on (default: a free one)
  --no-open          print the link without opening the browser
`;

interface ServeOptions {
  readonly vault: string | undefined;
  readonly port: number;
  readonly open: boolean;
}

/** Runs until it is told to end; resolves to the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(options);
    return 2;
  }
  if (options === null) {
    console.log(usage);
    return 0;
  }
  const installation = findInstallation();
  let localSocket: LocalSocket | null = null;
  const core = createCore({
    ...installation,
    shell: 'server',
    capabilities: { nativeDialogs: false, safeStorage: false, systemTrash: false, openExternal: false, windows: false, exportFiles: false },
    localAddress: () => localSocket?.address ?? null,
  });
  const end = listenForEnd();
  const ended = new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve(), { once: true }));
  let server: RunningServer | null = null;
  try {
    localSocket = await openLocalSocket({ connect: core.connect });
    const vault = await openFirstVault(core, options.vault);
    if (vault !== null && 'ok' in vault) {
      console.error(vault.message);
      return 1;
    }
    server = await startServer({ ...core, rendererFolder: installation.rendererFolder, port: options.port });
    announce(server, options.open);
    await ended;
    return 0;
  } catch (error) {
    const problem = listenProblem(error, options.port);
    if (problem === null) throw error;
    console.error(problem);
    return 1;
  } finally {
    await server?.close();
    await core.close();
    await localSocket?.close();
    end.dispose();
  }
}

function readOptions(args: readonly string[]): ServeOptions | string | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        vault: { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return null;
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535) return `"${values.port}" is no port: a number from 0 to 65535 is.`;
    return { vault: values.vault, port, open: !values['no-open'] };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}

/** Prints the one line with the link; in a terminal, Enter prints a new one. */
function announce(server: RunningServer, open: boolean): void {
  const link = server.createLink();
  console.log(`Verso is ready: ${link}`);
  if (open) openBrowser(link);
  if (!process.stdin.isTTY) return;
  process.stdin.on('data', () => console.log(server.createLink()));
  process.stdin.unref();
}

function listenProblem(error: unknown, port: number): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another with --port, or leave it out.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose one above 1023.`;
    default:
      return null;
  }
}
