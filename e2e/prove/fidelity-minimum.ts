/**
 * How many lines an edit has to change, told from the documents alone, and how many it changed.
 *
 * Each document is written as ideal lines: one for each line that any Markdown of it must have,
 * named by the containers around it and by what it says. Lines that both documents have need not
 * change; the others must. How the note is written plays no part (markers, numbers, padding),
 * so a save can never excuse itself with its own style. Blank lines are counted apart: where no
 * line beside them changes, none may.
 */
import { diffArrays } from 'diff';
import type { Node } from '@tiptap/pm/model';
import type { LoadedNote } from '#shared/document/load-markdown.ts';
import { normalizeUnits, unitsOf, withoutSoftBreak, isBreak, type Unit } from '#shared/document/inline-units.ts';
import { lineFinder } from '#shared/document/testing/source-places.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';

export interface Change {
  /** Lines with something on them that are gone or new; a line that differs is both. */
  readonly lines: number;
  /** Blank lines more or fewer, between lines that stayed. */
  readonly blanks: number;
}

interface Line {
  readonly key: string;
  /** Blank lines that stand before it. */
  readonly blanks: number;
}

/** What stands between a line and the one above it, where nobody has written it yet. */
type Joint = 'none' | 'blank' | 'item';

interface IdealLine {
  readonly key: string;
  readonly joint: Joint;
  /** Blank lines of source above it, as in code. */
  readonly blanks: number;
  /** Where it stands in the loaded source; null in a new document. */
  readonly source: number | null;
}

/** What any save of `doc` must change at least. */
export function leastChange(loaded: LoadedNote, doc: Node): Change {
  const old = new IdealWriter(loaded).write();
  const looseItems = looseNodes(loaded);
  const next = new IdealWriter(null, looseItems).writeDocument(doc);
  const text = loaded.text.split('\n');
  const gapAbove = (line: number): number => {
    let blanks = 0;
    while (line - blanks > 0 && isBlank(text[line - blanks - 1] ?? '')) blanks += 1;
    return blanks;
  };
  // Blank lines at the start of a file stand between nothing.
  const before = old.map((line, index): Line => ({ key: line.key, blanks: line.source === null || index === 0 ? 0 : gapAbove(line.source) }));
  const after = next.map((line): Line => ({ key: line.key, blanks: line.blanks + (line.joint === 'none' ? 0 : 1) }));
  return compare(before, after, 'most');
}

/** What a save changed. */
export function actualChange(before: string, after: string): Change {
  return compare(linesOf(before), linesOf(after), 'exact');
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let blanks = 0;
  for (const line of text.split('\n')) {
    if (isBlank(line)) {
      blanks += 1;
      continue;
    }
    lines.push({ key: line.replace(/\r$/u, ''), blanks });
    blanks = 0;
  }
  return lines;
}

/** Nothing but white space and the marks of quotes. */
function isBlank(line: string): boolean {
  return /^[\s>]*$/u.test(line);
}

/**
 * `exact`: where lines meet that met before, blank lines between them count as they are. `most`:
 * an ideal line knows only whether one must stand there, so lines that met before keep their gap.
 */
function compare(before: readonly Line[], after: readonly Line[], gaps: 'exact' | 'most'): Change {
  let lines = 0;
  let blanks = 0;
  let at = 0;
  let to = 0;
  let oldBlanks = 0;
  let newBlanks = 0;
  let isChanged = false;
  let balance = 0;
  const settle = (): void => {
    // Where lines went, a blank line may go with each; who deletes a line does not ask for two blocks to part.
    const fewest = gaps === 'most' && balance < 0 ? 0 : newBlanks;
    if (isChanged || gaps === 'exact') blanks += Math.max(Math.abs(newBlanks - oldBlanks), Math.abs(fewest - oldBlanks));
    balance = 0;
    oldBlanks = 0;
    newBlanks = 0;
    isChanged = false;
  };
  for (const part of diffArrays(before.map(({ key }) => key), after.map(({ key }) => key))) {
    for (let index = 0; index < part.count; index += 1) {
      if (!part.added) oldBlanks += before[at]?.blanks ?? 0;
      if (!part.removed) newBlanks += after[to]?.blanks ?? 0;
      if (part.added || part.removed) {
        lines += 1;
        balance += part.added ? 1 : -1;
        isChanged = true;
      } else {
        settle();
      }
      if (!part.added) at += 1;
      if (!part.removed) to += 1;
    }
  }
  settle();
  return { lines, blanks };
}

