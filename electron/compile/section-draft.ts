/**
 * Writing one section, the pure half: what the model is asked, what of its answer is believed,
 * and the Markdown that code makes of it.
 *
 * The model gives sentences and the claims that they stand on. Code drops a sentence without a
 * supplied claim, one with a number or date that its claims do not hold, and one that says other
 * things than they do; it puts the claims that were left out in by their own words; it alone
 * writes footnotes and links.
 */
import { z } from 'zod';
import type { Claim } from '#shared/model/claim.ts';
import { formatWikilink } from '#shared/markdown/wikilink.ts';
import { contentWords, escapeStart, escapeWords, plainLine, sharedWords } from './plain-text.ts';
import { claimReferences } from './wiki-page.ts';

/** A name in the text that may become a link to a page. */
export interface LinkTarget {
  readonly name: string;
  readonly path: string;
}

export interface SectionTask {
  readonly title: string;
  readonly pageKind: string;
  readonly heading: string;
  /** The section as it is, '' for a new one. */
  readonly before: string;
  /** Oldest first. */
  readonly claims: readonly Claim[];
  readonly targets: readonly LinkTarget[];
}

export const sectionAnswerSchema = z.object({
  paragraphs: z.array(z.object({ sentences: z.array(z.object({ text: z.string(), claims: z.array(z.string()) })) })),
});
export type SectionAnswer = z.infer<typeof sectionAnswerSchema>;

interface Sentence {
  readonly text: string;
  readonly claimIds: readonly string[];
}

/** What the model gets: everything that is not ours is inside JSON strings. */
export function sectionMessage(task: SectionTask): string {
  return JSON.stringify({
    page: task.title,
    kind: task.pageKind,
    section: task.heading,
    section_now: task.before,
    claims: task.claims.map((claim) => ({
      id: claim.id,
      text: claim.text,
      said: claim.source.date,
      by: claim.source.speaker,
      valid_from: claim.validFrom,
      valid_until: claim.validUntil,
      quote: claim.quote,
    })),
  });
}

/** The section's Markdown from the model's answer, held against its claims. */
export function sectionFromAnswer(task: SectionTask, answer: SectionAnswer): string {
  const byId = new Map(task.claims.map((claim) => [claim.id, claim]));
  const used = new Set<string>();
  const paragraphs: Sentence[][] = [];
  for (const paragraph of answer.paragraphs.slice(0, 50)) {
    const sentences: Sentence[] = [];
    for (const given of paragraph.sentences.slice(0, 100)) {
      const text = plainLine(given.text, 600);
      const claims = [...new Set(given.claims)].flatMap((id) => byId.get(id) ?? []);
      if (text === '' || claims.length === 0 || !isCarried(text, claims)) continue;
      for (const claim of claims) used.add(claim.id);
      sentences.push({ text, claimIds: claims.map((claim) => claim.id) });
    }
    if (sentences.length > 0) paragraphs.push(sentences);
  }
  const forgotten = task.claims.filter((claim) => !used.has(claim.id)).map(ownSentence);
  if (forgotten.length > 0) paragraphs.push(forgotten);
  const linker = createLinker(task.targets);
  return paragraphs.map((sentences) => escapeStart(sentences.map((sentence) => write(sentence, linker)).join(' '))).join('\n\n');
}

/** A section that needs no model: the claims in their own words, as a list or as one paragraph. */
export function sectionFromClaims(task: SectionTask, asList: boolean): string {
  const linker = createLinker(task.targets);
  if (!asList) return escapeStart(task.claims.map((claim) => write(ownSentence(claim), linker)).join(' '));
  return task.claims.map((claim) => listItem(claim, linker)).join('\n');
}

/** A section that a person edited, with new claims put behind their words; theirs stay as they are. */
export function sectionWithAdditions(task: SectionTask, asList: boolean): string {
  const present = new Set(claimReferences(task.before));
  const added = task.claims.filter((claim) => !present.has(claim.id));
  if (added.length === 0) return task.before;
  const text = sectionFromClaims({ ...task, claims: added }, asList);
  const joined = asList && /^[-*+] [^\n]*$/u.test(task.before.split('\n').pop() ?? '') ? '\n' : '\n\n';
  return task.before === '' ? text : `${task.before}${joined}${text}`;
}

