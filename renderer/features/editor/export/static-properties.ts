/** The properties of an exported note, as a list of names and values in words. */
import { readFrontmatter, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import { element, type Drawing } from './drawing.ts';

/** Null where the note has none that can be read. */
export function drawProperties(text: string, drawing: Pick<Drawing, 'page'>): HTMLElement | null {
  const entries = Object.entries(readFrontmatter(text)?.properties ?? {});
  if (entries.length === 0) return null;
  const list = element(drawing, 'dl', 'properties');
  for (const [name, value] of entries) {
    const [term, said] = [element(drawing, 'dt', '', name), element(drawing, 'dd', '', propertyWords(value))];
    term.dir = 'auto';
    said.dir = 'auto';
    list.append(term, said);
  }
  return list;
}

/** Links say what they are called; what is nested is said as it would be in JSON. */
export function propertyWords(value: PropertyValue): string {
  if (value === null) return '';
  if (typeof value === 'string') {
    return value.replace(/\[\[([^[\]|]+)(?:\|([^[\]]*))?\]\]/gu, (_link, target: string, alias: string | undefined) => alias ?? wikilinkLabel(parseWikilink(target)));
  }
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? value.map((item: PropertyValue) => propertyWords(item)).join(', ') : JSON.stringify(value);
}