/** Items of lists that have blank lines between their items, and the first blocks of those items. */
function looseNodes(loaded: LoadedNote): ReadonlySet<Node> {
  const loose = new Set<Node>();
  const visit = (blocks: readonly SourceBlock[], parent: Node): void => {
    for (const [index, block] of blocks.entries()) {
      if (index >= parent.childCount) return;
      const node = parent.child(index);
      if (block.type === 'bulletList' || block.type === 'orderedList') {
        const isLoose = block.children.some((item, at) => at > 0 && /\n[\s>]*\n/u.test(loaded.text.slice(block.children[at - 1]?.end, item.start)));
        if (isLoose) node.forEach((item) => loose.add(item).add(item.firstChild ?? item));
      }
      if (block.children.length > 0 && block.type !== 'table') visit(block.children, node);
    }
  };
  visit(loaded.blocks, loaded.doc);
  return loose;
}

/** What the lines of a container begin with: its first line, and the others. */
interface Prefix {
  readonly first: string;
  readonly rest: string;
}

class IdealWriter {
  readonly #loaded: LoadedNote | null;
  readonly #loose: ReadonlySet<Node>;
  readonly #lineOf: (offset: number) => number;
  readonly #lines: IdealLine[] = [];
  #joint: Joint = 'none';
  #blanks = 0;

  constructor(loaded: LoadedNote | null, loose: ReadonlySet<Node> = new Set()) {
    this.#loaded = loaded;
    this.#loose = loose;
    this.#lineOf = lineFinder(loaded?.text ?? '');
  }

  /** The loaded document. */
  write(): readonly IdealLine[] {
    if (this.#loaded !== null) this.#children(this.#loaded.doc, this.#loaded.blocks, { first: '', rest: '' });
    return this.#lines;
  }

  /** A document that came from it. */
  writeDocument(doc: Node): readonly IdealLine[] {
    this.#children(doc, null, { first: '', rest: '' });
    return this.#lines;
  }

  #children(parent: Node, blocks: readonly SourceBlock[] | null, prefix: Prefix): void {
    let isFirst = true;
    parent.forEach((node, _offset, index) => {
      // Nothing stands for an empty paragraph, unless its container needs a line.
      if (isEmptyParagraph(node) && (parent.childCount > 1 || parent.type.name === 'doc')) return;
      const from = this.#lines.length;
      if (!isFirst) this.#joint = jointBetween(parent, node);
      this.#block(node, blocks?.[index] ?? null, isFirst ? prefix : { first: prefix.rest, rest: prefix.rest });
      if (this.#lines.length > from) isFirst = false;
    });
  }

  #block(node: Node, block: SourceBlock | null, prefix: Prefix): void {
    const inside = (marker: string, rest: string): Prefix => ({ first: prefix.first + marker, rest: prefix.rest + rest });
    const children = block?.children ?? null;
    switch (node.type.name) {
      case 'paragraph':
        this.#text(node, block, prefix);
        return;
      case 'heading':
        this.#line(`${'#'.repeat(Number(node.attrs['level']))} ${said(node)}`, block, 0, prefix, true);
        return;
      case 'blockquote':
        this.#children(node, children, inside('> ', '> '));
        return;
      case 'callout':
        this.#line(`> [!${String(node.attrs['kind'])}]${String(node.attrs['fold'])} ${node.firstChild === null ? '' : said(node.firstChild)}`, block, 0, prefix, true);
        this.#joint = 'none';
        this.#callout(node, children, inside('> ', '> '));
        return;
      case 'bulletList':
      case 'orderedList':
        this.#list(node, children, prefix);
        return;
      case 'footnoteDefinition':
        this.#children(node, children, inside(`[^${String(node.attrs['label'])}]: `, '    '));
        return;
      case 'codeBlock':
        this.#source(`\`\`\`${String(node.attrs['language'] ?? '')} ${String(node.attrs['meta'] ?? '')}`.trim(), '```', node, block, prefix);
        return;
      case 'mathBlock':
        this.#source('$$', '$$', node, block, prefix);
        return;
      case 'frontmatter':
        this.#source('---', '---', node, block, prefix);
        return;
      case 'rawBlock':
        this.#source(null, null, node, block, prefix);
        return;
      case 'table':
        this.#table(node, block, prefix);
        return;
      default:
        this.#line('***', block, 0, prefix, true);
    }
  }

  #line(said: string, block: SourceBlock | null, index: number, prefix: Prefix, isFirst: boolean): void {
    const source = block === null ? null : Math.min(this.#lineOf(block.start) + index, this.#lineOf(Math.max(block.start, block.end - 1)));
    this.#lines.push({ key: (isFirst ? prefix.first : prefix.rest) + said, joint: this.#joint, blanks: this.#blanks, source });
    this.#joint = 'none';
    this.#blanks = 0;
  }

