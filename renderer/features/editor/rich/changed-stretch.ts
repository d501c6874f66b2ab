/** The stretch that a transaction changed, in the document before it and in the one after. */
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

export interface ChangedStretch {
  readonly from: number;
  /** Its end before and after; `from` is the same in both. */
  readonly oldTo: number;
  readonly to: number;
}

/** Null where nothing changed. Several changes give the stretch from the first to the last. */
export function changedStretch(tr: Transaction): ChangedStretch | null {
  let from = Infinity;
  let oldTo = -1;
  let to = -1;
  for (const [index, map] of tr.mapping.maps.entries()) {
    const before = tr.mapping.slice(0, index).invert();
    const after = tr.mapping.slice(index + 1);
    map.forEach((oldStart, oldEnd, newStart, newEnd) => {
      from = Math.min(from, before.map(oldStart, -1), after.map(newStart, -1));
      oldTo = Math.max(oldTo, before.map(oldEnd, 1));
      to = Math.max(to, after.map(newEnd, 1));
    });
  }
  return to === -1 ? null : { from, oldTo, to };
}

/** Nodes of the given types that the stretch touches or lies in. */
export function nodesIn(doc: Node, from: number, to: number, types: ReadonlySet<string>): readonly { readonly node: Node; readonly position: number }[] {
  const found: { readonly node: Node; readonly position: number }[] = [];
  doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node, position) => {
    if (types.has(node.type.name)) found.push({ node, position });
    return true;
  });
  return found;
}

/** Where the text blocks stand that the transactions changed; source is left out. */
export function changedTextblocks(transactions: readonly Transaction[], doc: Node): ReadonlySet<number> {
  const blocks = new Set<number>();
  for (const [index, transaction] of transactions.entries()) {
    for (const [step, map] of transaction.mapping.maps.entries()) {
      map.forEach((_from, _to, newFrom, newTo) => {
        let [from, to] = [newFrom, newTo];
        for (const later of transaction.mapping.maps.slice(step + 1)) [from, to] = [later.map(from, -1), later.map(to)];
        for (const later of transactions.slice(index + 1)) [from, to] = [later.mapping.map(from, -1), later.mapping.map(to)];
        doc.nodesBetween(Math.min(from, doc.content.size), Math.min(to, doc.content.size), (node, position) => {
          if (node.isTextblock && node.type.spec.code !== true) blocks.add(position);
          return !node.isTextblock;
        });
      });
    }
  }
  return blocks;
}