function ownSentence(claim: Claim): Sentence {
  return { text: claim.text, claimIds: [claim.id] };
}

function listItem(claim: Claim, linker: Linker): string {
  const day = (claim.validFrom ?? claim.source.date ?? '').slice(0, 10);
  const sentence = write(ownSentence(claim), linker);
  const dated = day !== '' && !claim.text.includes(day.slice(0, 4));
  return `- ${dated ? `${day}: ${sentence}` : escapeStart(sentence)}`;
}

function write(sentence: Sentence, linker: Linker): string {
  const ended = /[.!?。！？…]["')\]”’]*$/u.test(sentence.text) ? sentence.text : `${sentence.text}.`;
  return `${linker(ended)}${sentence.claimIds.map((id) => `[^${id}]`).join('')}`;
}

/** Whether the claims say what the sentence says: most of its words, and every number. */
function isCarried(text: string, claims: readonly Claim[]): boolean {
  const ground = claims
    .map((claim) => `${claim.text} ${claim.quote} ${claim.subject.name} ${claim.source.speaker ?? ''} ${(claim.source.date ?? '').slice(0, 10)} ${claim.validFrom ?? ''} ${claim.validUntil ?? ''}`)
    .join(' ');
  const numbers = new Set(ground.match(/\d+/gu) ?? []);
  if ((text.match(/\d+/gu) ?? []).some((number) => !numbers.has(number) && !numbers.has(number.padStart(2, '0')))) return false;
  const words = contentWords(text);
  return words.size === 0 || sharedWords(words, contentWords(ground)) / words.size >= 0.6;
}

type Linker = (text: string) => string;

const LINKABLE = /^[\p{L}\p{N}][\p{L}\p{N} .,&'’()+-]*$/u;

/** Links the first mention of each page in the section; everything else is escaped as plain words. */
function createLinker(targets: readonly LinkTarget[]): Linker {
  const open = targets.filter((target) => LINKABLE.test(target.name) && target.name.length > 1).toSorted((left, right) => right.name.length - left.name.length || (left.name < right.name ? -1 : 1));
  const linked = new Set<string>();
  return (text) => {
    let rest = text;
    let out = '';
    for (;;) {
      const hit = firstHit(rest, open.filter((target) => !linked.has(target.path)));
      if (hit === null) return out + escapeWords(rest);
      linked.add(hit.target.path);
      out += escapeWords(rest.slice(0, hit.at));
      out += formatWikilink({ target: hit.target.path.replace(/\.md$/u, ''), alias: hit.target.name });
      rest = rest.slice(hit.at + hit.target.name.length);
    }
  };
}

function firstHit(text: string, targets: readonly LinkTarget[]): { readonly target: LinkTarget; readonly at: number } | null {
  let best: { readonly target: LinkTarget; readonly at: number } | null = null;
  for (const target of targets) {
    for (let at = text.indexOf(target.name); at !== -1; at = text.indexOf(target.name, at + 1)) {
      const before = text.charAt(at - 1);
      const after = text.charAt(at + target.name.length);
      if (/[\p{L}\p{N}]/u.test(before) || /[\p{L}\p{N}]/u.test(after)) continue;
      if (best === null || at < best.at) best = { target, at };
      break;
    }
  }
  return best;
}

const WIKI_LINK = /\[\[(wiki\/[^[\]|#]+)(?:\|([^[\]|]*))?\]\]/gu;

/** Turns links to pages of the wiki that will not be there into their words. */
export function unlinkMissing(text: string, exists: (path: string) => boolean): string {
  return text.replace(WIKI_LINK, (link, target: string, alias?: string) => (exists(`${target}.md`) ? link : escapeWords(alias ?? target)));
}
