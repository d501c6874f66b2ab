/**
 * Writes pages as one run: all of it, or after a crash the rest of it, and it can be taken back.
 *
 * What will be written is recorded before the first page changes, with what follows from it; a run
 * found half done is completed when the vault is opened again.
 */
import type { VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { isoNow, type CompileDeps, type PageWriteFailure } from './compile-deps.ts';
import type { ApplyRun, PageWrite } from './ledger.ts';

export type ApplyFailure = PageWriteFailure;

/** Records the run, writes its pages, records what follows. On a failure the pages written are put back. */
export async function apply(deps: CompileDeps, run: Omit<ApplyRun, 'state' | 'at' | 'kind' | 'device'>): Promise<Outcome<readonly VaultPath[], ApplyFailure>> {
  const { ledger } = deps;
  const begun: ApplyRun = { ...run, kind: 'apply', device: deps.device, state: 'applying', at: isoNow(deps) };
  await ledger.runs.put([begun]);
  const written: PageWrite[] = [];
  for (const write of begun.writes) {
    const outcome = await writePage(deps, write);
    if (!outcome.ok) {
      for (const done of written.toReversed()) await writePage(deps, { path: done.path, before: done.after, after: done.before });
      await ledger.runs.put([{ ...begun, state: 'failed', at: isoNow(deps) }]);
      return outcome;
    }
    written.push(write);
  }
  await conclude(deps, begun);
  return success(begun.writes.map((write) => write.path));
}

/** Completes runs that a crash cut short. A page that changed since is left as it is. */
export async function recoverRuns(deps: CompileDeps): Promise<number> {
  await deps.ledger.refresh();
  let recovered = 0;
  for (const run of deps.ledger.runs.all()) {
    if (run.kind !== 'apply' || run.state !== 'applying' || run.device !== deps.device) continue;
    for (const write of run.writes) await writePage(deps, write);
    await conclude(deps, run);
    recovered += 1;
  }
  return recovered;
}

async function conclude(deps: CompileDeps, run: ApplyRun): Promise<void> {
  const { ledger } = deps;
  await ledger.blocks.put(run.consequences.blocks);
  await ledger.proposals.put(run.consequences.proposals);
  await ledger.decisions.put(run.consequences.decisions);
  await ledger.runs.put([{ ...run, state: 'applied', at: isoNow(deps) }]);
}

/** Brings one page from `before` to `after`; a page that is at `after` already is done. */
async function writePage(deps: CompileDeps, write: PageWrite): Promise<Outcome<void, ApplyFailure>> {
  const current = await deps.vault.read(write.path);
  const text = current?.text ?? null;
  if (text === write.after) return success(undefined);
  if (text !== write.before) return failure('stale', `"${write.path}" was changed by something else.`);
  if (write.after === null) return deps.vault.trash(write.path);
  return deps.vault.write(write.path, write.after, current?.version ?? null);
}
