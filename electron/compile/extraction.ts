/**
 * Extraction, the pure half: what is sent to the model for one source, and the claims that its
 * answer holds once code has checked them.
 *
 * The source travels as JSON lines, so nothing in it can end the data and begin an instruction.
 */
import { z } from 'zod';
import { claimKindSchema, entityKindSchema, type Claim, type EntityMention } from '#shared/model/claim.ts';
import { fingerprint } from './fingerprint.ts';
import { contentWords, findQuote, normaliseQuote, plainLine, sharedWords } from './plain-text.ts';
import { mentionOf, type SourceNames } from './source-names.ts';
import type { SourceBlock, SourceNote } from './source-note.ts';

/** Enough to see a thread's sense, small enough that a lost answer costs little. */
const maximumCallCharacters = 12_000;
const maximumPieceCharacters = 6_000;
const contextBlocks = 3;
const contextCharacters = 1_500;

/** A block, or a part of a long one, under the label by which the model names it. */
interface CallBlock {
  readonly label: string;
  readonly block: SourceBlock;
  readonly text: string;
}

/** What one call reads: blocks of one source, and the text that goes over the wire. */
export interface ExtractionCall {
  readonly source: SourceNote;
  readonly blocks: readonly SourceBlock[];
  readonly items: readonly CallBlock[];
  readonly message: string;
}

/** Cuts the blocks to be read into calls, in the order of the source. */
export function planCalls(source: SourceNote, changed: readonly SourceBlock[], ownerNames: readonly string[]): readonly ExtractionCall[] {
  const calls: ExtractionCall[] = [];
  let group: SourceBlock[] = [];
  let size = 0;
  const flush = (): void => {
    if (group.length > 0) calls.push(makeCall(source, group, ownerNames));
    group = [];
    size = 0;
  };
  for (const block of changed) {
    if (size > 0 && size + block.text.length > maximumCallCharacters) flush();
    group.push(block);
    size += block.text.length;
  }
  flush();
  return calls;
}

/** The same work in two smaller calls, for an answer that ran over its limit; null where it is one block. */
export function halveCall(call: ExtractionCall, ownerNames: readonly string[]): readonly [ExtractionCall, ExtractionCall] | null {
  if (call.blocks.length < 2) return null;
  const middle = Math.ceil(call.blocks.length / 2);
  return [makeCall(call.source, call.blocks.slice(0, middle), ownerNames), makeCall(call.source, call.blocks.slice(middle), ownerNames)];
}

function makeCall(source: SourceNote, blocks: readonly SourceBlock[], ownerNames: readonly string[]): ExtractionCall {
  const items: CallBlock[] = [];
  for (const block of blocks) {
    for (const text of pieces(block.text)) items.push({ label: `b${items.length + 1}`, block, text });
  }
  const lines: unknown[] = [
    {
      source: { kind: source.kind, title: source.title },
      ...(ownerNames.length > 0 ? { owner_of_these_notes: ownerNames.slice(0, 3) } : {}),
      ...(source.kind === 'note' ? { written_by: 'the owner of these notes' } : {}),
    },
    ...contextBefore(source, blocks).map((block) => ({ context: true, ...about(block), text: block.text })),
    ...items.map((item) => ({ block: item.label, ...about(item.block), text: item.text })),
  ];
  return { source, blocks, items, message: lines.map((line) => JSON.stringify(line)).join('\n') };
}

function about(block: SourceBlock): Record<string, unknown> {
  return {
    ...(block.speaker === null ? {} : { by: block.speaker }),
    ...(block.date === null ? {} : { date: block.date }),
    ...(block.speaker === null && block.headingPath.length > 0 ? { under: block.headingPath } : {}),
  };
}

/** A few blocks before the first one, so that an answer ("Yes, on Friday") can be understood. */
function contextBefore(source: SourceNote, blocks: readonly SourceBlock[]): readonly SourceBlock[] {
  const first = blocks[0];
  const at = first === undefined ? -1 : source.blocks.indexOf(first);
  const before: SourceBlock[] = [];
  let size = 0;
  for (const block of source.blocks.slice(Math.max(0, at - contextBlocks), Math.max(0, at)).toReversed()) {
    size += block.text.length;
    if (size > contextCharacters) break;
    before.unshift(block);
  }
  return before;
}

function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > maximumPieceCharacters) {
    const window = rest.slice(0, maximumPieceCharacters);
    const cut = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('. ') + 1, maximumPieceCharacters / 2);
    const at = cut > maximumPieceCharacters / 2 ? cut : window.lastIndexOf(' ') > 0 ? window.lastIndexOf(' ') : maximumPieceCharacters;
    found.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  found.push(rest);
  return found;
}

const namedSchema = z.object({ kind: entityKindSchema.catch('topic'), name: z.string() });

