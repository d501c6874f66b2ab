/**
 * Text content as a flat run of units: one per UTF-16 unit of text, one per inline node.
 *
 * Both sides of a save are compared in this form. It keeps what Markdown can express: marks
 * that only decorate are gone, spaces that Markdown drops are gone, and emphasis never begins
 * or ends on white space.
 */
import type { Mark, Node } from '@tiptap/pm/model';
import { ATOM } from '#shared/markdown/tree/inline-builder.ts';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import type { AtomType, Attributes, AttributeValue, Definition, MarkType } from '#shared/markdown/tree/source-tree.ts';

export interface UnitMark {
  readonly type: MarkType;
  readonly attrs: Attributes;
  /** Equal for marks that mean the same. */
  readonly key: string;
}

export interface UnitAtom {
  readonly type: AtomType;
  readonly attrs: Attributes;
}

export interface Unit {
  /** One UTF-16 unit, or U+FFFC for an atom. */
  readonly char: string;
  readonly atom: UnitAtom | null;
  /** Ordered by key. */
  readonly marks: readonly UnitMark[];
  /** Equal for units that mean the same. */
  readonly key: string;
}

/** What a note defines. */
export interface Defined {
  readonly definitions?: ReadonlyMap<string, Definition>;
  /** Normalised labels. */
  readonly footnotes?: ReadonlySet<string>;
}

const DECORATION: ReadonlySet<string> = new Set(['tag', 'blockId', 'inlineField']);
const ATOM_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  image: ['src', 'alt', 'title'],
  wikilink: ['target', 'alias'],
  embed: ['target', 'alias'],
  mathInline: ['tex', 'display'],
  footnoteRef: ['label'],
  inlineFootnote: ['text'],
  comment: ['text'],
  rawInline: ['source'],
};
const NO_MARKS: readonly UnitMark[] = [];

/**
 * The units of a text block's content, as written: nothing dropped.
 * @param defined where links by reference go, if that is known better than from the marks, and
 *   which footnotes there are: the call of one that is not defined is only text
 */
export function unitsOf(block: Node, defined: Defined = {}): Unit[] {
  const { definitions, footnotes } = defined;
  const units: Unit[] = [];
  const marksCache = new Map<readonly Mark[], readonly UnitMark[]>();
  block.forEach((child) => {
    let marks = marksCache.get(child.marks);
    if (marks === undefined) {
      marks = unitMarks(child, definitions);
      marksCache.set(child.marks, marks);
    }
    // A link that shows its own address is text that reads as a link.
    if (marks.some((mark) => isSelfLink(mark, child.text))) marks = marks.filter((mark) => !isSelfLink(mark, child.text));
    const suffix = marks.map((mark) => mark.key).join(' ');
    if (child.isText) {
      for (const char of (child.text ?? '').split('')) {
        units.push(char === '\n' ? breakUnit('softBreak', marks, suffix) : { char, atom: null, marks, key: char + suffix });
      }
      return;
    }
    const atom = atomOf(child);
    if (atom.type === 'footnoteRef' && footnotes?.has(normalizeLabel(String(atom.attrs['label']))) === false) {
      for (const char of `[^${String(atom.attrs['label'])}]`.split('')) units.push({ char, atom: null, marks, key: char + suffix });
      return;
    }
    if (marks.some((mark) => mark.type === 'code')) {
      // Code holds nothing but text, and its lines are joined by spaces.
      if (isBreakType(atom.type)) {
        units.push({ char: ' ', atom: null, marks, key: ` ${suffix}` });
        return;
      }
      const others = marks.filter((mark) => mark.type !== 'code');
      units.push(atomUnit(atom, others, others.map((mark) => mark.key).join(' ')));
      return;
    }
    units.push(isBreakType(atom.type) ? breakUnit(atom.type, marks, suffix) : atomUnit(atom, marks, suffix));
  });
  return units;
}

/**
 * What Markdown can say of these units: edge spaces and breaks dropped, breaks collapsed, marks
 * taken off the white space at their edges.
 */
export function normalizeUnits(units: readonly Unit[]): Unit[] {
  return stripMarkEdges(trimSpaces(units));
}

/** The same with no emphasis on any white space: marks that cross at a space cannot be told more finely. */
export function withPlainSpaces(units: readonly Unit[]): Unit[] {
  return units.map((unit) => (isWhiteUnit(unit) && unit.marks.length > 0 ? withMarks(unit, unit.marks.filter((mark) => mark.type === 'link')) : unit));
}

/** A soft break as the space that it is where lines cannot end. */
export function withoutSoftBreak(unit: Unit): Unit {
  return unit.atom?.type === 'softBreak' ? withMarks({ ...unit, char: ' ', atom: null }, unit.marks) : unit;
}

export function isBreak(unit: Unit | undefined): boolean {
  return unit?.atom?.type === 'softBreak' || unit?.atom?.type === 'hardBreak';
}

export function hasCode(unit: Unit | undefined): boolean {
  return unit?.marks.some((mark) => mark.type === 'code') === true;
}

/** A space or tab that is text and not code. */
export function isPlainSpace(unit: Unit | undefined): boolean {
  return unit !== undefined && (unit.char === ' ' || unit.char === '\t') && !hasCode(unit);
}

export function withMarks(unit: Unit, marks: readonly UnitMark[]): Unit {
  const suffix = marks.map((mark) => mark.key).join(' ');
  const base = unit.atom === null ? unit.char : ATOM + atomKey(unit.atom);
  return { ...unit, marks, key: base + suffix };
}

