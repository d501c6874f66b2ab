/** A person and their programs at the core's own calls: reads, writes with versions, moves, deletes, restores, refactors. */
import type { Contracts } from '#shared/api/contracts.ts';
import { folderOf, folderPathSchema, parseVaultPath, vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { versionSchema } from '#shared/model/version.ts';
import type { RpcClient } from '#shared/rpc/client.ts';
import { z } from 'zod';
import { folderPool, listNotes, notePool } from './outside-actor.ts';
import { lineOf, withLine, type TokenLedger } from './token-ledger.ts';

export const appOps = ['write', 'move', 'move-folder', 'trash', 'restore', 'create', 'capture', 'merge', 'extract', 'heading', 'undo', 'restore-deleted', 'attach'] as const;
export type AppOp = (typeof appOps)[number];

export type AppClient = RpcClient<Contracts>;

export interface AppActor {
  /** In words, what was done or why not. */
  act(op: AppOp, a: number, b: number): Promise<string>;
}

const staleSchema = z.object({ text: z.string(), version: versionSchema });

export function createAppActor(root: string, ledger: TokenLedger, client: () => AppClient): AppActor {
  const trashed: { readonly trashPath: string; readonly path: VaultPath }[] = [];

  const existing = (a: number): VaultPath | null => {
    const notes = listNotes(root);
    return parseVaultPath(notes[a % notes.length] ?? '');
  };

  async function write(path: VaultPath, b: number): Promise<string> {
    const read = await client().call('note.read', { path });
    if (!read.ok) return `write ${path}: ${read.code}`;
    const token = ledger.make('app');
    let { text, version } = read.value;
    for (let attempt = 1; ; attempt += 1) {
      const written = await client().call('note.write', { path, text: withLine(text, lineOf(token, b), b, b % 4 === 0), baseVersion: version });
      if (written.ok) {
        ledger.wrote(token, `app writes ${path}`);
        return `write ${path} ${token}`;
      }
      const stale = written.code === 'stale' ? staleSchema.safeParse(written.details) : null;
      if (attempt === 3 || stale?.success !== true) return `write ${path}: ${written.code}`;
      ({ text, version } = stale.data);
    }
  }

  async function refactor(request: RefactorRequest): Promise<string> {
    const plan = await client().call('refactor.plan', { request });
    if (!plan.ok) return `${request.kind}: ${plan.code}`;
    const applied = await client().call('refactor.apply', { id: plan.value.id });
    return `${request.kind} ${JSON.stringify(request)}: ${applied.ok ? 'done' : applied.code}`;
  }

  async function act(op: AppOp, a: number, b: number): Promise<string> {
    const path = existing(a);
    const pool = vaultPathSchema.parse(notePool[b % notePool.length]);
    if (op === 'create') {
      const token = ledger.make('app');
      const created = await client().call('note.create', { folder: folderOf(pool), title: 'Alpha', text: `${lineOf(token, b)}\n` });
      if (created.ok) ledger.wrote(token, `app creates ${created.value.path}`);
      return `create ${created.ok ? created.value.path : created.code} ${token}`;
    }
    if (op === 'capture') {
      const token = ledger.make('app');
      const kept = await client().call('note.capture', { text: lineOf(token, b), target: b % 2 === 0 ? 'inbox' : 'today' });
      if (kept.ok) ledger.wrote(token, `app captures to ${kept.value.path}`);
      return `capture ${kept.ok ? kept.value.path : kept.code} ${token}`;
    }
    if (op === 'restore') {
      const entry = trashed.splice(a % Math.max(1, trashed.length), 1)[0];
      if (entry === undefined) return 'restore: nothing';
      const restored = await client().call('file.restore', entry);
      return `restore ${entry.path}: ${restored.ok ? 'done' : restored.code}`;
    }
    if (op === 'undo') {
      const undone = await client().call('refactor.undo', {});
      return `undo: ${undone.ok ? 'done' : undone.code}`;
    }
    if (op === 'restore-deleted') {
      const deleted = await client().call('history.deleted', {});
      const snapshot = deleted.ok ? deleted.value.snapshots[a % Math.max(1, deleted.value.snapshots.length)] : undefined;
      if (snapshot === undefined) return 'restore-deleted: nothing';
      const restored = await client().call('history.restoreDeleted', { id: snapshot.id });
      return `restore-deleted ${snapshot.path}: ${restored.ok ? restored.value.path : restored.code}`;
    }
    if (op === 'move-folder') {
      const [from, to] = [vaultPathSchema.parse(folderPool[a % folderPool.length]), vaultPathSchema.parse(folderPool[b % folderPool.length])];
      const moved = await client().call('file.move', { from, to, updateLinks: b % 2 === 0 });
      return `move-folder ${from} → ${to}: ${moved.ok ? 'done' : moved.code}`;
    }
    if (path === null) return `${op}: no note`;
    switch (op) {
      case 'write':
        return write(path, b);
      case 'move': {
        const moved = await client().call('file.move', { from: path, to: pool, updateLinks: b % 3 !== 0 });
        return `move ${path} → ${pool}: ${moved.ok ? 'done' : moved.code}`;
      }
      case 'trash': {
        const gone = await client().call('file.trash', { path });
        if (gone.ok && gone.value.trashPath !== null) trashed.push({ trashPath: gone.value.trashPath, path });
        return `trash ${path}: ${gone.ok ? gone.value.trashPath : gone.code}`;
      }
      case 'merge':
        return refactor({ kind: 'merge', from: path, into: pool });
      case 'extract': {
        const read = await client().call('note.read', { path });
        if (!read.ok) return `extract ${path}: ${read.code}`;
        const end = Math.min(read.value.text.length, 40);
        return refactor({ kind: 'extract', path, version: read.value.version, start: 0, end, title: 'Alpha', folder: folderPathSchema.parse(''), leave: 'link' });
      }
      case 'heading': {
        const read = await client().call('note.read', { path });
        const line = read.ok ? read.value.text.split('\n').findIndex((each) => each.startsWith('## ')) + 1 : 0;
        return line === 0 ? `heading ${path}: none` : refactor({ kind: 'heading', path, line, to: `Heading ${b}` });
      }
      case 'attach': {
        const attached = await client().call('file.attach', { notePath: path, name: `pic ${b % 3}.png`, base64: Buffer.from(`bytes ${b % 5}`).toString('base64') });
        return `attach to ${path}: ${attached.ok ? attached.value.path : attached.code}`;
      }
    }
  }

  return { act };
}
