/** Accepting, the pure half: the pages as they would be written, and the records that follow. */
import type { Claim } from '#shared/model/claim.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Decision, Proposal } from '#shared/model/proposal.ts';
import { stringList, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import { formatWikilink } from '#shared/markdown/wikilink.ts';
import { blockHash } from './fingerprint.ts';
import { compiledId, type CompiledRecord, type PageWrite } from './ledger.ts';
import type { SchemaRules } from './schema-rules.ts';
import { unlinkMissing } from './section-draft.ts';
import { wikiIndex, wikiLog } from './wiki-index.ts';
import { changePage, claimReferences, readPage, sourceTarget, type WikiPage } from './wiki-page.ts';
import { findPage, indexPath, logPath, sectionBody } from './wiki-pages.ts';

export interface AcceptInput {
  readonly proposals: readonly Proposal[];
  /** Proposals accepted earlier, the newest of each section. */
  readonly accepted: readonly Proposal[];
  /** The person's own text for the single proposal, or null. */
  readonly edited: string | null;
  readonly pages: readonly WikiPage[];
  /** Text of every page that may be written, by path; null where there is none. */
  readonly texts: ReadonlyMap<string, string | null>;
  readonly claim: (id: string) => Claim | null;
  readonly rules: SchemaRules;
  readonly compiled: (id: string) => CompiledRecord | null;
  readonly run: string;
  readonly at: string;
  readonly day: string;
  readonly time: string;
  readonly newId: () => string;
}

export interface AcceptPlan {
  readonly writes: readonly PageWrite[];
  readonly proposals: readonly Proposal[];
  readonly decisions: readonly Decision[];
  readonly blocks: readonly CompiledRecord[];
  readonly compiledBefore: readonly CompiledRecord[];
}

/** One page of the run: the sections that change, and what stood there. */
interface PageWork {
  readonly page: WikiPage | null;
  readonly before: string | null;
  readonly about: Proposal;
  readonly sections: SectionWork[];
}

interface SectionWork {
  readonly proposal: Proposal;
  readonly body: string;
  /** The compiler's own words for it: where `body` has others, they are a person's. */
  readonly own: string;
}

/** Null where a section is not what its proposal was made for any more. */
export function planAccept(input: AcceptInput): AcceptPlan | null {
  const { pages, proposals } = input;
  const byPage = Map.groupBy(proposals, (proposal) => findPage(pages, proposal.pageId, proposal.path)?.path ?? proposal.path);
  const paths = new Set<string>([...pages.map((page) => page.path), ...byPage.keys()]);
  const linked = (text: string): string => unlinkMissing(text, (target) => paths.has(target));
  const work = new Map<VaultPath, PageWork>();
  for (const [path, group] of byPage) {
    const about = group[0];
    const page = findPage(pages, about?.pageId ?? '', path);
    const before = input.texts.get(path) ?? null;
    if (about === undefined || group.some((proposal) => isStale(proposal, page)) || (page === null && before !== null)) return null;
    const sections = group.map((proposal) => {
      const own = linked(proposal.after);
      return { proposal, body: (input.edited ?? own).replace(/\r\n/gu, '\n').trim(), own };
    });
    work.set(path, { page, before, about, sections });
  }
  const accepted = [...work.keys()];
  addLinksToNewPages(work, linked, input);
  const writes: PageWrite[] = [];
  const blocks: CompiledRecord[] = [];
  const compiledBefore: CompiledRecord[] = [];
  const changed = new Map<VaultPath, WikiPage>();
  for (const [path, { page, before, about, sections }] of work) {
    const after = writePage(before ?? '', page, about, sections, input);
    writes.push({ path, before, after });
    changed.set(path, readPage(path, after));
    for (const section of sections) {
      const record = compiledRecord(section, path, input);
      const known = input.compiled(record.id);
      if (known !== null) compiledBefore.push(known);
      blocks.push(record);
    }
  }
  const after = [...pages.filter((page) => !changed.has(page.path)), ...changed.values()];
  const named = accepted.flatMap((path) => changed.get(path) ?? []);
  return {
    writes: [...writes, ...bookkeeping(input, after, named, 'compile', sourceCount(input))],
    proposals: proposals.map((proposal) => ({ ...proposal, status: 'accepted', at: input.at })),
    decisions: proposals.map((proposal) => decisionOn(proposal, input)),
    blocks,
    compiledBefore,
  };
}

/**
 * Sections accepted before a page was there name it in plain words: now that it is made, they get
 * the link with which they were accepted. Only the compiler's own words change, never a person's.
 */
function addLinksToNewPages(work: Map<VaultPath, PageWork>, linked: (text: string) => string, input: AcceptInput): void {
  const made = [...work].filter(([, { page }]) => page === null).map(([path]) => path);
  for (const proposal of input.accepted) {
    if (!made.some((path) => linksTo(proposal, path))) continue;
    const page = findPage(input.pages, proposal.pageId, proposal.path);
    const record = input.compiled(compiledId(proposal.pageId, proposal.section));
    const before = page === null ? null : (input.texts.get(page.path) ?? null);
    const body = sectionBody(page, proposal.section);
    const own = linked(proposal.after);
    if (page === null || before === null || record?.state !== 'live' || record.hash !== blockHash(body) || body === own) continue;
    const sections = work.get(page.path)?.sections;
    if (sections?.some((section) => section.proposal.section === proposal.section) === true) continue;
    if (sections === undefined) work.set(page.path, { page, before, about: proposal, sections: [{ proposal, body: own, own }] });
    else sections.push({ proposal, body: own, own });
  }
}

/** Whether the text of a proposal was written with a link to this page. */
export function linksTo(proposal: Proposal, path: VaultPath): boolean {
  return proposal.after.includes(`[[${path.replace(/\.md$/iu, '')}`);
}

function compiledRecord({ proposal, body, own }: SectionWork, path: VaultPath, input: AcceptInput): CompiledRecord {
  return {
    kind: 'compiled',
    id: compiledId(proposal.pageId, proposal.section),
    at: input.at,
    pageId: proposal.pageId,
    path,
    entity: proposal.entity,
    section: proposal.section,
    hash: blockHash(own),
    claimIds: proposal.claimIds,
    run: input.run,
    state: body === '' ? 'removed' : 'live',
  };
}

/** Index and log as they follow from the pages; nothing where they would be the same. */
export function bookkeeping(
  input: Pick<AcceptInput, 'texts' | 'day' | 'time'>,
  pages: readonly WikiPage[],
  changed: readonly WikiPage[],
  action: string,
  sources: number,
): readonly PageWrite[] {
  const indexBefore = input.texts.get(indexPath) ?? null;
  const logBefore = input.texts.get(logPath) ?? null;
  const indexAfter = wikiIndex(indexBefore ?? '', pages);
  const logAfter = wikiLog(logBefore ?? '', { day: input.day, time: input.time, action, sources, pages: changed });
  return [
    ...(indexAfter === indexBefore ? [] : [{ path: indexPath, before: indexBefore, after: indexAfter }]),
    { path: logPath, before: logBefore, after: logAfter },
  ];
}

export function isStale(proposal: Proposal, page: WikiPage | null): boolean {
  return sectionBody(page, proposal.section) !== proposal.before;
}

function writePage(text: string, page: WikiPage | null, first: Proposal, sections: readonly SectionWork[], input: AcceptInput): string {
  const change = {
    sections: sections.map(({ proposal, body }) => ({ heading: proposal.section, body })),
    order: input.rules.pages[first.pageKind].sections.map((section) => section.heading),
    claim: input.claim,
  };
  const drafted = changePage(text, { ...change, properties: {} });
  const properties: Record<string, PropertyValue> = page === null ? newProperties(first, input.day) : { updated: input.day };
  const sources = new Set<string>();
  for (const id of claimReferences(drafted)) {
    const claim = input.claim(id);
    if (claim !== null) sources.add(formatWikilink({ target: sourceTarget(claim.source.path) }));
  }
  if (page !== null) for (const known of knownSources(text)) if (drafted.includes(known.slice(2, -2))) sources.add(known);
  properties['sources'] = [...sources].toSorted();
  properties['verso'] = { page: first.pageId, entity: first.entity, run: input.run };
  return changePage(text, { ...change, properties });
}

function newProperties(proposal: Proposal, day: string): Record<string, PropertyValue> {
  const emails = proposal.identities.filter((identity) => identity.startsWith('mail:')).map((identity) => identity.slice('mail:'.length));
  const slack = proposal.identities.filter((identity) => identity.startsWith('slack:')).map((identity) => identity.slice('slack:'.length));
  return {
    type: proposal.pageKind,
    ...(proposal.aliases.length > 0 ? { aliases: [...proposal.aliases] } : {}),
    ...(emails.length > 0 ? { emails } : {}),
    ...(slack.length > 0 ? { slack } : {}),
    created: day,
    updated: day,
  };
}

/** Sources that the page lists already and whose claims are not known on this device. */
function knownSources(text: string): readonly string[] {
  return stringList(scanNote(text).frontmatter?.properties['sources']).filter((source) => /^\[\[[^\]]+\]\]$/u.test(source));
}

function sourceCount(input: AcceptInput): number {
  return new Set(input.proposals.flatMap((proposal) => proposal.newClaimIds).flatMap((id) => input.claim(id)?.source.id ?? [])).size;
}

export function decisionOn(
  proposal: Proposal,
  input: Pick<AcceptInput, 'claim' | 'at' | 'newId'> & { readonly edited: string | null; readonly run: string | null },
): Decision {
  const kinds = [...new Set(proposal.claimIds.flatMap((id) => input.claim(id)?.source.kind ?? []))].toSorted();
  const action = proposal.after === '' ? 'remove-section' : proposal.before === '' ? 'create-section' : 'update-section';
  return {
    id: `d-${input.newId()}`,
    at: input.at,
    proposalId: proposal.id,
    state: 'taken',
    decision: input.edited === null ? 'accept' : 'edit',
    reason: null,
    note: '',
    action,
    sourceKinds: kinds,
    pageKind: proposal.pageKind,
    entity: proposal.entity,
    signature: [action, proposal.pageKind, proposal.section, ...kinds].join('|'),
    before: proposal.before,
    after: proposal.after,
    edited: input.edited,
    claimIds: proposal.newClaimIds,
    applyRun: input.run,
  };
}