function isBreakType(type: AtomType): type is 'softBreak' | 'hardBreak' {
  return type === 'softBreak' || type === 'hardBreak';
}

function breakUnit(type: 'softBreak' | 'hardBreak', marks: readonly UnitMark[], suffix: string): Unit {
  return { char: ATOM, atom: { type, attrs: {} }, marks, key: ATOM + type + suffix };
}

function atomUnit(atom: UnitAtom, marks: readonly UnitMark[], suffix: string): Unit {
  return { char: ATOM, atom, marks, key: ATOM + atomKey(atom) + suffix };
}

function atomKey(atom: UnitAtom): string {
  if (atom.type === 'softBreak' || atom.type === 'hardBreak') return atom.type;
  const names = ATOM_ATTRIBUTES[atom.type] ?? Object.keys(atom.attrs);
  // An absent description and an empty one are written alike.
  return `${atom.type}(${JSON.stringify(names.map((name) => normalizeAttribute(atom.type, name, atom.attrs[name])))})`;
}

function normalizeAttribute(type: AtomType, name: string, value: AttributeValue | undefined): AttributeValue {
  if (type === 'image') return name === 'title' ? (value ?? null) : String(value ?? '').replace(/\s+/gu, ' ').trim();
  return value ?? null;
}

function atomOf(node: Node): UnitAtom {
  const type = node.type.name;
  if (type === 'rawInline' && /^<br\s*\/?>$/iu.test(String(node.attrs['source']))) return { type: 'hardBreak', attrs: {} };
  return { type: type as AtomType, attrs: node.attrs }; // the schema's inline nodes are the tree's atoms
}

function unitMarks(node: Node, definitions: ReadonlyMap<string, Definition> | undefined): readonly UnitMark[] {
  if (node.marks.length === 0) return NO_MARKS;
  const marks: UnitMark[] = [];
  for (const mark of node.marks) {
    const type = mark.type.name;
    if (DECORATION.has(type)) continue;
    marks.push({ type: type as MarkType, attrs: mark.attrs, key: markKey(mark, definitions) }); // the schema's marks are the tree's
  }
  return marks.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
}

function markKey(mark: Mark, definitions: ReadonlyMap<string, Definition> | undefined): string {
  if (mark.type.name !== 'link') return mark.type.name;
  const reference: unknown = mark.attrs['reference'];
  const definition = typeof reference === 'string' ? definitions?.get(normalizeLabel(reference)) : undefined;
  if (definition !== undefined) return `link(${JSON.stringify([definition.href, definition.title])})`;
  return `link(${JSON.stringify([mark.attrs['href'] ?? '', mark.attrs['title'] ?? null])})`;
}

function isSelfLink(mark: UnitMark, text: string | undefined): boolean {
  if (mark.type !== 'link' || text === undefined || (mark.attrs['title'] ?? null) !== null) return false;
  const href = mark.attrs['href'];
  if (mark.attrs['kind'] === 'literal') return true;
  return (href === text && /^(?:https?|ftp):\/\//iu.test(text)) || (href === `http://${text}` && /^www\./iu.test(text)) || (href === `mailto:${text}` && text.includes('@'));
}

function trimSpaces(units: readonly Unit[]): Unit[] {
  const kept: Unit[] = [];
  for (const unit of units) {
    if (isBreak(unit)) {
      while (isPlainSpace(kept[kept.length - 1])) kept.pop();
      const last = kept[kept.length - 1];
      if (last === undefined && unit.atom?.type === 'softBreak') continue;
      // A line break cannot follow another one without making a blank line.
      if (unit.atom?.type === 'softBreak' && isBreak(last)) continue;
      if (unit.atom?.type === 'hardBreak' && last?.atom?.type === 'softBreak') kept.pop();
    } else if (isPlainSpace(unit) && (kept.length === 0 || isBreak(kept[kept.length - 1]))) {
      continue;
    }
    kept.push(unit);
  }
  while (isPlainSpace(kept[kept.length - 1]) || isBreak(kept[kept.length - 1])) kept.pop();
  while (isBreak(kept[0])) kept.shift();
  return kept;
}

function stripMarkEdges(units: readonly Unit[]): Unit[] {
  const result = [...units];
  const keys = new Set<string>();
  for (const unit of result) for (const mark of unit.marks) if (mark.type !== 'code') keys.add(mark.key);
  for (const key of keys) {
    let index = 0;
    while (index < result.length) {
      if (!carries(result[index], key)) {
        index += 1;
        continue;
      }
      let end = index;
      while (carries(result[end], key)) end += 1;
      let from = index;
      let to = end;
      while (from < to && isWhiteUnit(result[from])) from += 1;
      while (to > from && isWhiteUnit(result[to - 1])) to -= 1;
      for (let at = index; at < end; at += 1) {
        const unit = result[at];
        if (unit !== undefined && (at < from || at >= to)) result[at] = withMarks(unit, unit.marks.filter((mark) => mark.key !== key));
      }
      index = end;
    }
  }
  return result;
}

function carries(unit: Unit | undefined, key: string): boolean {
  return unit?.marks.some((mark) => mark.key === key) === true;
}

function isWhiteUnit(unit: Unit | undefined): boolean {
  if (unit === undefined || hasCode(unit)) return false;
  return unit.atom === null ? /\s/u.test(unit.char) : isBreak(unit);
}
