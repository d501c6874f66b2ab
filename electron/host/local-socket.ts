/**
 * The local socket by which the command line reaches a running core: a Unix domain socket in a
 * folder of its owner alone, or a named pipe, and in both cases a secret that must come first.
 *
 * The address (place and secret) is written into the vault's lock file, which only its owner reads.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Port } from '#shared/rpc/port.ts';
import { streamPort } from './stream-port.ts';

export interface LocalSocket {
  /** What `connectLocalSocket` takes. */
  readonly address: string;
  close(): Promise<void>;
}

const greetingTimeoutMs = 5_000;
const secretLength = 64;
const greetingLength = secretLength + 1;

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export interface LocalSocketDeps {
  readonly connect: (port: Port) => void;
  readonly platform?: NodeJS.Platform;
}

export async function openLocalSocket(deps: LocalSocketDeps): Promise<LocalSocket> {
  const secret = randomBytes(secretLength / 2).toString('hex');
  const wanted = digest(secret);
  const { place, remove } = makePlace(deps.platform ?? process.platform);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    const timer = setTimeout(() => socket.destroy(), greetingTimeoutMs);
    const greet = (): void => {
      const greeting = socket.read(greetingLength) as Buffer | null;
      if (greeting === null) return;
      clearTimeout(timer);
      socket.off('readable', greet);
      if (!timingSafeEqual(digest(greeting.toString('latin1', 0, secretLength)), wanted)) return void socket.destroy();
      socket.write('\n');
      deps.connect(streamPort(socket));
    };
    socket.on('readable', greet);
    socket.once('close', () => clearTimeout(timer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (!place.startsWith('\\\\')) chmodSync(place, 0o600);
  return {
    address: `${place}#${secret}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          remove();
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

/** A port to the core behind an address, or null where nobody answers there. */
export function connectLocalSocket(address: string): Promise<Port | null> {
  const at = address.lastIndexOf('#');
  if (at < 0) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect(address.slice(0, at));
    const give = (port: Port | null): void => {
      clearTimeout(timer);
      socket.off('readable', welcome);
      if (port === null) socket.destroy();
      resolve(port);
    };
    const timer = setTimeout(() => give(null), greetingTimeoutMs);
    const welcome = (): void => {
      // One line end is the answer to the right secret.
      if (socket.read(1) !== null) give(streamPort(socket));
    };
    socket.on('error', () => give(null));
    socket.once('close', () => give(null));
    socket.on('readable', welcome);
    socket.once('connect', () => socket.write(`${address.slice(at + 1)}\n`));
  });
}

/** Unix limits a socket's path to some 100 bytes: a short folder in the system's temporary one. */
function makePlace(platform: NodeJS.Platform): { readonly place: string; readonly remove: () => void } {
  if (platform === 'win32') return { place: `\\\\.\\pipe\\verso-${randomBytes(16).toString('hex')}`, remove: () => undefined };
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const parent = runtime !== undefined && path.isAbsolute(runtime) && runtime.length < 60 ? runtime : os.tmpdir();
  const folder = mkdtempFallingBack(parent);
  return { place: path.join(folder, 'core'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function mkdtempFallingBack(parent: string): string {
  try {
    return mkdtempSync(path.join(parent, 'verso-'));
  } catch {
    // A runtime folder that was named but does not exist, as in some containers.
    return mkdtempSync(path.join(os.tmpdir(), 'verso-'));
  }
}
