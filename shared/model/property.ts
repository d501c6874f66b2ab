/** Properties of notes: the kinds of values, and what a value's kind is. */
import { z } from 'zod';
import type { PropertyValue } from '../markdown/frontmatter.ts';

/** The types that Obsidian has; one name has one type in the whole vault. */
export const propertyTypes = ['text', 'list', 'number', 'checkbox', 'date', 'datetime', 'tags'] as const;
export const propertyTypeSchema = z.enum(propertyTypes);
export type PropertyType = z.infer<typeof propertyTypeSchema>;

/** Names whose type is not anybody's choice. */
const fixedTypes: Readonly<Record<string, PropertyType>> = { tags: 'tags', tag: 'tags', aliases: 'list', alias: 'list', cssclasses: 'list' };

export function fixedType(name: string): PropertyType | null {
  const key = name.toLowerCase();
  return Object.hasOwn(fixedTypes, key) ? (fixedTypes[key] ?? null) : null;
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const isoDateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** What a value looks like; null for values that no field can show (maps, lists of lists). */
export function typeOfValue(value: PropertyValue): PropertyType | null {
  if (value === null) return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'checkbox';
  if (typeof value === 'string') return isoDate.test(value) ? 'date' : isoDateTime.test(value) ? 'datetime' : 'text';
  return Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object') ? 'list' : null;
}

/** Whether a value can be shown in the field of a type; an empty one in any. */
export function fitsType(value: PropertyValue, type: PropertyType): boolean {
  if (value === null || value === '') return true;
  const own = typeOfValue(value);
  switch (type) {
    case 'text':
      return own !== null && own !== 'list';
    case 'list':
    case 'tags':
      return own !== null;
    case 'datetime':
      return own === 'datetime' || own === 'date';
    default:
      return own === type;
  }
}
