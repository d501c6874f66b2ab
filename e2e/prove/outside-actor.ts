/** Another program in the vault: everything that editors, shells and sync tools do to files, each step at once. */
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { lineOf, withLine, type TokenLedger } from './token-ledger.ts';

/** Few names, so that the same ones are met again and again; two differ by case, two by normal form. */
export const notePool = [
  'Alpha.md', 'Beta.md', 'Gamma.md', 'alpha.md', 'Sub/Alpha.md', 'Sub/Delta.md', 'Other/Deep/Epsilon.md', '\u00dcbung.md', 'U\u0308bung.md', 'Sub/Zeta (1).md',
] as const;
export const folderPool = ['Sub', 'Other', 'Other/Deep', 'Moved', 'Moved/Sub'] as const;

export const outsideOps = [
  'write', 'append', 'replace', 'truncate', 'same-size', 'rename', 'case', 'delete', 'create', 'recreate', 'folder-move', 'folder-delete', 'storm', 'slow-begin', 'slow-end', 'swap',
] as const;
export type OutsideOp = (typeof outsideOps)[number];

/** Whether it gives a path another file, or none: what no program can see in the moment of its own rename. */
export function givesAnotherFile(op: OutsideOp): boolean {
  return !['write', 'append', 'truncate', 'same-size', 'slow-begin', 'slow-end', 'create'].includes(op);
}

/** A file that is being written in place, with the pauses of a slow program. */
interface SlowWriter {
  readonly descriptor: number;
  readonly name: string;
  readonly token: string;
  readonly sinceMs: number;
  /** Another step of this actor took the file away. */
  gone: boolean;
}

/** Replaced files are followed for longer. */
const slowestMs = 2000;

export interface OutsideActor {
  /** In words, what was done; null where nothing fitted. */
  act(op: OutsideOp, a: number, b: number): string | null;
  /** Ends what is being written. */
  finish(): void;
  /** Ends what is being written for longer than a program would. */
  endOld(): void;
}

