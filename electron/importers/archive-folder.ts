/**
 * A zip or a folder on disk as a list of named files, read one at a time.
 *
 * Names that lead out of the folder, links and doubles are left out and counted; an archive that
 * declares more than it can honestly hold is refused.
 */
import { lstat, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import yauzl from 'yauzl';
import { ImportStop } from './importer.ts';

export interface ArchiveEntry {
  /** `/` between segments, relative, without `.` or `..`. */
  readonly name: string;
  /** Uncompressed. */
  readonly sizeBytes: number;
}

export interface ArchiveFolder {
  readonly entries: readonly ArchiveEntry[];
  /** Entries left out because of their names or kinds. */
  readonly unsafe: number;
  readonly sizeBytes: number;
  /** The content, or null where it is damaged or larger than `maxBytes`. */
  read(entry: ArchiveEntry, maxBytes: number): Promise<Buffer | null>;
  close(): void;
}

const mostEntries = 5_000_000;
const honestRatio = 200;
const smallTotalBytes = 1024 ** 3;

/** Whether a file begins as a zip does. */
export async function isZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await handle.read(head, 0, 4, 0);
    return bytesRead === 4 && (head.equals(Buffer.from('PK\u0003\u0004')) || head.equals(Buffer.from('PK\u0005\u0006')));
  } finally {
    await handle.close();
  }
}

/** Opens a folder or a zip. Throws `ImportStop`. */
export async function openArchive(file: string, signal: AbortSignal): Promise<ArchiveFolder> {
  const entry = await lstat(file);
  if (entry.isDirectory()) return openFolder(file, signal);
  if (!(await isZip(file))) throw new ImportStop('unknown-format', 'This is neither a folder nor a zip.');
  return openZip(file, entry.size, signal);
}

/** The name if it stays inside, else null. Some zips are made with backslashes. */
export function safeEntryName(raw: string): string | null {
  const name = raw.replace(/\\/g, '/').replace(/^(?:\.\/)+/, '');
  if (name === '' || name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.includes('\0') || name.length > 4096) return null;
  const parts = name.replace(/\/$/, '').split('/');
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : name;
}

/** Strict UTF-8 first, whatever the flag says (many exports do not set it), then the format's cp437. */
export function decodeEntryName(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'cp437');
  }
}

async function openZip(file: string, sizeBytes: number, signal: AbortSignal): Promise<ArchiveFolder> {
  const zip = await openYauzl(file);
  const found = new Map<string, yauzl.Entry>();
  let unsafe = 0;
  let total = 0;
  let count = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('error', () => reject(new ImportStop('archive-damaged', 'The list of files in this zip is damaged.')));
      zip.on('end', resolve);
      zip.on('entry', (entry: yauzl.Entry) => {
        // With decodeStrings off the name is its bytes; the types know only the other case.
        const name = safeEntryName(decodeEntryName(Buffer.from(entry.fileName as unknown as Uint8Array)));
        const isLink = ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000;
        total += entry.uncompressedSize;
        if (name === null || isLink || (found.has(name) && !name.endsWith('/'))) unsafe++;
        else if (!name.endsWith('/')) found.set(name, entry);
        if (++count > mostEntries || (total > smallTotalBytes && total > sizeBytes * honestRatio)) {
          reject(new ImportStop('archive-bomb', 'This zip declares far more content than its size can honestly hold.'));
        } else if (signal.aborted) reject(new ImportStop('cancelled', 'The import was cancelled.'));
        else zip.readEntry();
      });
      zip.readEntry();
    });
  } catch (error) {
    zip.close();
    throw error;
  }
  return {
    entries: sorted([...found].map(([name, entry]) => ({ name, sizeBytes: entry.uncompressedSize }))),
    unsafe,
    sizeBytes,
    async read({ name }, maxBytes) {
      const entry = found.get(name);
      if (entry === undefined || entry.uncompressedSize > maxBytes || entry.isEncrypted()) return null;
      return readZipEntry(zip, entry, maxBytes);
    },
    close: () => zip.close(),
  };
}

function openYauzl(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }, (error, zip) => {
      if (error === null && zip !== undefined) resolve(zip);
      else {
        lacksEnd(file).then(
          (cut) =>
            reject(
              cut
                ? new ImportStop('archive-truncated', 'The zip ends too early. It may not have been downloaded completely.')
                : new ImportStop('archive-damaged', 'The zip is damaged.'),
            ),
          reject,
        );
      }
    });
  });
}

/** Whether the record that ends every zip is missing. */
async function lacksEnd(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 65_557);
    const tail = Buffer.alloc(length);
    await handle.read(tail, 0, length, size - length);
    return !tail.includes(Buffer.from('PK\u0005\u0006'));
  } finally {
    await handle.close();
  }
}

function readZipEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null || stream === undefined) return resolve(null);
      const pieces: Buffer[] = [];
      let length = 0;
      stream.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > maxBytes) stream.destroy(new Error('larger than allowed'));
        else pieces.push(piece);
      });
      stream.on('error', () => resolve(null));
      stream.on('end', () => resolve(Buffer.concat(pieces)));
    });
  });
}

async function openFolder(folder: string, signal: AbortSignal): Promise<ArchiveFolder> {
  const entries: ArchiveEntry[] = [];
  const pending = [''];
  let unsafe = 0;
  while (pending.length > 0) {
    if (signal.aborted) throw new ImportStop('cancelled', 'The import was cancelled.');
    const current = pending.pop() ?? '';
    for (const child of await readdir(path.join(folder, current), { withFileTypes: true })) {
      const name = current === '' ? child.name : `${current}/${child.name}`;
      if (child.isDirectory()) pending.push(name);
      else if (child.isFile()) entries.push({ name, sizeBytes: (await lstat(path.join(folder, name))).size });
      else unsafe++;
    }
  }
  return {
    entries: sorted(entries),
    unsafe,
    sizeBytes: entries.reduce((sum, entry) => sum + entry.sizeBytes, 0),
    async read(entry, maxBytes) {
      if (entry.sizeBytes > maxBytes) return null;
      try {
        return await readFile(path.join(folder, entry.name));
      } catch {
        return null;
      }
    },
    close: () => undefined,
  };
}

function sorted(entries: ArchiveEntry[]): readonly ArchiveEntry[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
