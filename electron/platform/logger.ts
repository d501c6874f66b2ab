/** The log: one JSON object a line, without secrets, kept small. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from './clock.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** Logs an unexpected error with its stack; returns the reference that a person is shown. */
  reportBug(error: unknown, where: string): string;
}

const maximumSizeBytes = 5 * 1024 * 1024;

/** Writes to `file`, and keeps one older file beside it. Never throws: a log may not break the app. */
export function createFileLogger(file: string, clock: Clock): Logger {
  mkdirSync(path.dirname(file), { recursive: true });
  return createLogger(clock, (line) => {
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maximumSizeBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // Full disk, read-only home: there is nowhere to say it.
    }
  });
}

export function createLogger(clock: Clock, write: (line: string) => void): Logger {
  const log: Logger['log'] = (level, message, fields = {}) => {
    const entry = { at: new Date(clock.nowMs()).toISOString(), level, message: redactText(message), ...redactFields(fields) };
    write(`${JSON.stringify(entry)}\n`);
  };
  return {
    log,
    reportBug(error, where) {
      const reference = `V-${randomBytes(4).toString('hex')}`;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log('error', text, { reference, where });
      return reference;
    },
  };
}

const secretField = /key|token|secret|password|authorization|cookie/i;

/** Long opaque runs after the usual prefixes, bearer tokens, and credentials in addresses. */
const secretText = [
  /\b(?:sk|pk|rk|xox[abpr]|gh[pousr]|AIza)[-_A-Za-z0-9]{12,}/g,
  /\b(?:Bearer|Basic)\s+[-._~+/=A-Za-z0-9]{8,}/gi,
  /(?<=\/\/)[^/\s:@]+:[^/\s@]+(?=@)/g,
  /(?<=[?&](?:key|token|api_key|access_token)=)[^&\s]+/gi,
];

export function redactText(text: string): string {
  return secretText.reduce((rest, pattern) => rest.replace(pattern, '[redacted]'), text);
}

function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secretField.test(name) ? '[redacted]' : redactValue(value)]),
  );
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value === 'object' && value !== null) return redactFields({ ...value });
  return value;
}
