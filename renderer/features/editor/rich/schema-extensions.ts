/**
 * TipTap extensions made from the document's specs, one to one: the same names and attributes,
 * so that a document loaded for the editor's schema is the editor's own.
 *
 * Only what is drawn differs from the specs: blocks detect their direction, links carry no
 * address that a browser could follow by itself, tables scroll.
 */
import { Extension, Mark, Node, type AnyExtension } from '@tiptap/core';
import type { Attrs, DOMOutputSpec, MarkSpec, NodeSpec } from '@tiptap/pm/model';
import { markSpecs, nodeSpecs } from '#shared/document/schema.ts';
import { linkTarget } from '../links/link-target.ts';

/** Blocks whose text may run from right to left independently of their neighbours. */
const directed: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'blockquote',
  'calloutTitle',
  'bulletList',
  'orderedList',
  'tableCell',
  'tableHeader',
]);

export function schemaExtensions(): readonly AnyExtension[] {
  return [
    Extension.create({
      name: 'documentSpecs',
      extendNodeSchema: ({ name }: { readonly name: string }) => drawnFields(name),
      extendMarkSchema: ({ name }: { readonly name: string }) => drawnMarkFields(name),
    }),
    ...Object.entries(nodeSpecs).map(([name, spec]) => nodeExtension(name, spec)),
    ...Object.entries(markSpecs).map(([name, spec]) => markExtension(name, spec)),
  ];
}

function nodeExtension(name: string, spec: NodeSpec): AnyExtension {
  return Node.create({
    name,
    topNode: name === 'doc',
    content: spec.content ?? '',
    marks: spec.marks ?? (null as unknown as string),
    group: spec.group ?? '',
    inline: spec.inline ?? false,
    atom: spec.atom ?? false,
    selectable: spec.selectable ?? true,
    draggable: spec.draggable ?? false,
    code: spec.code ?? false,
    defining: spec.defining ?? false,
    isolating: spec.isolating ?? false,
    linebreakReplacement: spec.linebreakReplacement ?? false,
    addAttributes: () => attributes(spec.attrs),
  });
}

function markExtension(name: string, spec: MarkSpec): AnyExtension {
  return Mark.create({
    name,
    inclusive: spec.inclusive ?? true,
    ...(spec.excludes === undefined ? {} : { excludes: spec.excludes }),
    group: spec.group ?? '',
    spanning: spec.spanning ?? true,
    code: spec.code ?? false,
    addAttributes: () => attributes(spec.attrs),
  });
}

/** TipTap's own reading and writing of attributes stays out of it: the specs do both. */
function attributes(attrs: NodeSpec['attrs'] | MarkSpec['attrs']): Record<string, { default: unknown; rendered: boolean }> {
  const entries = Object.entries(attrs ?? {}).map(([name, attribute]) => {
    const value: unknown = attribute.default;
    return [name, { default: value, rendered: false }] as const;
  });
  return Object.fromEntries(entries);
}

/** The fields that TipTap does not know, or would rewrite. */
function drawnFields(name: string): Partial<NodeSpec> {
  const spec = nodeSpecs[name];
  if (spec === undefined) return {};
  const { parseDOM, toDOM, leafText, tableRole } = spec;
  return {
    ...(parseDOM === undefined ? {} : { parseDOM }),
    ...(toDOM === undefined ? {} : { toDOM: directed.has(name) ? (node) => withDirection(toDOM(node)) : toDOM }),
    ...(leafText === undefined ? {} : { leafText }),
    ...(tableRole === undefined ? {} : { tableRole: String(tableRole) }),
  };
}

function drawnMarkFields(name: string): Partial<MarkSpec> {
  const spec = markSpecs[name];
  if (spec === undefined) return {};
  const { parseDOM, toDOM } = spec;
  return {
    ...(parseDOM === undefined ? {} : { parseDOM }),
    ...(toDOM === undefined ? {} : { toDOM: name === 'link' ? (mark) => linkDom(mark.attrs) : toDOM }),
  };
}

/** `['p', 0]` → `['p', { dir: 'auto' }, 0]` */
function withDirection(output: DOMOutputSpec): DOMOutputSpec {
  if (!Array.isArray(output)) return output;
  const [tag, second, ...rest] = output as readonly unknown[];
  const hasAttributes = typeof second === 'object' && second !== null && !Array.isArray(second);
  const parts = [tag, { dir: 'auto', ...(hasAttributes ? second : {}) }, ...(hasAttributes ? rest : [second, ...rest])];
  // A spec with one more attribute is a spec.
  return parts as unknown as DOMOutputSpec;
}

/** A click is answered by the editor, so the address stands in `data-href`; `href` is for the eye and for copying. */
function linkDom(attrs: Attrs): DOMOutputSpec {
  const href = String(attrs['href']);
  const target = linkTarget(href);
  const outside = target.kind === 'external';
  const title = typeof attrs['title'] === 'string' && attrs['title'] !== '' ? `${attrs['title']}\n` : '';
  return [
    'a',
    {
      'data-href': href,
      'data-link': target.kind,
      title: title + (outside ? target.url : target.kind === 'vault' ? '' : href),
      rel: 'noopener noreferrer nofollow',
      ...(outside ? { href: target.url } : { role: 'link' }),
    },
    0,
  ];
}
