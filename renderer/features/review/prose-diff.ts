/** What changes in a section, word by word, as blocks that can be read from top to bottom. */
import { diffArrays } from 'diff';
import { proseTokens, type ProseToken } from './prose-tokens.ts';

export type ProseChange = 'same' | 'added' | 'removed';
type InlineToken = Exclude<ProseToken, { readonly kind: 'break' }>;

export interface ProseRun {
  readonly change: ProseChange;
  readonly tokens: readonly InlineToken[];
}

export interface ProseBlock {
  readonly item: boolean;
  readonly runs: readonly ProseRun[];
}

/** The section with its removals and additions in place. */
export function proseDiff(before: string, after: string): readonly ProseBlock[] {
  const blocks: { item: boolean; runs: { change: ProseChange; tokens: InlineToken[] }[] }[] = [];
  const parts = diffArrays([...proseTokens(before)], [...proseTokens(after)], { comparator: isSame });
  for (const part of parts) {
    const change: ProseChange = part.added ? 'added' : part.removed ? 'removed' : 'same';
    for (const token of part.value) {
      if (token.kind === 'break') {
        blocks.push({ item: token.item, runs: [] });
        continue;
      }
      let block = blocks[blocks.length - 1];
      if (block === undefined) blocks.push((block = { item: false, runs: [] }));
      const run = block.runs[block.runs.length - 1];
      if (run?.change === change) run.tokens.push(token);
      else block.runs.push({ change, tokens: [token] });
    }
  }
  return blocks.filter((block) => block.runs.some((run) => run.tokens.some((token) => token.kind !== 'text' || token.text.trim() !== '')));
}

function isSame(left: ProseToken, right: ProseToken): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The number under which each claim's footnote is shown, in the order of the text. */
export function markNumbers(after: string, before: string): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const token of [...proseTokens(after), ...proseTokens(before)]) {
    if (token.kind === 'mark' && !numbers.has(token.claimId)) numbers.set(token.claimId, numbers.size + 1);
  }
  return numbers;
}