export function listNotes(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

export function createOutsideActor(root: string, ledger: TokenLedger): OutsideActor {
  const slow: SlowWriter[] = [];
  const at = (name: string): string => path.join(root, name);
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  const existing = (a: number): string | null => {
    const notes = listNotes(root);
    return notes[a % notes.length] ?? null;
  };

  /** Its text goes with this step. */
  function takeAway(name: string): void {
    ledger.replacedOutside(read(name), null);
    const { ino } = statSync(at(name));
    for (const writer of slow) if (fstatSync(writer.descriptor).ino === ino) writer.gone = true;
  }

  function write(name: string, b: number, what: string, put: (text: string) => void): string {
    const before = read(name);
    const token = ledger.make('outside');
    const after = withLine(before, lineOf(token, b), b, b % 3 === 0);
    put(after);
    ledger.replacedOutside(before, after);
    ledger.wrote(token, `${what} ${name}`);
    return `${what} ${name} ${token}`;
  }

  function replaceByRename(name: string, b: number, what: string): string {
    return write(name, b, what, (text) => {
      const { ino } = statSync(at(name));
      writeFileSync(at(`${name}.swp`), text);
      for (const writer of slow) if (fstatSync(writer.descriptor).ino === ino) writer.gone = true;
      renameSync(at(`${name}.swp`), at(name));
    });
  }

  function create(name: string, b: number, what: string): string | null {
    if (existsSync(at(name))) return null;
    mkdirSync(path.dirname(at(name)), { recursive: true });
    const token = ledger.make('outside');
    writeFileSync(at(name), `${lineOf(token, b)}\n`);
    ledger.wrote(token, `${what} ${name}`);
    return `${what} ${name} ${token}`;
  }

  function rename(from: string, to: string): string | null {
    if (from === to || (existsSync(at(to)) && statSync(at(to)).isDirectory())) return null;
    mkdirSync(path.dirname(at(to)), { recursive: true });
    if (existsSync(at(to))) takeAway(to);
    renameSync(at(from), at(to));
    return `rename ${from} → ${to}`;
  }

  function act(op: OutsideOp, a: number, b: number): string | null {
    const pool = notePool[b % notePool.length] ?? 'Alpha.md';
    if (op === 'create') return create(pool, a, 'create');
    if (op === 'slow-end') {
      const writer = slow.shift();
      if (writer === undefined) return null;
      writeSync(writer.descriptor, `\nand ${writer.token} is whole\n`);
      closeSync(writer.descriptor);
      if (!writer.gone) ledger.wrote(writer.token, `slowly write ${writer.name}`);
      return `slow-end ${writer.name} ${writer.token}${writer.gone ? ' (gone)' : ''}`;
    }
    if (op === 'folder-move' || op === 'folder-delete') return actOnFolder(op, a, b);
    const name = existing(a);
    if (name === null) return null;
    switch (op) {
      case 'write':
        return write(name, b, 'write', (text) => writeFileSync(at(name), text));
      case 'append': {
        const token = ledger.make('outside');
        writeFileSync(at(name), `${lineOf(token, b)}\n`, { flag: 'a' });
        ledger.wrote(token, `append ${name}`);
        return `append ${name} ${token}`;
      }
      case 'replace':
        return replaceByRename(name, b, 'replace');
      case 'truncate': {
        const before = read(name);
        const after = b % 2 === 0 ? '' : before.slice(0, Math.floor(before.length / 2));
        truncateSync(at(name), Buffer.byteLength(after));
        ledger.replacedOutside(before, after);
        return `truncate ${name}`;
      }
      case 'same-size': {
        const before = read(name);
        const after = before.includes('[ ]') ? before.replace('[ ]', '[x]') : before.replace('[x]', '[ ]');
        if (after === before) return null;
        writeFileSync(at(name), after);
        return `same-size ${name}`;
      }
      case 'rename':
        return rename(name, pool);
      case 'case': {
        const base = path.posix.basename(name);
        const other = base[0] === base[0]?.toUpperCase() ? base[0]?.toLowerCase() : base[0]?.toUpperCase();
        return rename(name, path.posix.join(path.posix.dirname(name), `${other ?? ''}${base.slice(1)}`));
      }
      case 'delete':
        takeAway(name);
        rmSync(at(name));
        return `delete ${name}`;
      case 'recreate':
        takeAway(name);
        rmSync(at(name));
        return create(name, b, 'recreate');
      case 'swap': {
        // Two notes change their places.
        const other = existing(b);
        if (other === null || other === name) return null;
        renameSync(at(name), at(`${name}.swp`));
        renameSync(at(other), at(name));
        renameSync(at(`${name}.swp`), at(other));
        return `swap ${name} ↔ ${other}`;
      }
      case 'slow-begin': {
        if (slow.length > 2) return null;
        const token = ledger.make('outside');
        ledger.replacedOutside(read(name), null);
        // At its end, wherever that is by then: two outside programs do not overwrite each other here.
        truncateSync(at(name));
        const descriptor = openSync(at(name), 'a');
        writeSync(descriptor, `slowly ${token.slice(0, 2)}…`);
        slow.push({ descriptor, name, token, sinceMs: performance.now(), gone: false });
        return `slow-begin ${name} ${token}`;
      }
      case 'storm': {
        const done: string[] = [];
        for (let index = 0; index < 12; index += 1) {
          const each = existing(a + index * 7);
          if (each === null) break;
          const kind = (b + index) % 4;
          if (kind === 0) done.push(replaceByRename(each, b + index, 'storm'));
          else if (kind === 1) done.push(write(each, b + index, 'storm', (text) => writeFileSync(at(each), text)));
          else if (kind === 2) done.push(rename(each, notePool[(b + index) % notePool.length] ?? 'Beta.md') ?? '');
          else done.push(create(notePool[(a + index) % notePool.length] ?? 'Beta.md', b, 'storm') ?? '');
        }
        return `storm: ${done.filter(Boolean).join('; ')}`;
      }
    }
  }

  function actOnFolder(op: 'folder-move' | 'folder-delete', a: number, b: number): string | null {
    const there = folderPool.filter((name) => existsSync(at(name)));
    const from = there[a % there.length];
    if (from === undefined) return null;
    if (op === 'folder-delete') {
      for (const name of listNotes(root)) if (name.startsWith(`${from}/`)) takeAway(name);
      rmSync(at(from), { recursive: true });
      return `folder-delete ${from}`;
    }
    const to = folderPool[b % folderPool.length] ?? 'Moved';
    if (existsSync(at(to)) || `${to}/`.startsWith(`${from}/`)) return null;
    mkdirSync(path.dirname(at(to)), { recursive: true });
    renameSync(at(from), at(to));
    return `folder-move ${from} → ${to}`;
  }

  return {
    act,
    finish() {
      while (slow.length > 0) act('slow-end', 0, 0);
    },
    endOld() {
      while (performance.now() - (slow[0]?.sinceMs ?? Infinity) > slowestMs) act('slow-end', 0, 0);
    },
  };
}
