import { existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Port } from '#shared/rpc/port.ts';
import { connectLocalSocket, openLocalSocket, type LocalSocket } from './local-socket.ts';

let socket: LocalSocket | null = null;
afterEach(async () => {
  await socket?.close();
  socket = null;
});

const placeOf = (address: string): string => address.slice(0, address.lastIndexOf('#'));

describe.skipIf(process.platform === 'win32')('the local socket', () => {
  it('connects whoever knows its address', async () => {
    const opened = await openLocalSocket({ connect: (port) => port.onMessage((data) => port.send(`echo ${data}`)) });
    socket = opened;
    const port = await connectLocalSocket(opened.address);
    const answer = await new Promise<string>((resolve) => {
      port?.onMessage(resolve);
      port?.send('hello');
    });
    expect(answer).toBe('echo hello');
    port?.close();
  });

  it('is in a folder and a file of its owner alone, both gone when it closes', async () => {
    const opened = await openLocalSocket({ connect: () => undefined });
    const place = placeOf(opened.address);
    expect(statSync(path.dirname(place)).mode & 0o777).toBe(0o700);
    expect(statSync(place).mode & 0o777).toBe(0o600);
    expect(place.length).toBeLessThan(100);
    await opened.close();
    expect(existsSync(path.dirname(place))).toBe(false);
  });

  it('hangs up on a wrong or missing secret, without having connected it', async () => {
    const connected: Port[] = [];
    const opened = await openLocalSocket({ connect: (port) => connected.push(port) });
    socket = opened;
    const place = placeOf(opened.address);
    expect(await connectLocalSocket(`${place}#${'0'.repeat(64)}`)).toBeNull();
    expect(await connectLocalSocket(place)).toBeNull();
    await new Promise<void>((resolve) => {
      const raw = connect(place, () => raw.write('{"type":"call","id":1,"method":"vault.reindex","params":{}}\n{"type":"call","id":2}\n'));
      raw.on('error', () => undefined).once('close', () => resolve());
      raw.resume();
    });
    expect(connected).toEqual([]);
  });

  it('answers null where nobody listens', async () => {
    const opened = await openLocalSocket({ connect: () => undefined });
    await opened.close();
    expect(await connectLocalSocket(opened.address)).toBeNull();
  });
});
