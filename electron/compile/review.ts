/** Review: what waits, deciding on it, and taking decisions back. The only way into the wiki. */
import type { Claim } from '#shared/model/claim.ts';
import { type VaultPath } from '#shared/model/note-path.ts';
import type { Decision, Proposal, RejectReason, ReviewItem, ReviewLetter } from '#shared/model/proposal.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { bookkeeping, decisionOn, isStale, linksTo, planAccept } from './accept.ts';
import { apply, type ApplyFailure } from './apply-run.ts';
import { isoNow, localStamp, type CompileDeps } from './compile-deps.ts';
import { readInstructions } from './gather.ts';
import { compiledRecords, type ApplyRun, type CompiledRecord, type PageWrite } from './ledger.ts';
import { findPage, indexPath, logPath, readWiki } from './wiki-pages.ts';
import { readPage } from './wiki-page.ts';

export type DecideFailure = 'not-found' | ApplyFailure;
export type UndoFailure = 'nothing-to-undo' | 'changed-since' | 'read-only' | 'io';

export interface Decided {
  readonly pending: number;
  readonly written: readonly VaultPath[];
}

export interface Review {
  list(): Promise<{ readonly items: readonly ReviewItem[]; readonly decidedToday: number }>;
  read(id: string): Promise<ReviewLetter | null>;
  /** Writes these proposals as one run that can be undone. `edited` belongs to a single one. */
  accept(ids: readonly string[], edited: string | null): Promise<Outcome<Decided, DecideFailure>>;
  reject(id: string, reason: RejectReason, note: string): Promise<Outcome<Decided, DecideFailure>>;
  skip(id: string): Promise<Outcome<Decided, DecideFailure>>;
  undo(): Promise<Outcome<{ readonly proposalId: string; readonly decision: Decision; readonly pending: number }, UndoFailure>>;
  why(claimId: string): Promise<Claim | null>;
  pending(): number;
}

