/**
 * The canonical form of blocks: equal for documents that Markdown cannot tell apart.
 *
 * A save is right when the parse of its result has the canonical form of the document. The form
 * ignores empty paragraphs, edge spaces, how far a table row is filled up, and where two
 * bullet lists meet.
 */
import type { Node, Schema } from '@tiptap/pm/model';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import { parseMarkdown, type ParseOptions } from '#shared/markdown/tree/parse.ts';
import { normalizeUnits, unitsOf, withoutSoftBreak, withPlainSpaces } from './inline-units.ts';
import { documentOf } from './source-document.ts';

/** Computes canonical forms and remembers them per node; nodes never change. */
export class Canonicalizer {
  readonly #schema: Schema;
  readonly #forms = new WeakMap<Node, string>();
  readonly #context: ParseOptions;

  readonly #plainSpaces: boolean;

  /**
   * @param context what raw blocks are parsed with: the note's definitions
   * @param plainSpaces whether emphasis on white space is ignored everywhere, not only at its edges
   */
  constructor(schema: Schema, context: ParseOptions, plainSpaces = false) {
    this.#plainSpaces = plainSpaces;
    this.#schema = schema;
    this.#context = { ...context, offset: 1 };
  }

  /** The form of one block; `''` for what Markdown does not show. */
  form(node: Node): string {
    const known = this.#forms.get(node);
    if (known !== undefined) return known;
    const form = this.#compute(node);
    this.#forms.set(node, form);
    return form;
  }

  /** The form of neighbouring blocks. */
  formOf(nodes: readonly Node[]): string {
    const forms: string[] = [];
    for (const node of nodes) {
      const form = this.form(node);
      if (form === '') continue;
      const last = forms[forms.length - 1];
      // Bullet lists that meet are one list.
      if (last !== undefined && form.startsWith('ul[') && last.startsWith('ul[')) forms[forms.length - 1] = `${last.slice(0, -1)}${form.slice(3)}`;
      else forms.push(form);
    }
    return forms.join('');
  }

  #compute(node: Node): string {
    switch (node.type.name) {
      case 'paragraph': {
        const text = this.#inline(node);
        return text === '' ? '' : `p[${text}]`;
      }
      case 'heading':
        return `h${String(node.attrs['level'])}[${this.#inline(node, true)}]`;
      case 'calloutTitle':
        return `title[${this.#inline(node, true)}]`;
      case 'codeBlock':
        return `code${JSON.stringify([codeInfo(node), node.textContent])}`;
      case 'mathBlock':
        return `math${JSON.stringify(node.textContent.trim())}`;
      case 'frontmatter':
        return `yaml${JSON.stringify(node.textContent)}`;
      case 'rawBlock':
        return this.#raw(node.textContent);
      case 'horizontalRule':
        return 'hr[]';
      case 'bulletList':
        return `ul[${this.#children(node)}]`;
      case 'orderedList':
        return `ol${String(node.attrs['start'])}[${this.#children(node)}]`;
      case 'listItem':
        return `li${JSON.stringify(node.attrs['checked'] ?? null)}[${this.#children(node)}]`;
      case 'blockquote':
        return `quote[${this.#children(node)}]`;
      case 'callout':
        return `callout${JSON.stringify([node.attrs['kind'], node.attrs['fold']])}[${this.#children(node)}]`;
      case 'footnoteDefinition':
        return `note${JSON.stringify(normalizeLabel(String(node.attrs['label'])))}[${this.#children(node)}]`;
      case 'table':
        return this.#table(node);
      default:
        return `${node.type.name}[${node.isTextblock ? this.#inline(node) : this.#children(node)}]`;
    }
  }

  #children(node: Node): string {
    return this.formOf(childrenOf(node));
  }

  /** A cell is one line: what breaks lines elsewhere is a space or `<br>` there. */
  #cell(cell: Node): string {
    return childrenOf(cell)
      .map((child) => this.#inline(child, true))
      .join('');
  }

  #inline(node: Node, isOneLine = false): string {
    const written = unitsOf(node, this.#context);
    const exact = normalizeUnits(isOneLine ? written.map(withoutSoftBreak) : written);
    const units = this.#plainSpaces ? withPlainSpaces(exact) : exact;
    if (units.length === 0) return '';
    const runs: string[] = [];
    let marks: string | null = null;
    let text = '';
    for (const unit of units) {
      const key = unit.marks.map((mark) => mark.key).join(' ');
      if (key !== marks) {
        if (marks !== null) runs.push(`${marks}:${JSON.stringify(text)}`);
        marks = key;
        text = '';
      }
      text += unit.atom === null ? unit.char : `\ufffc${unit.key.slice(1)}\ufffc`;
    }
    runs.push(`${marks ?? ''}:${JSON.stringify(text)}`);
    return runs.join(',');
  }

  /** A raw block means whatever its source says: after an edit that may be other blocks. */
  #raw(source: string): string {
    const tree = parseMarkdown(source, this.#context);
    const nodes = childrenOf(documentOf(tree, this.#schema));
    const only = nodes[0];
    if (nodes.length === 1 && only?.type.name === 'rawBlock') return `raw${JSON.stringify(only.textContent.trimEnd())}`;
    return this.formOf(nodes);
  }

  #table(table: Node): string {
    const rows = childrenOf(table).map((row) => {
      const cells = childrenOf(row).map((cell) => this.#cell(cell));
      while (cells[cells.length - 1] === '') cells.pop();
      return JSON.stringify(cells);
    });
    const head = table.firstChild;
    const align = head === null ? [] : childrenOf(head).map((cell) => alignOf(cell));
    while (align.length > 0 && align[align.length - 1] === null) align.pop();
    return `table[${JSON.stringify(align)}${rows.join('')}]`;
  }
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  node.forEach((child) => children.push(child));
  return children;
}

export function alignOf(cell: Node): 'left' | 'center' | 'right' | null {
  const align: unknown = cell.attrs['align'];
  return align === 'left' || align === 'center' || align === 'right' ? align : null;
}

/** What stands behind the opening fence. */
export function codeInfo(node: Node): string {
  const parts = [node.attrs['language'], node.attrs['meta']].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.join(' ').replace(/\s+/gu, ' ').trim();
}
