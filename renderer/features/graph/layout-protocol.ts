/** What the graph view and its layout worker say to each other. */

/** Begins a layout. Positions are x, y of each node in turn; edges are pairs of node indexes. */
export interface LayoutRequest {
  readonly positions: Float32Array;
  readonly edges: Uint32Array;
}

/** Positions as far as they are; `done` with the last. */
export interface LayoutUpdate {
  readonly positions: Float32Array;
  readonly done: boolean;
}

/**
 * First positions, the same for the same ids at every visit: each node has its own place on a disc,
 * taken from a hash of its id (FNV-1a, 32 bits), so that a graph opens where it was left.
 */
export function seedPositions(ids: readonly string[]): Float32Array {
  const positions = new Float32Array(ids.length * 2);
  const radius = Math.sqrt(ids.length) * 10;
  ids.forEach((id, index) => {
    const angle = hash(id) * 2 * Math.PI;
    const distance = Math.sqrt(hash(`${id}#`)) * radius;
    positions[index * 2] = Math.cos(angle) * distance;
    positions[index * 2 + 1] = Math.sin(angle) * distance;
  });
  return positions;
}

/** A number from 0 to 1. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // One more mix: FNV's high bits differ little between ids that share a long prefix.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return ((value ^ (value >>> 13)) >>> 0) / 2 ** 32;
}
