/**
 * Which sections must be proposed anew: those whose claims are not the ones that the page, or a
 * proposal that waits, already stands on.
 */
import type { Claim } from '#shared/model/claim.ts';
import type { Decision, Proposal, ProposalFlag } from '#shared/model/proposal.ts';
import { entityPages, type EntityPage } from './entity-pages.ts';
import type { AddressBook } from './address-book.ts';
import { sectionFor, type SchemaRules } from './schema-rules.ts';
import type { LinkTarget, SectionTask } from './section-draft.ts';
import { claimReferences, type WikiPage } from './wiki-page.ts';
import { sectionBody, type WikiState } from './wiki-pages.ts';

export interface SectionWork {
  readonly entityPage: EntityPage;
  readonly task: SectionTask;
  readonly heading: string;
  /** How its text comes about; only `model` costs a call. */
  readonly how: 'model' | 'claims' | 'additions' | 'remove';
  readonly asList: boolean;
  readonly flags: readonly ProposalFlag[];
  readonly newClaimIds: readonly string[];
  /** Proposals of the same section that this one replaces. */
  readonly replaces: readonly Proposal[];
}

export interface SectionPlanInput {
  readonly claims: readonly Claim[];
  readonly pages: readonly WikiPage[];
  readonly wiki: WikiState;
  readonly book: AddressBook;
  readonly rules: SchemaRules;
  readonly proposals: readonly Proposal[];
  readonly decisions: readonly Decision[];
}

export interface SectionPlan {
  readonly work: readonly SectionWork[];
  /** Proposals that wait though nothing stands behind them any more. */
  readonly obsolete: readonly Proposal[];
}

export function planSections(input: SectionPlanInput): SectionPlan {
  const rejected = input.decisions.filter((decision) => decision.state === 'taken' && decision.decision === 'reject');
  const dismissed = new Set([...rejected.flatMap((decision) => decision.claimIds), ...input.wiki.removedClaims]);
  const declined = new Set(rejected.filter((decision) => decision.reason === 'not-noteworthy').map((decision) => decision.entity));
  const byId = new Map(input.claims.map((claim) => [claim.id, claim]));
  const active = input.claims.filter((claim) => claim.status === 'active' && !dismissed.has(claim.id));
  const { pages, resolve } = entityPages({ claims: active, pages: input.pages, book: input.book, rules: input.rules, declined });
  const byEntity = new Map(pages.map((page) => [page.entity, page]));
  const pending = input.proposals.filter((proposal) => proposal.status === 'pending');
  const covered = new Set<Proposal>();
  const work: SectionWork[] = [];

  const targetsFor = (page: EntityPage, claims: readonly Claim[]): readonly LinkTarget[] => {
    const targets = new Map<string, LinkTarget>();
    for (const claim of claims) {
      for (const mention of [claim.subject, ...claim.mentions]) {
        const entity = resolve(mention, claim);
        const target = entity === null ? undefined : byEntity.get(entity);
        const existing = target === undefined ? input.pages.find((candidate) => entity !== null && candidate.entity === entity) : undefined;
        const path = target?.path ?? existing?.path;
        if (path !== undefined && path !== page.path) targets.set(`${mention.name}|${path}`, { name: mention.name, path });
      }
    }
    return [...targets.values()];
  };

  for (const page of withRetracted(pages, input)) {
    const waiting = pending.filter((proposal) => proposal.entity === page.entity);
    for (const heading of headingsOf(page, input, waiting)) {
      const wanted = page.claims.filter((claim) => sectionFor(input.rules, page.kind, claim.kind) === heading);
      const mine = waiting.filter((proposal) => proposal.section === heading);
      if (input.wiki.wasDeleted(page.entity, heading)) continue;
      const found = workFor(page, heading, wanted, mine, byId, input, targetsFor(page, wanted));
      if (found === 'settled') for (const proposal of mine) covered.add(proposal);
      else if (found !== null) {
        for (const proposal of mine) covered.add(proposal);
        work.push(found);
      }
    }
  }
  return { work, obsolete: pending.filter((proposal) => !covered.has(proposal)) };
}

/** Pages that hold claims which are active no more need work even when no active claim is left on them. */
function withRetracted(pages: readonly EntityPage[], input: SectionPlanInput): readonly EntityPage[] {
  const inactive = new Set(input.claims.filter((claim) => claim.status !== 'active').map((claim) => claim.id));
  const planned = new Set(pages.map((page) => page.path));
  const left = input.pages.filter((page) => !planned.has(page.path) && page.pageId !== null && page.entity !== null && page.claimIds.some((id) => inactive.has(id)));
  return [
    ...pages,
    ...left.map(
      (page): EntityPage => ({
        entity: page.entity ?? '',
        kind: page.kind === 'organization' || page.kind === 'project' || page.kind === 'topic' ? page.kind : 'person',
        title: page.title,
        path: page.path,
        page,
        aliases: page.aliases,
        identities: page.identities,
        sameName: false,
        claims: [],
      }),
    ),
  ];
}

function headingsOf(page: EntityPage, input: SectionPlanInput, waiting: readonly Proposal[]): readonly string[] {
  const ordered = input.rules.pages[page.kind].sections.map((section) => section.heading);
  const written = (page.page?.sections ?? []).filter((section) => claimReferences(section.body).length > 0 && section.heading !== 'Notes').map((section) => section.heading);
  return [...new Set([...ordered, ...written, ...waiting.map((proposal) => proposal.section)])];
}

function workFor(
  entityPage: EntityPage,
  heading: string,
  wanted: readonly Claim[],
  mine: readonly Proposal[],
  byId: ReadonlyMap<string, Claim>,
  input: SectionPlanInput,
  targets: readonly LinkTarget[],
): SectionWork | 'settled' | null {
  const { page } = entityPage;
  const before = sectionBody(page, heading);
  const onPage = new Set(page?.claimIds ?? []);
  const here = claimReferences(before);
  const gone = here.filter((id) => byId.has(id) && byId.get(id)?.status !== 'active');
  const added = wanted.filter((claim) => !onPage.has(claim.id));
  if (added.length === 0 && gone.length === 0) return null;
  const owned = input.wiki.owns(page, heading);
  // A person's section is only added to; what left the sources stays in it, for them to decide.
  if (owned && added.length === 0) return null;
  const claims = owned ? wanted : wanted.filter((claim) => here.includes(claim.id) || !onPage.has(claim.id));
  const same = mine.find((proposal) => proposal.before === before && sameIds(proposal.claimIds, expectedIds(owned, before, claims)));
  if (same !== undefined) return 'settled';
  const asList = input.rules.lists.has(heading);
  const flags: ProposalFlag[] = [];
  if (page === null) flags.push('new-page');
  if (owned) flags.push('owned');
  if (entityPage.sameName) flags.push('same-name');
  if (!owned && gone.length > 0) flags.push('removes');
  return {
    entityPage,
    heading,
    task: { title: entityPage.title, pageKind: entityPage.kind, heading, before, claims, targets },
    how: claims.length === 0 ? 'remove' : owned ? 'additions' : asList || claims.length === 1 ? 'claims' : 'model',
    asList,
    flags,
    newClaimIds: added.map((claim) => claim.id),
    replaces: mine,
  };
}

function expectedIds(owned: boolean, before: string, claims: readonly Claim[]): readonly string[] {
  return owned ? [...new Set([...claimReferences(before), ...claims.map((claim) => claim.id)])] : claims.map((claim) => claim.id);
}

function sameIds(left: readonly string[], right: readonly string[]): boolean {
  const set = new Set(left);
  return set.size === new Set(right).size && right.every((id) => set.has(id));
}
