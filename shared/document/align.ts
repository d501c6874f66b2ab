/** Aligns two lists: what stayed, and between it the stretches that changed. */

/** `[a0, a1)` of the old list became `[b0, b1)` of the new one; at least one is not empty. */
export interface Region {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/** Beyond this many comparisons only keys that occur once on both sides are matched. */
const MAX_CELLS = 1_000_000;

/**
 * The changed regions between two lists of keys, in order.
 * @param weight how much it is worth to keep an entry of `a` where not all can stay; 1 where absent
 */
export function changedRegions(a: readonly (string | number)[], b: readonly (string | number)[], weight: (index: number) => number = () => 1): Region[] {
  const regions: Region[] = [];
  collect(a, b, 0, a.length, 0, b.length, weight, regions);
  return regions;
}

function collect(a: readonly (string | number)[], b: readonly (string | number)[], a0: number, a1: number, b0: number, b1: number, weight: (index: number) => number, into: Region[]): void {
  let startA = a0;
  let startB = b0;
  let endA = a1;
  let endB = b1;
  while (startA < endA && startB < endB && a[startA] === b[startB]) {
    startA += 1;
    startB += 1;
  }
  while (endA > startA && endB > startB && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (startA === endA && startB === endB) return;
  if (startA === endA || startB === endB) {
    into.push({ a0: startA, a1: endA, b0: startB, b1: endB });
    return;
  }
  const matches =
    (endA - startA) * (endB - startB) <= MAX_CELLS ? longestCommon(a, b, startA, endA, startB, endB, weight) : uniqueMatches(a, b, startA, endA, startB, endB);
  let fromA = startA;
  let fromB = startB;
  for (const [atA, atB] of matches) {
    if (atA > fromA || atB > fromB) into.push({ a0: fromA, a1: atA, b0: fromB, b1: atB });
    fromA = atA + 1;
    fromB = atB + 1;
  }
  if (fromA < endA || fromB < endB) into.push({ a0: fromA, a1: endA, b0: fromB, b1: endB });
}

function longestCommon(a: readonly (string | number)[], b: readonly (string | number)[], a0: number, a1: number, b0: number, b1: number, weight: (index: number) => number): [number, number][] {
  const rows = a1 - a0;
  const columns = b1 - b0;
  const width = columns + 1;
  const table = new Uint32Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row -= 1) {
    const worth = weight(a0 + row);
    for (let column = columns - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      table[at] =
        a[a0 + row] === b[b0 + column] ? (table[at + width + 1] ?? 0) + worth : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  }
  const matches: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    const at = row * width + column;
    if (a[a0 + row] === b[b0 + column]) {
      matches.push([a0 + row, b0 + column]);
      row += 1;
      column += 1;
    } else if ((table[at + width] ?? 0) >= (table[at + 1] ?? 0)) {
      row += 1;
    } else {
      column += 1;
    }
  }
  return matches;
}

/** Keys that occur once on both sides, kept where they are in the same order (patience diff). */
function uniqueMatches(a: readonly (string | number)[], b: readonly (string | number)[], a0: number, a1: number, b0: number, b1: number): [number, number][] {
  const inA = countKeys(a, a0, a1);
  const inB = countKeys(b, b0, b1);
  const pairs: [number, number][] = [];
  for (let at = a0; at < a1; at += 1) {
    const key = a[at] ?? '';
    const left = inA.get(key);
    const right = inB.get(key);
    if (left?.count === 1 && right?.count === 1) pairs.push([at, right.at]);
  }
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const chain: [number, number][] = [];
  for (let at = tails[tails.length - 1] ?? -1; at !== -1; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}

function countKeys(keys: readonly (string | number)[], from: number, to: number): Map<string | number, { count: number; readonly at: number }> {
  const counts = new Map<string | number, { count: number; readonly at: number }>();
  for (let at = from; at < to; at += 1) {
    const key = keys[at] ?? '';
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { count: 1, at });
    else known.count += 1;
  }
  return counts;
}

/** One step of turning a changed stretch into another. */
export type Step = { readonly kind: 'pair'; readonly a: number; readonly b: number } | { readonly kind: 'replace'; readonly region: Region };

/**
 * Pairs old and new entries of a region by likeness, in order, so that the most alike meet.
 * `likeness` is 0 (must not meet) to 1.
 */
export function pairByLikeness(region: Region, likeness: (a: number, b: number) => number): Step[] {
  const rows = region.a1 - region.a0;
  const columns = region.b1 - region.b0;
  if (rows === 0 || columns === 0 || rows * columns > 10_000) return [{ kind: 'replace', region }];
  const width = columns + 1;
  const score = new Float64Array((rows + 1) * width);
  const like = new Float64Array(rows * columns);
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const value = likeness(region.a0 + row, region.b0 + column);
      like[row * columns + column] = value;
      const at = row * width + column;
      const together = value > 0 ? value + (score[at + width + 1] ?? 0) : 0;
      score[at] = Math.max(together, score[at + width] ?? 0, score[at + 1] ?? 0);
    }
  }
  const steps: Step[] = [];
  let fromA = region.a0;
  let fromB = region.b0;
  let row = 0;
  let column = 0;
  const flush = (toA: number, toB: number): void => {
    if (toA > fromA || toB > fromB) steps.push({ kind: 'replace', region: { a0: fromA, a1: toA, b0: fromB, b1: toB } });
  };
  while (row < rows && column < columns) {
    const at = row * width + column;
    const value = like[row * columns + column] ?? 0;
    if (value > 0 && score[at] === value + (score[at + width + 1] ?? 0)) {
      flush(region.a0 + row, region.b0 + column);
      steps.push({ kind: 'pair', a: region.a0 + row, b: region.b0 + column });
      row += 1;
      column += 1;
      fromA = region.a0 + row;
      fromB = region.b0 + column;
    } else if ((score[at + width] ?? 0) >= (score[at + 1] ?? 0)) {
      row += 1;
    } else {
      column += 1;
    }
  }
  flush(region.a1, region.b1);
  return steps;
}

/** Share of the words of two texts that they have in common; texts are cut to what decides. */
export function textLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const left = wordCounts(a.slice(0, 4000));
  const right = wordCounts(b.slice(0, 4000));
  let common = 0;
  let total = 0;
  for (const [word, count] of left) {
    common += Math.min(count, right.get(word) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * common) / total;
}

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/[\p{L}\p{N}]{1,12}|[^\s]/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
