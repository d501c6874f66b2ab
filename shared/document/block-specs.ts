/** Node specs of the blocks. */
import type { NodeSpec } from '@tiptap/pm/model';
import { readData, writeData, type ElementLike } from './dom-attributes.ts';

const HEADING_LEVELS = [1, 2, 3, 4, 5, 6] as const;

const cellAttributes = { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null }, align: { default: null } };

function cell(tag: 'td' | 'th', role: 'cell' | 'header_cell'): NodeSpec {
  return {
    content: 'paragraph',
    attrs: cellAttributes,
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag, getAttrs: (element: ElementLike) => ({ align: element.getAttribute('data-align') ?? element.getAttribute('align') }) }],
    toDOM: (node) => [tag, writeData(node.attrs, ['align']), 0],
  };
}

/** Source shown as it is: nothing in it is markup to the editor. */
function sourceBlock(type: string): NodeSpec {
  return {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    isolating: true,
    parseDOM: [{ tag: `pre[data-type="${type}"]`, preserveWhitespace: 'full', priority: 60 }],
    toDOM: () => ['pre', { 'data-type': type }, ['code', 0]],
  };
}

export const blockSpecs: Readonly<Record<string, NodeSpec>> = {
  doc: { content: 'frontmatter? block+' },
  paragraph: {
    group: 'block',
    content: 'inline*',
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  heading: {
    group: 'block',
    // No breaks: a heading is one line.
    content: '(text | inlineAtom)*',
    attrs: { level: { default: 1 } },
    defining: true,
    parseDOM: HEADING_LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node) => [`h${String(node.attrs['level'])}`, 0],
  },
  blockquote: {
    group: 'block',
    content: '(block | joint)+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  callout: {
    group: 'block',
    content: '(calloutTitle | joint) block*',
    // `kind` is what stands in `[!…]`, metadata behind `|` included; `fold` is '', '+' or '-'.
    attrs: { kind: { default: 'note' }, fold: { default: '' } },
    defining: true,
    parseDOM: [{ tag: 'div[data-type="callout"]', getAttrs: (element: ElementLike) => ({ kind: element.getAttribute('data-kind') ?? 'note', fold: element.getAttribute('data-fold') ?? '' }) }],
    toDOM: (node) => ['div', { 'data-type': 'callout', ...writeData(node.attrs, ['kind', 'fold']) }, 0],
  },
  calloutTitle: {
    content: '(text | inlineAtom)*',
    defining: true,
    isolating: true,
    parseDOM: [{ tag: 'div[data-type="callout-title"]' }],
    toDOM: () => ['div', { 'data-type': 'callout-title' }, 0],
  },
  bulletList: {
    group: 'block list',
    content: 'listItem+',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  orderedList: {
    group: 'block list',
    content: 'listItem+',
    attrs: { start: { default: 1 } },
    parseDOM: [{ tag: 'ol', getAttrs: (element: ElementLike) => ({ start: Number(element.getAttribute('start') ?? 1) || 1 }) }],
    toDOM: (node) => ['ol', node.attrs['start'] === 1 ? {} : { start: String(node.attrs['start']) }, 0],
  },
  listItem: {
    content: '(block | joint)+',
    // `null` is no task; else the one character between the brackets, `' '` for open.
    attrs: { checked: { default: null } },
    defining: true,
    parseDOM: [{ tag: 'li', getAttrs: (element: ElementLike) => readData(element, ['checked']) }],
    toDOM: (node) => ['li', writeData(node.attrs, ['checked']), 0],
  },
  footnoteDefinition: {
    group: 'block',
    content: '(block | joint)+',
    attrs: { label: { default: '1' } },
    defining: true,
    isolating: true,
    parseDOM: [{ tag: 'div[data-type="footnote"]', getAttrs: (element: ElementLike) => ({ label: element.getAttribute('data-label') ?? '1' }) }],
    toDOM: (node) => ['div', { 'data-type': 'footnote', ...writeData(node.attrs, ['label']) }, 0],
  },
  codeBlock: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    // `meta` is what follows the language on the opening fence.
    attrs: { language: { default: null }, meta: { default: null } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full', getAttrs: (element: ElementLike) => readData(element, ['language', 'meta']) }],
    toDOM: (node) => ['pre', writeData(node.attrs, ['language', 'meta']), ['code', 0]],
  },
  // Content is TeX without its `$$`.
  mathBlock: sourceBlock('math'),
  // HTML, link definitions, comments and whatever else is only source, exactly as it stands.
  rawBlock: sourceBlock('raw'),
  // Content is YAML without its fences.
  frontmatter: { ...sourceBlock('frontmatter'), group: '' },
  /**
   * Never made. ProseMirror deletes from within one container into another by joining them, though
   * it refuses where no kind of node could begin both: a quote and a callout, whose first child is
   * its title, would throw.
   */
  joint: {},
  horizontalRule: {
    group: 'block',
    parseDOM: [{ tag: 'hr' }],
    toDOM: () => ['hr'],
  },
  table: {
    group: 'block',
    content: 'tableRow+',
    tableRole: 'table',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  tableRow: {
    content: '(tableCell | tableHeader)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  tableCell: cell('td', 'cell'),
  tableHeader: cell('th', 'header_cell'),
};
