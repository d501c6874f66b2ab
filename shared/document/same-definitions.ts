/** Compares what notes define. */
import type { Definition } from '#shared/markdown/tree/source-tree.ts';

export function sameDefinitions(left: ReadonlyMap<string, Definition>, right: ReadonlyMap<string, Definition>): boolean {
  return sameKeys(left, right) && [...left].every(([label, definition]) => definition.href === right.get(label)?.href && definition.title === right.get(label)?.title);
}

export function sameKeys(left: { readonly size: number; keys(): Iterable<string> }, right: { readonly size: number; has(key: string): boolean }): boolean {
  return left.size === right.size && [...left.keys()].every((key) => right.has(key));
}
