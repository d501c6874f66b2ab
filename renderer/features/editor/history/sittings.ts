/** A note's snapshots as a person remembers them: one for each sitting, not one for each save. */
import type { Snapshot } from '#shared/model/note.ts';

export interface Sitting {
  /** What the sitting ended as. */
  readonly last: Snapshot;
  /** The text before it, or null where nothing older is kept. */
  readonly before: Snapshot | null;
  readonly saves: number;
}

const pauseMs = 5 * 60_000;

/**
 * `snapshots` newest first. Saves of the same kind with pauses shorter than five minutes are one
 * sitting; what it began from, and what a conflict, a deletion or another program left, stands alone.
 */
export function groupSittings(snapshots: readonly Snapshot[]): readonly Sitting[] {
  const groups: Snapshot[][] = [];
  for (const snapshot of snapshots) {
    const group = groups.at(-1);
    const newer = group?.at(-1);
    if (group !== undefined && newer !== undefined && isOwn(snapshot) && isOwn(newer) && newer.takenMs - snapshot.takenMs < pauseMs) group.push(snapshot);
    else groups.push([snapshot]);
  }
  return groups.flatMap((group, index) => {
    const [last] = group;
    return last === undefined ? [] : [{ last, before: groups[index + 1]?.[0] ?? null, saves: group.length }];
  });
}

/** What stood before the first save is no save: it is what a sitting began from. */
function isOwn({ reason }: Snapshot): boolean {
  return reason === 'write';
}
