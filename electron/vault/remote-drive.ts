/** Whether a folder lies on a drive whose changes elsewhere send no events to this machine. */
import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** `f_type` of Linux (linux/magic.h and the file systems' own headers) for drives that others write to. */
const remoteTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2 and later
  0x65735546, // FUSE: sshfs, rclone, cloud drives
  0x01021997, // 9P: folders of the host in a virtual machine or WSL
  0x786f4256, // VirtualBox shared folders
  0x5346414f, // AFS
  0x00c36400, // Ceph
]);

/** False where nothing can be told. */
export async function isRemoteDrive(folder: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform === 'win32') return path.win32.toNamespacedPath(folder).startsWith('\\\\?\\UNC\\');
  if (platform !== 'linux') return false;
  try {
    return isRemoteType((await statfs(folder)).type);
  } catch {
    return false;
  }
}

export function isRemoteType(type: number): boolean {
  // Some systems give the upper half as negative.
  return remoteTypes.has(type >>> 0);
}
