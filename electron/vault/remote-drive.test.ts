import os from 'node:os';
import { expect, it } from 'vitest';
import { isRemoteDrive, isRemoteType } from './remote-drive.ts';

it('knows drives of other machines by their type, also where it is given as negative', () => {
  expect(isRemoteType(0x6969)).toBe(true);
  expect(isRemoteType(0xff534d42)).toBe(true);
  expect(isRemoteType(0xff534d42 | 0)).toBe(true);
  // ext4, tmpfs, btrfs
  for (const type of [0xef53, 0x01021994, 0x9123683e]) expect(isRemoteType(type)).toBe(false);
});

it('takes a folder of this machine for local, and one it cannot ask about too', async () => {
  expect(await isRemoteDrive(os.tmpdir())).toBe(false);
  expect(await isRemoteDrive('/nowhere/at/all')).toBe(false);
  expect(await isRemoteDrive('\\\\server\\share\\notes', 'win32')).toBe(true);
  expect(await isRemoteDrive('C:\\notes', 'win32')).toBe(false);
});
