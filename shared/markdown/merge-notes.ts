/** The three-way merge for a note that must stay one text: where sides collide, it holds both, theirs first. */
import { merge } from './merge.ts';

export interface MergedNote {
  /** False: somewhere both sides changed the same lines, and both stand there. */
  readonly clean: boolean;
  readonly text: string;
}

export function mergeNotes(base: string, mine: string, theirs: string): MergedNote {
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
