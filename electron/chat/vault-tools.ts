/** The tools that a model may use while it answers: read-only, and every result is numbered data. */
import { z } from 'zod';
import type { ChatStep, SuppliedPassage } from '#shared/model/chat.ts';
import { parseVaultPath } from '#shared/model/note-path.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import type { ToolCall, ToolSpec } from '../llm/provider.ts';
import { packWithin, wrapPassages } from './passage-prompt.ts';
import type { RetrievedNote, Retriever } from './retriever.ts';
import type { SuppliedPassages, UnnumberedPassage } from './supplied-passages.ts';

const searchInput = z.object({ query: z.string().min(1).max(500) });
const readInput = z.object({ path: z.string().min(1).max(4096) });
const toolPassageLimit = 8;

export const vaultTools: readonly ToolSpec[] = [
  {
    name: 'search_vault',
    description:
      'Searches the notes by words and returns the best passages, numbered. Use the names and words that the notes would use.',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string', description: 'Words to look for' } },
      required: ['query'],
      additionalProperties: false,
    },
  },
  {
    name: 'read_note',
    description: 'Returns a whole note as numbered passages, by the path that a passage names.',
    inputSchema: {
      type: 'object',
      properties: { path: { type: 'string', description: 'The path of the note' } },
      required: ['path'],
      additionalProperties: false,
    },
  },
];

export interface ToolOutcome {
  readonly text: string;
  readonly isError: boolean;
  readonly step: ChatStep | null;
  readonly passages: readonly SuppliedPassage[];
}

/** A note cut into passages, as search cuts it. */
export function passagesOf(note: RetrievedNote): readonly UnnumberedPassage[] {
  return scanNote(note.text).passages.map((passage) => ({
    path: note.path,
    title: note.title,
    text: passage.text,
    start: passage.start,
    end: passage.end,
    headingPath: passage.headingPath,
    blockId: null,
    date: null,
  }));
}

function refuse(text: string): ToolOutcome {
  return { text, isError: true, step: null, passages: [] };
}

/** Numbers what fits into the budget; what does not fit gets no number. */
export function supply(
  found: readonly UnnumberedPassage[],
  supplied: SuppliedPassages,
  budgetTokens: number,
  estimate: (text: string) => number,
): readonly SuppliedPassage[] {
  const sized = found.map((passage) => ({ passage, tokens: estimate(passage.text) }));
  return packWithin(sized, budgetTokens).map(({ passage }) => supplied.add(passage));
}

function report(kind: ChatStep['kind'], subject: string, found: number, passages: readonly SuppliedPassage[]): ToolOutcome {
  const tokens = passages.reduce((sum, passage) => sum + passage.tokens, 0);
  const rest = found > passages.length ? `\n${found - passages.length} more did not fit.` : '';
  const text = passages.length > 0 ? wrapPassages(passages) + rest : found > 0 ? 'There is no room for more.' : 'Nothing was found.';
  return { text, isError: false, step: { kind, subject, found, tokens }, passages };
}

export interface ToolDeps {
  readonly retriever: Retriever;
  readonly supplied: SuppliedPassages;
  readonly estimate: (text: string) => number;
}

/** Runs one call of a model. Whatever it asks for, nothing but reading happens. */
export async function runVaultTool(call: ToolCall, budgetTokens: number, deps: ToolDeps): Promise<ToolOutcome> {
  const { retriever, supplied, estimate } = deps;
  if (call.name === 'search_vault') {
    const input = searchInput.safeParse(call.input);
    if (!input.success) return refuse('search_vault needs {"query": "words"}.');
    const found = await retriever.search(input.data.query, toolPassageLimit);
    return report('search', input.data.query, found.length, supply(found, supplied, budgetTokens, estimate));
  }
  if (call.name === 'read_note') {
    const input = readInput.safeParse(call.input);
    const path = input.success ? parseVaultPath(input.data.path) : null;
    if (!path) return refuse('read_note needs {"path": "a path inside the vault"}.');
    const note = await retriever.readNote(path);
    if (!note) return refuse('There is no such note.');
    const found = passagesOf(note);
    return report('read', path, found.length, supply(found, supplied, budgetTokens, estimate));
  }
  return refuse('There is no such tool.');
}