export function createReview(deps: CompileDeps): Review {
  const { ledger, vault } = deps;
  // Decisions are taken one after the other: each looks at the pages that the last one wrote.
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn<V>(work: () => Promise<V>): Promise<V> {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  }

  const claimOf = (id: string): Claim | null => ledger.claims.get(id) ?? null;
  const waiting = (): readonly Proposal[] => ledger.proposals.all().filter((proposal) => proposal.status === 'pending');

  /** Proposals put off and not taken up since. */
  function skippedIds(): ReadonlySet<string> {
    return new Set(ledger.decisions.all().filter((decision) => decision.decision === 'skip' && decision.state === 'taken').map((decision) => decision.proposalId));
  }

  async function accept(ids: readonly string[], edited: string | null): Promise<Outcome<Decided, DecideFailure>> {
    await ledger.refresh();
    const proposals = [...new Set(ids)].flatMap((id) => {
      const proposal = ledger.proposals.get(id);
      return proposal?.status === 'pending' ? [proposal] : [];
    });
    if (proposals.length !== new Set(ids).size || proposals.length === 0) return failure('not-found', 'This proposal does not wait any more.');
    const pages = await readWiki(vault);
    const accepted = newestAccepted();
    const made = proposals.filter((proposal) => findPage(pages, proposal.pageId, proposal.path) === null).map((proposal) => proposal.path);
    const touched = [...proposals, ...accepted.filter((proposal) => made.some((path) => linksTo(proposal, path)))];
    const targets = [...touched.map((proposal) => findPage(pages, proposal.pageId, proposal.path)?.path ?? proposal.path), indexPath, logPath];
    const texts = await readTexts(targets);
    const at = isoNow(deps);
    const run = `a-${at.slice(0, 19).replace(/[-:]/gu, '')}-${deps.newId()}`;
    const { rules } = await readInstructions(deps);
    const plan = planAccept({
      proposals,
      accepted,
      edited: proposals.length === 1 ? edited : null,
      pages,
      texts,
      claim: claimOf,
      rules,
      compiled: (id) => compiledOf(id),
      run,
      at,
      newId: deps.newId,
      ...localStamp(deps.nowMs()),
    });
    if (plan === null) return failure('stale', 'The page changed since this was proposed. The next compile proposes it anew.');
    const written = await apply(deps, {
      id: run,
      reason: 'accept',
      writes: plan.writes,
      consequences: { proposals: plan.proposals, decisions: plan.decisions, blocks: plan.blocks },
      compiledBefore: plan.compiledBefore,
    });
    return written.ok ? success({ pending: waiting().length, written: written.value }) : written;
  }

  /** The accepted proposals whose text the sections hold now. */
  function newestAccepted(): readonly Proposal[] {
    const newest = new Map<string, Proposal>();
    for (const proposal of ledger.proposals.all()) {
      const section = `${proposal.pageId}#${proposal.section}`;
      const known = newest.get(section);
      if (proposal.status === 'accepted' && (known === undefined || known.at < proposal.at)) newest.set(section, proposal);
    }
    return [...newest.values()];
  }

  function compiledOf(id: string): CompiledRecord | null {
    const record = ledger.blocks.get(id);
    return record?.kind === 'compiled' ? record : null;
  }

  async function readTexts(paths: readonly VaultPath[]): Promise<ReadonlyMap<string, string | null>> {
    const texts = new Map<string, string | null>();
    for (const path of paths) texts.set(path, (await vault.read(path))?.text ?? null);
    return texts;
  }

  async function decide(id: string, make: (proposal: Proposal, decision: Decision) => { readonly proposal: Proposal; readonly decision: Decision }): Promise<Outcome<Decided, DecideFailure>> {
    await ledger.refresh();
    const proposal = ledger.proposals.get(id);
    if (proposal?.status !== 'pending') return failure('not-found', 'This proposal does not wait any more.');
    const at = isoNow(deps);
    const made = make({ ...proposal, at }, decisionOn(proposal, { claim: claimOf, at, newId: deps.newId, edited: null, run: null }));
    try {
      await ledger.proposals.put([made.proposal]);
      await ledger.decisions.put([made.decision]);
    } catch {
      return failure('io', 'The decision could not be written.');
    }
    return success({ pending: waiting().length, written: [] });
  }

  async function undo(): ReturnType<Review['undo']> {
    await ledger.refresh();
    const last = ledger.decisions
      .all()
      .filter((decision) => decision.state === 'taken')
      .toSorted((left, right) => (left.at === right.at ? (left.id < right.id ? -1 : 1) : left.at < right.at ? -1 : 1))
      .pop();
    if (last === undefined) return failure('nothing-to-undo', 'Nothing was decided yet.');
    const at = isoNow(deps);
    const batch = last.applyRun === null ? [last] : ledger.decisions.all().filter((decision) => decision.applyRun === last.applyRun && decision.state === 'taken');
    const undone = batch.map((decision): Decision => ({ ...decision, state: 'undone', at }));
    const reopened = batch.flatMap((decision): readonly Proposal[] => {
      const proposal = ledger.proposals.get(decision.proposalId);
      return proposal === undefined || proposal.status === 'superseded' ? [] : [{ ...proposal, status: 'pending', at }];
    });
    if (last.applyRun === null) {
      await ledger.proposals.put(reopened);
      await ledger.decisions.put(undone);
    } else {
      const outcome = await takeBack(last.applyRun, undone, reopened, at);
      if (!outcome.ok) return outcome;
    }
    return success({ proposalId: last.proposalId, decision: { ...last, state: 'undone', at }, pending: waiting().length });
  }

  /** Puts the pages of a run back, as a run of its own. */
  async function takeBack(id: string, decisions: readonly Decision[], proposals: readonly Proposal[], at: string): Promise<Outcome<void, UndoFailure>> {
    const run = ledger.runs.get(id);
    if (run?.kind !== 'apply') return failure('changed-since', 'The run that wrote it is not recorded here.');
    const written = run.writes.filter((write) => write.path !== indexPath && write.path !== logPath);
    const texts = await readTexts([...written.map((write) => write.path), indexPath, logPath]);
    if (written.some((write) => texts.get(write.path) !== write.after)) {
      return failure('changed-since', 'A page was edited after it was accepted. Undo would take the edit away.');
    }
    const writes: PageWrite[] = written.map(({ path, before, after }) => ({ path, before: after, after: before }));
    const restored = writes.flatMap((write) => (write.after === null ? [] : [readPage(write.path, write.after)]));
    const pages = (await readWiki(vault)).filter((page) => !writes.some((write) => write.path === page.path));
    const undoRun = `u-${deps.newId()}`;
    const applied = await apply(deps, {
      id: undoRun,
      reason: 'undo',
      writes: [...writes, ...bookkeeping({ texts, ...localStamp(deps.nowMs()) }, [...pages, ...restored], restored, 'undo', 0)],
      consequences: { proposals: [...proposals], decisions: [...decisions], blocks: compiledAgain(run, at) },
      compiledBefore: [],
    });
    if (!applied.ok) return applied.code === 'stale' ? failure('changed-since', applied.message) : failure(applied.code, applied.message);
    await ledger.runs.put([{ ...run, state: 'undone', at }]);
    return success(undefined);
  }

  /** The sections' records as they were before the run; those that it began may return. */
  function compiledAgain(run: ApplyRun, at: string): readonly CompiledRecord[] {
    const before = new Map(run.compiledBefore.map((record) => [record.id, record]));
    return run.consequences.blocks.flatMap((record) => {
      if (record.kind !== 'compiled') return [];
      const known = before.get(record.id);
      return [known === undefined ? { ...record, state: 'undone' as const, at } : { ...known, at }];
    });
  }

  return {
    async list() {
      await ledger.refresh();
      const skipped = skippedIds();
      const today = localStamp(deps.nowMs()).day;
      // A page that one accepted section has made is new no more for the others.
      const made = new Set(compiledRecords(ledger).flatMap((record) => (record.state === 'live' ? [record.pageId] : [])));
      const items = waiting().map((proposal) => toItem(made.has(proposal.pageId) ? withoutNew(proposal) : proposal, skipped.has(proposal.id)));
      const decidedToday = ledger.decisions
        .all()
        .filter((decision) => decision.state === 'taken' && decision.decision !== 'skip' && localStamp(Date.parse(decision.at)).day === today).length;
      return { items: inOrder(items), decidedToday };
    },
    async read(id) {
      await ledger.refresh();
      const proposal = ledger.proposals.get(id);
      if (proposal === undefined) return null;
      const page = findPage(await readWiki(vault), proposal.pageId, proposal.path);
      return { proposal: page === null ? proposal : withoutNew(proposal), stale: isStale(proposal, page), claims: proposal.claimIds.flatMap((claimId) => claimOf(claimId) ?? []) };
    },
    accept: (ids, edited) => inTurn(() => accept(ids, edited)),
    reject: (id, reason, note) =>
      inTurn(() =>
        decide(id, (proposal, decision) => ({
          proposal: { ...proposal, status: 'rejected' },
          decision: { ...decision, decision: 'reject', reason, note },
        })),
      ),
    skip: (id) => inTurn(() => decide(id, (proposal, decision) => ({ proposal, decision: { ...decision, decision: 'skip' } }))),
    undo: () => inTurn(undo),
    async why(claimId) {
      await ledger.refresh();
      return claimOf(claimId);
    },
    pending: () => waiting().length,
  };
}

function withoutNew(proposal: Proposal): Proposal {
  return { ...proposal, flags: proposal.flags.filter((flag) => flag !== 'new-page') };
}

function toItem(proposal: Proposal, skipped: boolean): ReviewItem {
  const { id, path, title, pageKind, section, flags, createdAt } = proposal;
  return { id, path, title, pageKind, section, flags, claims: proposal.claimIds.length, newClaims: proposal.newClaimIds.length, skipped, createdAt };
}

/** Pages with most news first, the sections of a page together; what was put off comes last. */
function inOrder(items: readonly ReviewItem[]): readonly ReviewItem[] {
  const weight = new Map<string, number>();
  for (const item of items) weight.set(item.path, (weight.get(item.path) ?? 0) + item.newClaims + (item.flags.includes('removes') ? 5 : 0));
  const compare = (left: ReviewItem, right: ReviewItem): number => {
    if (left.skipped !== right.skipped) return left.skipped ? 1 : -1;
    if (left.path !== right.path) return (weight.get(right.path) ?? 0) - (weight.get(left.path) ?? 0) || (left.path < right.path ? -1 : 1);
    return left.createdAt === right.createdAt ? 0 : left.createdAt < right.createdAt ? -1 : 1;
  };
  return items.toSorted(compare);
}
