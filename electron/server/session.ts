/** Who may talk to the server: one-time launch tokens that become session cookies. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Sessions {
  /** The cookie's name: of this instance only, because browsers share cookies between ports. */
  readonly cookieName: string;
  /** A token for one link; it works once. */
  issueToken(): string;
  /** Redeems a token: the `Set-Cookie` value of a new session, or why there is none. */
  redeem(token: string): { readonly setCookie: string } | 'refused' | 'slow-down';
  /** Whether a request's `Cookie` header holds a session of ours. */
  holds(cookieHeader: string | undefined): boolean;
}

export interface SessionsOptions {
  readonly nowMs: () => number;
}

const secretBytes = 32;
const tokenLifetimeMs = 24 * 60 * 60 * 1000;
const maximumTokens = 50;
const maximumSessions = 200;
const failureWindowMs = 60_000;
const failuresAllowed = 10;

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares with every entry, so that the time taken tells nothing. Digests have one length. */
function find(entries: Iterable<Buffer>, wanted: Buffer): Buffer | null {
  let found: Buffer | null = null;
  for (const entry of entries) if (timingSafeEqual(entry, wanted)) found = entry;
  return found;
}

/** Drops the oldest entries of an insertion-ordered collection beyond `maximum`. */
function trim(entries: { readonly size: number; keys(): Iterator<Buffer>; delete(key: Buffer): boolean }, maximum: number): void {
  while (entries.size > maximum) {
    const oldest = entries.keys().next();
    if (oldest.done === true) return;
    entries.delete(oldest.value);
  }
}

export function createSessions(options: SessionsOptions): Sessions {
  const cookieName = `verso-${randomBytes(8).toString('hex')}`;
  // Only digests are kept: a copy of the process's memory holds no usable token.
  const tokens = new Map<Buffer, number>();
  const sessions = new Set<Buffer>();
  let failuresMs: number[] = [];

  return {
    cookieName,
    issueToken() {
      const token = randomBytes(secretBytes).toString('base64url');
      tokens.set(digest(token), options.nowMs() + tokenLifetimeMs);
      trim(tokens, maximumTokens);
      return token;
    },
    redeem(token) {
      const nowMs = options.nowMs();
      failuresMs = failuresMs.filter((failedMs) => nowMs - failedMs < failureWindowMs);
      if (failuresMs.length >= failuresAllowed) return 'slow-down';
      const entry = find(tokens.keys(), digest(token));
      const validUntilMs = entry === null ? 0 : (tokens.get(entry) ?? 0);
      if (entry !== null) tokens.delete(entry);
      if (entry === null || validUntilMs <= nowMs) {
        failuresMs.push(nowMs);
        return 'refused';
      }
      const session = randomBytes(secretBytes).toString('base64url');
      sessions.add(digest(session));
      trim(sessions, maximumSessions);
      return { setCookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/` };
    },
    holds(cookieHeader) {
      const prefix = `${cookieName}=`;
      for (const part of (cookieHeader ?? '').split(';')) {
        const cookie = part.trim();
        if (cookie.startsWith(prefix) && find(sessions, digest(cookie.slice(prefix.length))) !== null) return true;
      }
      return false;
    },
  };
}
