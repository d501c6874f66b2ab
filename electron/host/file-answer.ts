/**
 * Answers requests for the renderer's files and for attachments, as data: both shells send the same
 * answers, one over http and one over its custom scheme.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import { attachmentPolicy, commonHeaders } from './content-policy.ts';
import { attachmentType, rendererType } from './media-types.ts';

export interface FileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The part of a file that is the body, both ends included; null where the body is empty. */
  readonly body: { readonly file: string; readonly start: number; readonly end: number } | null;
}

/** What the shells need of the core to serve attachments. */
export interface AttachmentSource {
  /**
   * The real file behind a vault path, symbolic links followed and found to be inside the open
   * vault, or null where there is none that may be read.
   */
  readonly locateFile: (path: VaultPath) => Promise<{ readonly absolutePath: string; readonly sizeBytes: number } | null>;
}

export const noFile = (status = 404): FileAnswer => ({ status, headers: commonHeaders, body: null });

/** Decodes the part of a URL's path after `prefix`, or null where it is malformed. */
export function decodeUrlPath(pathname: string, prefix: string): string | null {
  if (!pathname.startsWith(prefix)) return null;
  try {
    return decodeURIComponent(pathname.slice(prefix.length));
  } catch {
    return null;
  }
}

/** A file of the renderer's build by its URL path; `/` is the page. */
export async function answerRendererFile(rendererFolder: string, pathname: string, policy: string): Promise<FileAnswer> {
  const decoded = decodeUrlPath(pathname, '/');
  if (decoded === null) return noFile(400);
  const relative = decoded === '' ? 'index.html' : decoded;
  // The same rule as for a vault: no way up, no backslash, no drive, no NUL.
  if (parseVaultPath(relative) === null) return noFile(404);
  const file = path.join(rendererFolder, relative);
  const sizeBytes = await fileSize(file);
  if (sizeBytes === null) return noFile(404);
  const isPage = relative.endsWith('.html');
  return {
    status: 200,
    headers: {
      ...commonHeaders,
      'content-type': rendererType(file),
      'content-length': String(sizeBytes),
      // Everything but the page has a hash of its content in its name.
      'cache-control': isPage ? 'no-store' : 'private, max-age=31536000, immutable',
      'content-security-policy': policy,
    },
    body: sizeBytes === 0 ? null : { file, start: 0, end: sizeBytes - 1 },
  };
}

/** A file of the vault, whole or the one range that was asked for. */
export async function answerAttachment(source: AttachmentSource, encodedPath: string, range: string | null): Promise<FileAnswer> {
  const decoded = decodeUrlPath(encodedPath, '');
  const vaultPath = decoded === null ? null : parseVaultPath(decoded);
  if (vaultPath === null) return noFile(400);
  const type = attachmentType(vaultPath);
  if (type === null) return noFile(415);
  const found = await source.locateFile(vaultPath);
  if (found === null) return noFile(404);
  const { absolutePath: file, sizeBytes } = found;
  const headers = {
    ...commonHeaders,
    'content-type': type,
    'cache-control': 'private, no-cache',
    'content-security-policy': attachmentPolicy,
    'content-disposition': 'inline',
    'accept-ranges': 'bytes',
  };
  const part = range === null ? null : parseRange(range, sizeBytes);
  if (part === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${sizeBytes}` }, body: null };
  }
  if (part === null) {
    const body = sizeBytes === 0 ? null : { file, start: 0, end: sizeBytes - 1 };
    return { status: 200, headers: { ...headers, 'content-length': String(sizeBytes) }, body };
  }
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(part.end - part.start + 1),
      'content-range': `bytes ${part.start}-${part.end}/${sizeBytes}`,
    },
    body: { file, ...part },
  };
}

/** A single byte range (RFC 9110 §14.1.2); null where the header asks for something else and may be ignored. */
export function parseRange(header: string, sizeBytes: number): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const suffixLength = Math.min(Number(last), sizeBytes);
    return suffixLength === 0 ? 'unsatisfiable' : { start: sizeBytes - suffixLength, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= sizeBytes ? 'unsatisfiable' : { start, end };
}

async function fileSize(file: string): Promise<number | null> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
