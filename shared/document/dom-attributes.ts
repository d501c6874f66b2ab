/** The little that parse rules need of a DOM element, so that this folder runs without a DOM. */
export interface ElementLike {
  getAttribute(name: string): string | null;
  readonly textContent: string | null;
}

/** Reads attributes named `data-…`; those absent become `null`. */
export function readData(element: ElementLike, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, element.getAttribute(`data-${name}`)]));
}

/** Writes the given attributes as `data-…`, without those that are `null`. */
export function writeData(attrs: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  const written: Record<string, string> = {};
  for (const name of names) {
    const value = attrs[name];
    if (value !== null && value !== undefined) written[`data-${name}`] = String(value);
  }
  return written;
}