/** The answer. What can be missing without harm has a value to fall back to; text and quote cannot. */
export const extractionAnswerSchema = z.object({
  claims: z.array(
    z.object({
      block: z.string().catch(''),
      kind: claimKindSchema.catch('fact'),
      subject: namedSchema,
      predicate: z.string().catch(''),
      text: z.string(),
      quote: z.string(),
      mentions: z.array(namedSchema).catch([]),
      valid_from: z.string().nullable().catch(null),
      valid_until: z.string().nullable().catch(null),
      confidence: z.number().catch(0.5),
    }),
  ),
});
export type ExtractionAnswer = z.infer<typeof extractionAnswerSchema>;

/** Why a claim was not kept. */
export type DropReason = 'empty' | 'no-subject' | 'quote-not-found' | 'quote-says-nothing';

export interface Extracted {
  readonly claims: readonly Claim[];
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

export interface ExtractionContext {
  readonly names: SourceNames;
  readonly run: string;
  readonly model: string;
  readonly at: string;
}

/** The claims of an answer that stand on a quote of the source; the others are counted by reason. */
export function readClaims(call: ExtractionCall, answer: ExtractionAnswer, context: ExtractionContext): Extracted {
  const claims = new Map<string, Claim>();
  const dropped: Partial<Record<DropReason, number>> = {};
  for (const raw of answer.claims) {
    const outcome = readClaim(call, raw, context);
    if (typeof outcome === 'string') dropped[outcome] = (dropped[outcome] ?? 0) + 1;
    else if (!claims.has(outcome.id)) claims.set(outcome.id, outcome);
  }
  return { claims: [...claims.values()], dropped };
}

function readClaim(call: ExtractionCall, given: ExtractionAnswer['claims'][number], context: ExtractionContext): Claim | DropReason {
  const text = plainLine(given.text, 400);
  const subjectName = plainLine(given.subject.name, 120);
  if (text === '' || !/\p{L}/u.test(text)) return 'empty';
  if (!isName(subjectName)) return 'no-subject';
  const found = locate(call, given.block, given.quote);
  if (found === null) return 'quote-not-found';
  const { block, quote } = found;
  if (sharedWords(contentWords(text), contentWords(quote)) === 0) return 'quote-says-nothing';
  const predicate = plainLine(given.predicate, 60).toLowerCase();
  const subject = mentionOf({ kind: given.subject.kind, name: subjectName }, block, context.names);
  return {
    // The same words said twice are two claims only where two messages say them.
    id: `c-${fingerprint(call.source.id, block.anchor.kind === 'block' ? block.anchor.id : '', normaliseQuote(quote), subject.name.toLowerCase(), predicate)}`,
    kind: given.kind,
    subject,
    predicate,
    text,
    quote,
    mentions: readMentions(given.mentions, block, subject, context.names),
    source: {
      id: call.source.id,
      path: call.source.path,
      kind: call.source.kind,
      title: plainLine(call.source.title, 200),
      anchor: block.anchor,
      speaker: block.speaker,
      date: block.date,
      blockHash: block.hash,
      occurrence: block.occurrence,
      before: block.before,
      after: block.after,
    },
    validFrom: isoOrNull(given.valid_from),
    validUntil: isoOrNull(given.valid_until),
    confidence: Math.min(1, Math.max(0, given.confidence)),
    status: 'active',
    run: context.run,
    model: context.model,
    at: context.at,
  };
}

/** Whether it can be what somebody or something is called: a sentence is no name. */
function isName(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && name.length <= 80 && name.split(' ').length <= 8;
}

/** Longer passages prove less and fill the page. */
const maximumQuoteCharacters = 600;

/** The block in which the quote stands: the one that the model named, else the only one that has it. */
function locate(call: ExtractionCall, label: string, quote: string): { readonly block: SourceBlock; readonly quote: string } | null {
  if (quote.length > maximumQuoteCharacters) return null;
  const bare = quote.trim().replace(/^["“„«'‘](.*)["”“»'’]$/su, '$1');
  const named = call.items.filter((item) => item.label === label);
  const others = call.items.filter((item) => item.label !== label);
  for (const group of [named, others]) {
    const hits = group.flatMap((item) => {
      const stands = findQuote(quote, item.block.text) ?? findQuote(bare, item.block.text);
      return stands === null ? [] : [{ block: item.block, quote: stands }];
    });
    const blocks = new Set(hits.map((hit) => hit.block));
    if (hits[0] !== undefined && blocks.size === 1) return hits[0];
  }
  return null;
}

function readMentions(given: readonly z.infer<typeof namedSchema>[], block: SourceBlock, subject: EntityMention, names: SourceNames): readonly EntityMention[] {
  const mentions = new Map<string, EntityMention>();
  for (const named of given.slice(0, 20)) {
    const name = plainLine(named.name, 120);
    if (!isName(name) || name === subject.name) continue;
    mentions.set(`${named.kind}:${name}`, mentionOf({ kind: named.kind, name }, block, names));
  }
  return [...mentions.values()];
}

function isoOrNull(value: string | null): string | null {
  return value !== null && /^\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+Z?)?)?)?$/u.test(value) ? value : null;
}
