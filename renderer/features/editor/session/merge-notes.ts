/** The three-way merge as a session wants it: where sides collide, a text that holds both. */
import { merge } from '#shared/markdown/merge.ts';
import type { MergeResult } from './session-contract.ts';

export function mergeNotes(base: string, mine: string, theirs: string): MergeResult {
  const merged = merge({ base, mine, theirs });
  if (merged.kind === 'merged') return { clean: true, text: merged.text };
  let text = '';
  let at = 0;
  for (const region of merged.regions) {
    const gap = region.theirs === '' || region.theirs.endsWith('\n') || region.mine === '' ? '' : '\n';
    text += merged.text.slice(at, region.start) + region.theirs + gap + merged.text.slice(region.start, region.end);
    at = region.end;
  }
  return { clean: false, text: text + merged.text.slice(at) };
}
