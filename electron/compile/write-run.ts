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
import { sectionAnswerSchema, sectionFromAnswer, sectionFromClaims, sectionMessage, sectionWithAdditions, type SectionTask } from './section-draft.ts';
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
  await deps.ledger.proposals.put(stillPending(deps, plan.obsolete).map((proposal): Proposal => ({ ...proposal, status: 'superseded', at })));
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

/** So many claims fit into one answer with room to spare. */
const claimsInOneCall = 25;

/** Long sections are written in parts, oldest claims first, each part a paragraph or more. */
async function askForSection(work: SectionWork, gathered: Gathered, context: RunContext): Promise<string | ParkedUnit | null> {
  const parts: string[] = [];
  for (let from = 0; from < work.task.claims.length; from += claimsInOneCall) {
    const claims = work.task.claims.slice(from, from + claimsInOneCall);
    const part = await askForPart(work, { ...work.task, claims, before: from === 0 ? work.task.before : '' }, gathered, context);
    if (typeof part !== 'string') return part;
    parts.push(part);
  }
  const { ledger } = context.deps;
  const open = ledger.blocks.get(`parked:${unitOf(work)}`);
  if (open?.kind === 'parked' && open.state === 'open') await ledger.blocks.put([resolvedRecord(open, isoNow(context.deps))]);
  return parts.join('\n\n');
}

function unitOf(work: SectionWork): string {
  return `write:${work.entityPage.entity}#${work.heading}`;
}

async function askForPart(work: SectionWork, task: SectionTask, gathered: Gathered, context: RunContext): Promise<string | ParkedUnit | null> {
  const { deps, model, budget, signal } = context;
  const system = gathered.instructions.sectionSystem;
  const prompt = sectionMessage(task);
  const reserved = costOf(model, estimateTokens(system) + estimateTokens(prompt) + 600, Math.min(maximumOutputTokens.section, 200 + estimateTokens(prompt)));
  if (budget.stop !== null || !budget.reserve(reserved)) return null;
  const result = await completeStructured(
    model.provider,
    { purpose: 'compile', system, prompt, name: 'section', schema: sectionAnswerSchema, maxOutputTokens: maximumOutputTokens.section },
    signal,
  );
  budget.settle(reserved, result.usage, result.calls);
  if (result.ok) {
    budget.succeeded();
    return sectionFromAnswer(task, result.value);
  }
  if (result.failure.code === 'cancelled' || signal.aborted) return null;
  budget.failed(result.failure);
  const parked: ParkedUnit = { unit: `${work.entityPage.path}#${work.heading}`, step: 'write', code: result.failure.code, message: result.failure.message };
  await deps.ledger.blocks.put([parkedRecord(unitOf(work), parked, isoNow(deps))]);
  return parked;
}

/** Proposals that still wait: one may have been decided while this run was under way. */
function stillPending(deps: CompileDeps, proposals: readonly Proposal[]): readonly Proposal[] {
  return proposals.filter((proposal) => deps.ledger.proposals.get(proposal.id)?.status === 'pending');
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
  await deps.ledger.proposals.put([...stillPending(deps, work.replaces).map((old): Proposal => ({ ...old, status: 'superseded', at })), proposal]);
}
