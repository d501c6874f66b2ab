/** Writing, the effects: turns the sections that changed into proposals. Nothing of the wiki is touched. */
import type { Proposal } from '#shared/model/proposal.ts';
import type { ParkedUnit } from '#shared/model/compile.ts';
import { estimateTokens } from '../llm/tokens.ts';
import { completeStructured } from '../llm/structured.ts';
import { isoNow } from './compile-deps.ts';
import { costOf, maximumOutputTokens } from './estimate.ts';
import type { RunContext } from './extract-run.ts';
import { fingerprint } from './fingerprint.ts';
import type { Gathered } from './gather.ts';
import { compiledRecords, type CompiledRecord } from './ledger.ts';
import { parkedRecord, resolvedRecord } from './parked-unit.ts';
import { sectionAnswerSchema, sectionFromAnswer, sectionFromClaims, sectionMessage, sectionWithAdditions } from './section-draft.ts';
import { planSections, type SectionPlan, type SectionWork } from './section-plan.ts';
import type { SchemaRules } from './schema-rules.ts';
import type { AddressBook } from './address-book.ts';
import type { CompileDeps } from './compile-deps.ts';
import { claimReferences } from './wiki-page.ts';
import { readWiki, wikiState } from './wiki-pages.ts';
import { runInParallel } from './worker-pool.ts';

export interface WriteRun {
  readonly proposals: number;
  readonly parked: readonly ParkedUnit[];
}

/** What must be proposed now, from the records and the pages on disk. */
export async function currentSections(deps: CompileDeps, book: AddressBook, rules: SchemaRules, signal: AbortSignal): Promise<{ readonly plan: SectionPlan; readonly deleted: readonly CompiledRecord[] }> {
  const pages = await readWiki(deps.vault, signal);
  const wiki = wikiState(pages, compiledRecords(deps.ledger));
  const { claims, proposals, decisions } = deps.ledger;
  const plan = planSections({ claims: claims.all(), pages, wiki, book, rules, proposals: proposals.all(), decisions: decisions.all() });
  return { plan, deleted: wiki.deleted };
}

export async function writeAll(gathered: Gathered, context: RunContext, onProgress: (done: number, total: number) => void): Promise<WriteRun> {
  const { deps, budget, signal } = context;
  const { plan, deleted } = await currentSections(deps, gathered.book, gathered.instructions.rules, signal);
  const at = isoNow(deps);
  // That a person deleted it is a decision: recorded, so that it stays deleted on every device.
  await deps.ledger.blocks.put(deleted.map((record): CompiledRecord => ({ ...record, state: 'deleted', at })));
  await deps.ledger.proposals.put(plan.obsolete.map((proposal): Proposal => ({ ...proposal, status: 'superseded', at })));
  let done = 0;
  let proposals = 0;
  const parked: ParkedUnit[] = [];
  // Free ones first: a cap that is reached must not hold them back.
  const ordered = plan.work.toSorted((left, right) => Number(left.how === 'model') - Number(right.how === 'model'));
  await runInParallel(ordered, context.maximumInFlight, async (work) => {
    if (budget.stop === 'cancelled' || (work.how === 'model' && budget.stop !== null)) return;
    const text = await sectionText(work, gathered, context);
    done += 1;
    onProgress(done, ordered.length);
    if (text === null) return;
    if (typeof text !== 'string') {
      parked.push(text);
      return;
    }
    await propose(work, text, context);
    proposals += 1;
  });
  return { proposals, parked };
}

/** The section's new text; null where it was not sent; the parked unit where it failed. */
async function sectionText(work: SectionWork, gathered: Gathered, context: RunContext): Promise<string | ParkedUnit | null> {
  switch (work.how) {
    case 'remove':
      return '';
    case 'claims':
      return sectionFromClaims(work.task, work.asList);
    case 'additions':
      return sectionWithAdditions(work.task, work.asList);
    case 'model':
      return askForSection(work, gathered, context);
  }
}

async function askForSection(work: SectionWork, gathered: Gathered, context: RunContext): Promise<string | ParkedUnit | null> {
  const { deps, model, budget, signal } = context;
  const system = gathered.instructions.sectionSystem;
  const prompt = sectionMessage(work.task);
  const reserved = costOf(model, estimateTokens(system) + estimateTokens(prompt) + 600, Math.min(maximumOutputTokens.section, 200 + estimateTokens(prompt)));
  if (!budget.reserve(reserved)) return null;
  const result = await completeStructured(
    model.provider,
    { purpose: 'compile', system, prompt, name: 'section', schema: sectionAnswerSchema, maxOutputTokens: maximumOutputTokens.section },
    signal,
  );
  budget.settle(reserved, result.usage, result.calls);
  const unit = `write:${work.entityPage.entity}#${work.heading}`;
  const open = deps.ledger.blocks.get(`parked:${unit}`);
  if (result.ok) {
    budget.succeeded();
    if (open?.kind === 'parked' && open.state === 'open') await deps.ledger.blocks.put([resolvedRecord(open, isoNow(deps))]);
    return sectionFromAnswer(work.task, result.value);
  }
  if (result.failure.code === 'cancelled' || signal.aborted) return null;
  budget.failed(result.failure);
  const parked: ParkedUnit = { unit: `${work.entityPage.path}#${work.heading}`, step: 'write', code: result.failure.code, message: result.failure.message };
  await deps.ledger.blocks.put([parkedRecord(unit, parked, isoNow(deps))]);
  return parked;
}

async function propose(work: SectionWork, after: string, context: RunContext): Promise<void> {
  const { deps, run, model } = context;
  const { entityPage, heading } = work;
  const at = isoNow(deps);
  const pageId = entityPage.page?.pageId ?? `p-${fingerprint(entityPage.entity, entityPage.path)}`;
  const claimIds = claimReferences(after);
  const proposal: Proposal = {
    id: `q-${fingerprint(run, pageId, heading, work.task.before, after)}`,
    pageId,
    path: entityPage.path,
    title: entityPage.title,
    pageKind: entityPage.kind,
    section: heading,
    before: work.task.before,
    after,
    claimIds,
    newClaimIds: work.newClaimIds.filter((id) => claimIds.includes(id)),
    flags: work.flags,
    aliases: entityPage.aliases,
    identities: entityPage.identities,
    entity: entityPage.entity,
    status: 'pending',
    run,
    model: work.how === 'model' ? model.provider.model : null,
    createdAt: at,
    at,
  };
  await deps.ledger.proposals.put([...work.replaces.map((old): Proposal => ({ ...old, status: 'superseded', at })), proposal]);
}
