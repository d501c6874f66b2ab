/** How values of fields are compared in a `verso` block: numbers as numbers, days as far as they are given, text without case. Pure. */
import { readableValue } from '../markdown/inline-fields.ts';
import { linkKey } from '../markdown/resolve-link.ts';
import { parseWikilink } from '../markdown/wikilink.ts';
import type { FormComparison } from './query-form.ts';

/** One value of a field as the index has it; a list is several. */
export interface FieldItem {
  readonly text: string;
  readonly number: number | null;
}

/** What a field is compared with, once it is known which day and which note it is. */
export type KnownValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'link'; readonly target: string };

/** A list fulfils what one of its items does; a field without a value fulfils only `!=`. */
export function compareItems(items: readonly FieldItem[], comparison: FormComparison, value: KnownValue): boolean {
  if (comparison === '!=') return !items.some((item) => compareItem(item, '=', value));
  return items.some((item) => item.text !== '' && compareItem(item, comparison, value));
}

export function isEmpty(items: readonly FieldItem[]): boolean {
  return items.every(({ text }) => text === '');
}

/** For sorting: what is empty comes last either way. */
export function orderItems(a: FieldItem | undefined, b: FieldItem | undefined, descending: boolean): number {
  const [aEmpty, bEmpty] = [a === undefined || a.text === '', b === undefined || b.text === ''];
  if (aEmpty || bEmpty || a === undefined || b === undefined) return Number(aEmpty) - Number(bEmpty);
  const [aNumber, bNumber] = [numberOf(a), numberOf(b)];
  const order = aNumber !== null && bNumber !== null ? aNumber - bNumber : orderTexts(linkKey(readableValue(a.text)), linkKey(readableValue(b.text)));
  return descending ? -order : order;
}

function orderTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareItem(item: FieldItem, comparison: Exclude<FormComparison, '!='>, value: KnownValue): boolean {
  switch (value.kind) {
    case 'number': {
      if (comparison === 'contains') return item.text.includes(String(value.number));
      const number = numberOf(item);
      return number !== null && fulfils(number - value.number, comparison);
    }
    case 'date': {
      if (!/^\d{4}-\d{2}/u.test(item.text)) return false;
      const day = item.text.slice(0, value.text.length).replace(' ', 'T');
      return fulfils(orderTexts(day, value.text), comparison === 'contains' ? '=' : comparison);
    }
    case 'tag': {
      const [tag, wanted] = [linkKey(item.text.replace(/^#/u, '')), linkKey(value.tag)];
      return tag === wanted || tag.startsWith(`${wanted}/`);
    }
    case 'link':
      return [...item.text.matchAll(/\[\[([^[\]\n]+)\]\]/gu)].some(([, inside = '']) => isSameNote(parseWikilink(inside).target, value.target));
    case 'text': {
      const [text, wanted] = [linkKey(readableValue(item.text)), linkKey(value.text)];
      if (comparison === 'contains') return text.includes(wanted);
      return fulfils(orderTexts(text, wanted), comparison);
    }
  }
}

function fulfils(order: number, comparison: '=' | '<' | '<=' | '>' | '>='  | 'contains'): boolean {
  switch (comparison) {
    case '=':
    case 'contains':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function numberOf({ number, text }: FieldItem): number | null {
  return number ?? (/^\s*[+-]?(?:\d+(?:\.\d+)?|\.\d+)\s*$/u.test(text) ? Number(text) : null);
}

/** Paths where both have them, else names. */
function isSameNote(a: string, b: string): boolean {
  const [one, other] = [a, b].map((target) => linkKey(target.split('#')[0]?.replace(/\.md$/iu, '') ?? ''));
  if (one === undefined || other === undefined || one === '') return false;
  if (one.includes('/') && other.includes('/')) return one === other;
  return one.slice(one.lastIndexOf('/') + 1) === other.slice(other.lastIndexOf('/') + 1);
}
