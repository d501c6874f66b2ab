/**
 * Mark specs.
 *
 * `tag`, `blockId` and `inlineField` mark text that means something as it stands. They are for
 * the eye: saving ignores them, so text typed as `#tag` is a tag in the file without any mark.
 */
import type { MarkSpec } from '@tiptap/pm/model';
import { writeData, type ElementLike } from './dom-attributes.ts';

function meaning(type: string): MarkSpec {
  return {
    inclusive: false,
    parseDOM: [{ tag: `span[data-type="${type}"]` }],
    toDOM: () => ['span', { 'data-type': type }, 0],
  };
}

export const markSpecs: Readonly<Record<string, MarkSpec>> = {
  link: {
    // `reference` is the label of a reference link; `kind` is null, 'autolink' or 'literal'.
    attrs: { href: { default: '' }, title: { default: null }, reference: { default: null }, kind: { default: null } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element: ElementLike) => ({
          href: element.getAttribute('href') ?? '',
          title: element.getAttribute('title'),
          reference: element.getAttribute('data-reference'),
          kind: element.getAttribute('data-kind'),
        }),
      },
    ],
    toDOM: (mark) => {
      const title: unknown = mark.attrs['title'];
      const attrs = { href: String(mark.attrs['href']), ...(typeof title === 'string' ? { title } : {}), ...writeData(mark.attrs, ['reference', 'kind']) };
      return ['a', attrs, 0];
    },
  },
  bold: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }, { style: 'font-weight=bold' }], toDOM: () => ['strong', 0] },
  italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }], toDOM: () => ['em', 0] },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }], toDOM: () => ['s', 0] },
  highlight: { parseDOM: [{ tag: 'mark' }], toDOM: () => ['mark', 0] },
  tag: meaning('tag'),
  blockId: meaning('block-id'),
  inlineField: meaning('inline-field'),
  // Excludes nothing but itself: `**`code`**` is both.
  code: { inclusive: false, code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
};
