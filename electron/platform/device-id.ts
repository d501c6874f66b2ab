/** The name of this machine in records that several machines keep in one vault. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const wellFormed = /^[0-9a-f]{12}$/;

/** Twelve hex digits, made at the first call and kept in the data folder. */
export function readDeviceId(dataFolder: string): string {
  const file = path.join(dataFolder, 'device-id');
  try {
    const known = readFileSync(file, 'utf8').trim();
    if (wellFormed.test(known)) return known;
  } catch {
    // Not there yet, or not readable: made below.
  }
  const made = randomBytes(6).toString('hex');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}
