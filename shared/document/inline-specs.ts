/** Node specs of text and of what stands in a line of it. */
import type { NodeSpec } from '@tiptap/pm/model';
import { readData, writeData, type ElementLike } from './dom-attributes.ts';

/** An inline leaf with attributes, shown as a span that names its type. */
function atom(type: string, defaults: Readonly<Record<string, string | boolean | null>>, text: (attrs: Readonly<Record<string, unknown>>) => string): NodeSpec {
  const names = Object.keys(defaults);
  return {
    group: 'inline inlineAtom',
    inline: true,
    atom: true,
    selectable: true,
    attrs: Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, { default: value }])),
    parseDOM: [
      {
        tag: `span[data-type="${type}"]`,
        getAttrs: (element: ElementLike) => {
          const attrs: Record<string, string | boolean | null> = readData(element, names);
          for (const [name, value] of Object.entries(defaults)) {
            if (typeof value === 'boolean') attrs[name] = attrs[name] === 'true';
            else if (typeof value === 'string') attrs[name] ??= value;
          }
          return attrs;
        },
      },
    ],
    toDOM: (node) => ['span', { 'data-type': type, ...writeData(node.attrs, names) }, text(node.attrs)],
    leafText: (node) => text(node.attrs),
  };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export const inlineSpecs: Readonly<Record<string, NodeSpec>> = {
  text: { group: 'inline' },
  hardBreak: {
    group: 'inline',
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
    leafText: () => '\n',
  },
  /** A line end inside a paragraph; kept, since nobody asked for their lines to be joined. */
  softBreak: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'span[data-type="soft-break"]' }],
    toDOM: () => ['span', { 'data-type': 'soft-break' }, ' '],
    leafText: () => '\n',
  },
  image: {
    group: 'inline inlineAtom',
    inline: true,
    draggable: true,
    attrs: { src: { default: '' }, alt: { default: null }, title: { default: null }, reference: { default: null } },
    parseDOM: [
      {
        tag: 'img[src]',
        getAttrs: (element: ElementLike) => ({
          src: element.getAttribute('src') ?? '',
          alt: element.getAttribute('alt'),
          title: element.getAttribute('title'),
          reference: element.getAttribute('data-reference'),
        }),
      },
    ],
    toDOM: (node) => {
      const attrs: Record<string, string> = { src: shown(node.attrs['src']), ...writeData(node.attrs, ['reference']) };
      if (typeof node.attrs['alt'] === 'string') attrs['alt'] = node.attrs['alt'];
      if (typeof node.attrs['title'] === 'string') attrs['title'] = node.attrs['title'];
      return ['img', attrs];
    },
  },
  /** `target` is everything before the bar, heading and block included; `alias` everything behind it. */
  wikilink: atom('wikilink', { target: '', alias: null }, (attrs) => shown(attrs['alias']) || shown(attrs['target'])),
  embed: atom('embed', { target: '', alias: null }, (attrs) => shown(attrs['target'])),
  mathInline: atom('math', { tex: '', display: false }, (attrs) => shown(attrs['tex'])),
  footnoteRef: atom('footnote-ref', { label: '' }, (attrs) => `[${shown(attrs['label'])}]`),
  inlineFootnote: atom('inline-footnote', { text: '' }, (attrs) => shown(attrs['text'])),
  /** `%%…%%` in a line; `text` is what stands between. */
  comment: atom('comment', { text: '' }, () => ''),
  /** Inline HTML and other source that the editor shows as it is. */
  rawInline: atom('raw', { source: '' }, (attrs) => shown(attrs['source'])),
};
