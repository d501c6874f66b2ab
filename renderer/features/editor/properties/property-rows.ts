/** The properties of a note's YAML as rows: what each is, and how it is shown. */
import { readFrontmatter, readSimpleYaml, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import { fitsType, fixedType, typeOfValue, type PropertyType } from '#shared/model/property.ts';

export interface PropertyRow {
  readonly name: string;
  readonly value: PropertyValue;
  /** Null for what no field can show: it stays as it is written. */
  readonly type: PropertyType | null;
  /** A chosen type that the value does not have. */
  readonly misfit: PropertyType | null;
}

/** Null where the YAML cannot be read: then only its source is shown. */
export function propertyRows(yaml: string, chosenType: (name: string) => PropertyType | null): readonly PropertyRow[] | null {
  const simple = readSimpleYaml(yaml);
  const read = simple === null ? readFrontmatter(`---\n${yaml}\n---\n`) : null;
  if (read?.error !== undefined) return null;
  const properties = simple ?? read?.properties ?? {};
  return Object.entries(properties).map(([name, value]) => {
    const own = typeOfValue(value);
    const wanted = fixedType(name) ?? chosenType(name);
    if (own === null) return { name, value, type: null, misfit: null };
    if (wanted === null) return { name, value, type: own, misfit: null };
    return fitsType(value, wanted) ? { name, value, type: wanted, misfit: null } : { name, value, type: own, misfit: wanted };
  });
}

/** What a field's text means in a type; undefined where it means nothing. An empty text is no value. */
export function parseField(text: string, type: PropertyType): PropertyValue | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  if (type !== 'number') return text;
  const value = Number(plain.replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

export function formatField(value: PropertyValue): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}

/** The items of a list's field, whichever way it was written. */
export function listItems(value: PropertyValue): readonly string[] {
  if (value === null || value === '') return [];
  return Array.isArray(value) ? value.map((item: PropertyValue) => formatField(item)) : [formatField(value)];
}

/** An added item as it is kept: tags without their mark. */
export function listItem(text: string, type: PropertyType): string {
  return type === 'tags' ? text.trim().replace(/^#+/, '').replaceAll(/\s+/g, '-') : text.trim();
}
