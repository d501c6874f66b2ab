import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { notePart, type PartPlace } from './note-part.ts';

const schema = createDocumentSchema();
const text = `---
tags: [a]
---
# Bread

Intro. ^intro

## Rye

- flour
- water ^w
  - warm

> [!tip] Rest
> A day. ^rest

### Bake

| t | min |
|---|-----|
| 230 | 40 |

^times

## Wheat

Soft.
`;

function part(place: PartPlace, maximumBlocks = 100) {
  const found = notePart(loadMarkdown(text, schema), place, maximumBlocks);
  return found === null ? null : { text: found.doc.textBetween(0, found.doc.content.size, ' / '), types: found.doc.children.map(({ type }) => type.name), line: found.line, cut: found.cut };
}

describe('the part of a note that a link names', () => {
  it('is the whole note without its properties where nothing more is named', () => {
    expect(part({})).toMatchObject({ types: ['heading', 'paragraph', 'heading', 'bulletList', 'callout', 'heading', 'table', 'paragraph', 'heading', 'paragraph'], line: 1, cut: false });
  });

  it('is a heading with everything below it, up to the next of its level', () => {
    expect(part({ heading: 'rye' })).toMatchObject({ types: ['heading', 'bulletList', 'callout', 'heading', 'table', 'paragraph'], line: 8 });
    expect(part({ heading: 'Rye#Bake' })?.types).toEqual(['heading', 'table', 'paragraph']);
    expect(part({ heading: 'Wheat#Bake' })).toBeNull();
  });

  it('is one block by its id: a paragraph, an item with what is below it, a table above its id', () => {
    expect(part({ block: 'INTRO' })).toMatchObject({ text: 'Intro. ^intro', types: ['paragraph'] });
    expect(part({ block: 'w' })).toMatchObject({ text: 'water ^w / warm', types: ['bulletList'] });
    expect(part({ block: 'times' })?.types).toEqual(['table']);
    expect(part({ block: 'rest' })?.types).toEqual(['callout']);
    expect(part({ block: 'nowhere' })).toBeNull();
  });

  it('begins at the block of a line where only that is known', () => {
    expect(part({ line: 11 }, 2)).toMatchObject({ types: ['bulletList', 'callout'], line: 10 });
    expect(part({ line: 999 })?.types).toEqual(['paragraph']);
  });

  it('says when it was too long to be shown whole', () => {
    expect(part({}, 2)).toMatchObject({ types: ['heading', 'paragraph'], cut: true });
  });
});
