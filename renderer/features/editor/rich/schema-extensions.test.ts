import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { schemaExtensions } from './schema-extensions.ts';

const editorSchema = getSchema([...schemaExtensions()]);
const documentSchema = createDocumentSchema();

describe('the schema of the editor', () => {
  it('has the nodes and marks of the document, in no other number', () => {
    expect(Object.keys(editorSchema.nodes).toSorted()).toEqual(Object.keys(documentSchema.nodes).toSorted());
    expect(Object.keys(editorSchema.marks).toSorted()).toEqual(Object.keys(documentSchema.marks).toSorted());
  });

  it.each(Object.keys(documentSchema.nodes))('means the same by %s', (name) => {
    const [own, theirs] = [editorSchema.nodes[name], documentSchema.nodes[name]];
    const facts = (type: typeof own): unknown => ({
      attrs: Object.fromEntries(Object.entries(type?.spec.attrs ?? {}).map(([key, value]) => [key, value.default])),
      content: type?.spec.content ?? '',
      marks: type?.markSet?.map((mark) => mark.name).toSorted() ?? null,
      flags: [type?.isInline, type?.isAtom, type?.isLeaf, type?.isTextblock, type?.spec.isolating ?? false, type?.spec.defining ?? false, type?.whitespace],
      role: type?.spec.tableRole,
    });
    expect(facts(own)).toEqual(facts(theirs));
  });

  it.each(Object.keys(documentSchema.marks))('means the same by the mark %s', (name) => {
    const [own, theirs] = [editorSchema.marks[name], documentSchema.marks[name]];
    expect(own?.spec.inclusive ?? true).toBe(theirs?.spec.inclusive ?? true);
    for (const other of Object.keys(documentSchema.marks)) {
      const [a, b] = [editorSchema.marks[other], documentSchema.marks[other]];
      if (own !== undefined && theirs !== undefined && a !== undefined && b !== undefined) expect(own.excludes(a)).toBe(theirs.excludes(b));
    }
  });

  it('loads a note into the same document', () => {
    const text = '---\na: 1\n---\n# H **b**\n\n- [x] done [[N|a]]\n\n| a | b |\n|---|--:|\n| `c` | ==d== |\n\n> [!tip]- T\n> $x$ ![[e]]\n\n<div>\n';
    expect(loadMarkdown(text, editorSchema).doc.toJSON()).toEqual(loadMarkdown(text, documentSchema).doc.toJSON());
  });
});
