/**
 * Finds Electron's runtime without `require('electron')`, which would download it unasked, and
 * fetches it on request, with progress and without ever hanging.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const noProgressTimeoutMs = 20_000;

export interface ElectronPlace {
  readonly projectRoot: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** The executable of an installed runtime, or null. */
export function findElectron({ projectRoot, env, platform }: ElectronPlace): string | null {
  const packageFolder = path.join(projectRoot, 'node_modules/electron');
  const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[platform as string] ?? 'electron';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidate = path.join(override ?? path.join(packageFolder, 'dist'), executable);
  return existsSync(candidate) ? candidate : null;
}

/** Why no window can be shown on this machine, or null. */
export function missingDisplay({ env, platform }: Pick<ElectronPlace, 'env' | 'platform'>): string | null {
  if (platform !== 'linux') return null;
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? null : 'there is no display';
}

interface DownloadDetails {
  readonly version: string;
  readonly artifactName: 'electron';
  readonly checksums: unknown;
  readonly downloadOptions: {
    readonly quiet: true;
    readonly signal: AbortSignal;
    readonly getProgressCallback: (progress: { readonly transferred: number; readonly total: number | null }) => Promise<void>;
  };
}

/**
 * Downloads the runtime into Electron's own cache, checks it against the checksums that its package
 * ships, and unpacks it. Resolves to null when it is there, else to the reason, in a few words.
 */
export async function downloadElectron(projectRoot: string, onProgress: (receivedBytes: number, totalBytes: number | null) => void): Promise<string | null> {
  const packageFolder = path.join(projectRoot, 'node_modules/electron');
  if (!existsSync(path.join(packageFolder, 'package.json'))) return 'the electron package is not installed';
  const require = createRequire(path.join(packageFolder, 'package.json'));
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), noProgressTimeoutMs);
  const stillMoving = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), noProgressTimeoutMs);
  };
  try {
    // Electron's own downloader, a dependency of its package and not of ours.
    const { downloadArtifact } = (await import(pathToFileURL(require.resolve('@electron/get')).href)) as {
      downloadArtifact: (details: DownloadDetails) => Promise<string>;
    };
    await downloadArtifact({
      version,
      artifactName: 'electron',
      checksums: require('./checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: controller.signal,
        getProgressCallback: async ({ transferred, total }) => {
          stillMoving();
          onProgress(transferred, total);
        },
      },
    });
  } catch (error) {
    return controller.signal.aborted ? `no answer in ${noProgressTimeoutMs / 1000} s` : reasonOf(error);
  } finally {
    clearTimeout(timer);
  }
  return unpack(packageFolder);
}

/** Electron's own installer finds the download in the cache and unpacks it. */
function unpack(packageFolder: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(packageFolder, 'install.js')], { stdio: 'ignore' });
    child.on('error', () => resolve('it could not be unpacked'));
    child.on('exit', (code) => resolve(code === 0 ? null : 'it could not be unpacked'));
  });
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code !== '') return `the download host could not be reached (${code})`;
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? 'unknown reason') : String(cause);
}
