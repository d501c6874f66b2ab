/** The pages of `wiki/` as they are on disk now, and what people did to them since they were written. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { CompileVault } from './compile-deps.ts';
import { blockHash } from './fingerprint.ts';
import { compiledId, type CompiledRecord } from './ledger.ts';
import { readPage, type WikiPage } from './wiki-page.ts';

export const indexPath = vaultPathSchema.parse('wiki/index.md');
export const logPath = vaultPathSchema.parse('wiki/log.md');

export async function readWiki(vault: CompileVault, signal?: AbortSignal): Promise<readonly WikiPage[]> {
  const pages: WikiPage[] = [];
  for (const path of await vault.listNotes('wiki')) {
    signal?.throwIfAborted();
    if (path === indexPath || path === logPath) continue;
    const file = await vault.read(path);
    if (file !== null) pages.push(readPage(path, file.text));
  }
  return pages;
}

export interface WikiState {
  readonly byPageId: ReadonlyMap<string, WikiPage>;
  /** Claims whose sentence a person took out of a page. */
  readonly removedClaims: ReadonlySet<string>;
  /** Records of pages and sections that were live and are gone: decisions of a person. */
  readonly deleted: readonly CompiledRecord[];
  /** Whether a person edited this section, or wrote it to begin with. */
  owns(page: WikiPage | null, section: string): boolean;
  /** Whether this section, or the whole page of this entity, was deleted by a person. */
  wasDeleted(entity: string, section: string): boolean;
}

/** Compares the records of what was written with what stands on disk. */
export function wikiState(pages: readonly WikiPage[], compiled: readonly CompiledRecord[]): WikiState {
  const byPageId = new Map(pages.flatMap((page) => (page.pageId === null ? [] : [[page.pageId, page] as const])));
  const removedClaims = new Set<string>();
  const deleted: CompiledRecord[] = [];
  const gone = new Set<string>();
  const recordOf = new Map(compiled.map((record) => [record.id, record]));
  for (const record of compiled) {
    if (record.state === 'deleted') {
      gone.add(`${record.entity}#${record.section}`);
      continue;
    }
    if (record.state !== 'live') continue;
    const page = byPageId.get(record.pageId);
    const present = new Set(page?.claimIds ?? []);
    if (page === undefined || !page.sections.some((section) => section.heading === record.section)) {
      deleted.push(record);
      gone.add(`${record.entity}#${record.section}`);
    }
    if (page !== undefined) {
      for (const id of record.claimIds) if (!present.has(id)) removedClaims.add(id);
    }
  }
  // A page that a person deleted takes all its sections, also those it never had.
  const live = new Set(pages.flatMap((page) => (page.entity === null ? [] : [page.entity])));
  const deletedEntities = new Set([...deleted, ...compiled.filter((record) => record.state === 'deleted')].filter((record) => !byPageId.has(record.pageId)).map((record) => record.entity));
  return {
    byPageId,
    removedClaims,
    deleted,
    owns(page, section) {
      const body = page?.sections.find((candidate) => candidate.heading === section)?.body;
      if (page === null || body === undefined || body === '') return false;
      const record = page.pageId === null ? undefined : recordOf.get(compiledId(page.pageId, section));
      return record === undefined || record.state !== 'live' || record.hash !== blockHash(body);
    },
    wasDeleted: (entity, section) => gone.has(`${entity}#${section}`) || (deletedEntities.has(entity) && !live.has(entity)),
  };
}

export function sectionBody(page: WikiPage | null, heading: string): string {
  return page?.sections.find((section) => section.heading === heading)?.body ?? '';
}

export function findPage(pages: readonly WikiPage[], pageId: string, path: VaultPath): WikiPage | null {
  return pages.find((page) => page.pageId === pageId) ?? pages.find((page) => page.path === path) ?? null;
}
