/**
 * Which past texts may go: all are kept for a while, then fewer and fewer, as tape libraries and
 * backup programs do. What a conflict or a deletion left is never thinned, only aged.
 */
import type { Snapshot } from '#shared/model/note.ts';

export interface Thinning {
  /** Nothing older is kept; null keeps for ever. */
  readonly maximumAgeMs: number | null;
}

export type Dated = Pick<Snapshot, 'id' | 'takenMs' | 'reason'>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Up to an age, one snapshot is kept of each stretch of this length. The first row keeps all. */
const steps: readonly (readonly [untilMs: number, stretchMs: number])[] = [
  [hourMs, 0],
  [dayMs, 5 * minuteMs],
  [30 * dayMs, hourMs],
  [Infinity, dayMs],
];

/**
 * The ids to drop of one path's snapshots, given newest first. The newest always stays: it is what a
 * deleted note is restored from. Of each stretch the last text stays, which is what it ended as.
 */
export function thin(snapshots: readonly Dated[], nowMs: number, { maximumAgeMs }: Thinning): readonly string[] {
  const dropped: string[] = [];
  let keptStretch: string | null = null;
  for (const [index, { id, takenMs, reason }] of snapshots.entries()) {
    if (index === 0) {
      keptStretch = stretchOf(takenMs, nowMs);
      continue;
    }
    if (maximumAgeMs !== null && nowMs - takenMs > maximumAgeMs) {
      dropped.push(id);
      continue;
    }
    if (reason === 'conflict' || reason === 'delete') continue;
    const stretch = stretchOf(takenMs, nowMs);
    if (stretch !== null && stretch === keptStretch) dropped.push(id);
    else keptStretch = stretch;
  }
  return dropped;
}

/** Names the stretch that a time lies in; null where every text is kept. */
function stretchOf(takenMs: number, nowMs: number): string | null {
  const step = steps.find(([untilMs]) => nowMs - takenMs < untilMs);
  const stretchMs = step?.[1] ?? dayMs;
  return stretchMs === 0 ? null : `${stretchMs}:${Math.floor(takenMs / stretchMs)}`;
}
