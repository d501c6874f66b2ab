/** What a copy puts on the clipboard: Markdown as text, and HTML that other programs understand. */
import { DOMSerializer, Fragment, type DOMOutputSpec, type Node, type Schema, type Slice } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { markSpecs, nodeSpecs } from '#shared/document/schema.ts';

export function sliceToMarkdown(slice: Slice, schema: Schema): string {
  const fallback = (): string => slice.content.textBetween(0, slice.content.size, '\n\n');
  const [doc, paragraph] = [schema.nodes['doc'], schema.nodes['paragraph']];
  if (doc === undefined || paragraph === undefined) return fallback();
  const content = slice.content.firstChild?.isInline === true ? Fragment.from(paragraph.create(null, slice.content)) : slice.content;
  const single = content.childCount === 1 && content.firstChild?.isTextblock === true;
  // Part of one line is its words, without the heading or fence that they stand in.
  const whole = single && slice.openStart > 0 && content.firstChild?.type.spec.code !== true ? Fragment.from(paragraph.create(null, content.firstChild?.content)) : content;
  if (content.firstChild?.type.spec.code === true && single && slice.openStart > 0) return fallback();
  if (!doc.validContent(whole)) return fallback();
  return saveMarkdown(loadMarkdown('', schema), doc.create(null, whole)).text.replace(/\n$/u, '');
}

/** HTML as the document's own specs write it, without what only the editor's page needs. */
export function clipboardSerializer(schema: Schema): DOMSerializer {
  // Of the schema itself comes only how text is written.
  const nodes: Record<string, (node: Node) => DOMOutputSpec> = DOMSerializer.nodesFromSchema(schema);
  for (const [name, spec] of Object.entries(nodeSpecs)) if (spec.toDOM !== undefined) nodes[name] = spec.toDOM;
  const marks: ConstructorParameters<typeof DOMSerializer>[1] = {};
  for (const [name, spec] of Object.entries(markSpecs)) if (spec.toDOM !== undefined) marks[name] = spec.toDOM;
  return new DOMSerializer(
    {
      ...nodes,
      softBreak: () => ['span', { 'data-type': 'soft-break' }, ' '],
      codeBlock: (node) => {
        const language: unknown = node.attrs['language'];
        const named = typeof language === 'string' && language !== '';
        return ['pre', named ? { 'data-language': language } : {}, ['code', named ? { class: `language-${language}` } : {}, 0]];
      },
      listItem: (node) => {
        const checked: unknown = node.attrs['checked'];
        if (typeof checked !== 'string') return ['li', 0];
        return ['li', { 'data-checked': checked }, ['input', { type: 'checkbox', disabled: 'disabled', ...(checked === ' ' ? {} : { checked: 'checked' }) }], ['div', 0]];
      },
    },
    marks,
  );
}