  #text(node: Node, block: SourceBlock | null, prefix: Prefix): void {
    for (const [index, line] of saidLines(node).entries()) this.#line(line, block, index, prefix, index === 0);
  }

  #callout(node: Node, blocks: readonly SourceBlock[] | null, prefix: Prefix): void {
    let isFirst = true;
    node.forEach((child, _offset, index) => {
      if (index === 0 || isEmptyParagraph(child)) return;
      if (!isFirst) this.#joint = 'blank';
      isFirst = false;
      this.#block(child, blocks?.[index] ?? null, { first: prefix.rest, rest: prefix.rest });
    });
  }

  #list(list: Node, blocks: readonly SourceBlock[] | null, prefix: Prefix): void {
    const isOrdered = list.type.name === 'orderedList';
    let isLoose = false;
    list.forEach((item) => (isLoose ||= this.#loose.has(item) || (item.firstChild !== null && this.#loose.has(item.firstChild))));
    list.forEach((item, _offset, index) => {
      const start = index === 0 && isOrdered ? String(list.attrs['start']) : '';
      const task = typeof item.attrs['checked'] === 'string' ? `[${item.attrs['checked']}] ` : '';
      const first = index === 0 ? prefix.first : prefix.rest;
      if (index > 0) this.#joint = isLoose || spansBlocks(item) || spansBlocks(list.child(index - 1)) ? 'item' : 'none';
      const rest = `${prefix.rest}${isOrdered ? '   ' : '  '}`;
      const inner = { first: `${first}${isOrdered ? `${start}.` : '-'} ${task}`, rest };
      if (task !== '' && item.firstChild?.type.name !== 'paragraph') {
        // `- [ ] # A` would be a task that says `# A`.
        this.#line('', blocks?.[index] ?? null, 0, inner, true);
        this.#joint = 'blank';
        inner.first = rest;
      }
      this.#children(item, blocks?.[index]?.children ?? null, inner);
    });
  }

  #source(open: string | null, close: string | null, node: Node, block: SourceBlock | null, prefix: Prefix): void {
    const content = node.textContent === '' && open !== null ? [] : node.textContent.split('\n');
    const lines = [...(open === null ? [] : [open]), ...content, ...(close === null ? [] : [close])];
    for (const [index, line] of lines.entries()) {
      // A blank line of source is blank in the file.
      if (line.trim() === '') this.#blanks += 1;
      else this.#line(line, block, index, prefix, index === 0);
    }
  }

  #table(table: Node, block: SourceBlock | null, prefix: Prefix): void {
    table.forEach((row, _offset, index) => {
      const cells: string[] = [];
      row.forEach((cell) => cells.push(cell.firstChild === null ? '' : said(cell.firstChild)));
      this.#line(`|${cells.join('|')}|`, block, index === 0 ? 0 : index + 1, prefix, index === 0);
      if (index > 0) return;
      const aligns: string[] = [];
      row.forEach((cell) => aligns.push(String(cell.attrs['align'] ?? '-')));
      this.#line(`|${aligns.join('|')}|`, block, 1, prefix, false);
    });
  }
}

function isEmptyParagraph(node: Node): boolean {
  return node.type.name === 'paragraph' && saidLines(node).every((line) => line === '');
}

/** An item with more than text and lists under it has blank lines, and so may its list. */
function spansBlocks(item: Node): boolean {
  let spans = false;
  item.forEach((child, _offset, index) => (spans ||= index > 0 && child.type.name !== 'bulletList' && child.type.name !== 'orderedList'));
  return spans;
}

function jointBetween(parent: Node, node: Node): Joint {
  const isList = node.type.name === 'bulletList' || node.type.name === 'orderedList';
  return parent.type.name === 'listItem' && isList ? 'none' : 'blank';
}

/** The content of a text block that is one line. */
function said(node: Node): string {
  return keysOf(normalizeUnits(unitsOf(node).map(withoutSoftBreak)));
}

function saidLines(node: Node): string[] {
  const lines: Unit[][] = [[]];
  for (const unit of normalizeUnits(unitsOf(node))) {
    lines[lines.length - 1]?.push(unit);
    if (isBreak(unit)) lines.push([]);
  }
  return lines.map((line) => keysOf(line.filter((unit) => unit.atom?.type !== 'softBreak')));
}

function keysOf(units: readonly Unit[]): string {
  return units.map((unit) => unit.key).join('\u0001');
}
