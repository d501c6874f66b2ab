/** Where mails come from: an mbox, a single message, or a folder of them (Maildir, .eml). */
import { createReadStream } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isSeparator, looksLikeSeparator, type MboxMessage, splitMbox } from './split-mbox.ts';

export interface MailFile {
  /** Absolute path. */
  readonly path: string;
  /** For people and for origins: relative to what was chosen. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly form: 'mbox' | 'message';
}

const chunkBytes = 1024 * 1024;
const mostFiles = 2_000_000;

/** What a file holds, by its first bytes; null where it is no mail. */
export async function sniffMail(file: string): Promise<'mbox' | 'gmail-mbox' | 'message' | null> {
  const head = await readHeadBytes(file, 65_536);
  if (head === null || head.length === 0) return null;
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  const start = text.replace(/^[\r\n]+/, '');
  const [first = '', second = ''] = start.split(/\r?\n/, 2);
  if (first.startsWith('From ') && (isSeparator(first, second) || looksLikeSeparator(first) || /^[!-9;-~]+:/.test(second))) {
    return /^From \d{10,25}@xxx /.test(first) || /^X-GM-THRID:/m.test(text) ? 'gmail-mbox' : 'mbox';
  }
  return looksLikeMessage(start) ? 'message' : null;
}

const mailField =
  /^(?:from|to|cc|date|subject|message-id|received|return-path|mime-version|content-type|delivered-to|reply-to|sender|x-[a-z-]+|dkim-signature|in-reply-to|references|content-transfer-encoding|newsgroups|path|list-id)[ \t]*:/gim;

/** A head in which two fields are those of mail, or which begins with one. */
function looksLikeMessage(text: string): boolean {
  const head = text.trimStart().split(/\r?\n\r?\n/, 1)[0] ?? '';
  if (!/^[!-9;-~]+[ \t]*:/.test(head)) return false;
  const found = [...head.matchAll(mailField)];
  return found.length >= 2 || found[0]?.index === 0;
}

async function readHeadBytes(file: string, size: number): Promise<Buffer | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(size);
      const { bytesRead } = await handle.read(buffer, 0, size, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/**
 * All mail files under a folder in a stable order; links are not followed. `unrecognised` counts
 * files that are named as mail but hold none.
 */
export async function listMailFolder(
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly files: readonly MailFile[]; readonly unrecognised: number }> {
  const files: MailFile[] = [];
  let unrecognised = 0;
  const pending = [folder];
  while (pending.length > 0 && files.length < mostFiles && !signal.aborted) {
    const current = pending.pop() ?? folder;
    const entries = await readdir(current, { withFileTypes: true });
    for (const entry of entries) {
      const full = path.join(current, entry.name);
      if (entry.isDirectory()) pending.push(full);
      if (!entry.isFile()) continue;
      const form = await sniffMail(full);
      if (form === null) {
        if (/\.(?:eml|mbox|mbx|msg)$/i.test(entry.name)) unrecognised++;
        continue;
      }
      const { size } = await lstat(full);
      files.push({ path: full, name: path.relative(folder, full).split(path.sep).join('/'), sizeBytes: size, form: form === 'message' ? 'message' : 'mbox' });
    }
  }
  return { files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)), unrecognised };
}

/** Messages of one file from an offset. A reader that stops early closes the file. */
export async function* readMails(file: MailFile, startOffset: number, maxMessageBytes: number, signal: AbortSignal): AsyncGenerator<MboxMessage> {
  const stream = createReadStream(file.path, { start: startOffset, highWaterMark: chunkBytes, signal });
  try {
    if (file.form === 'mbox') {
      yield* splitMbox(stream, { startOffset, maxMessageBytes });
      return;
    }
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (length < maxMessageBytes) pieces.push(piece);
      length += piece.length;
    }
    const all = Buffer.concat(pieces);
    if (all.length > 0) {
      yield { fromLine: '', bytes: all.subarray(0, maxMessageBytes), start: 0, end: length, cut: length > maxMessageBytes };
    }
  } finally {
    stream.destroy();
  }
}

/** The last bytes of a file, from the last separator in them where there is one. */
export async function readLastMessage(file: MailFile, maxBytes: number): Promise<Buffer> {
  const handle = await open(file.path, 'r');
  try {
    let size = Math.min(file.sizeBytes, 256 * 1024);
    for (;;) {
      const buffer = Buffer.alloc(size);
      const { bytesRead } = await handle.read(buffer, 0, size, file.sizeBytes - size);
      const tail = buffer.subarray(0, bytesRead);
      let found = tail.lastIndexOf('\nFrom ');
      while (found >= 0) {
        const [line = '', next = ''] = tail.toString('latin1', found + 1, found + 1200).split(/\r?\n/, 2);
        if (isSeparator(line, next)) return tail.subarray(found + 1);
        found = found === 0 ? -1 : tail.lastIndexOf('\nFrom ', found - 1);
      }
      if (size >= file.sizeBytes || size >= maxBytes) return tail;
      size = Math.min(size * 8, file.sizeBytes, maxBytes);
    }
  } finally {
    await handle.close();
  }
}
