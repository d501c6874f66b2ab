/**
 * Backspace at the start of a block and Delete at the end of one, between every two kinds of block:
 * nothing throws, no word is lost, the file says what the editor shows, and undoing gives the bytes
 * that were loaded.
 */
import { describe, expect, it } from 'vitest';
import type { Node } from '@tiptap/pm/model';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { EditorWithoutPage } from './fidelity-editor.ts';

/** One of each kind; `@` begins each of its words, so that both blocks of a pair have their own. */
const kinds: Readonly<Record<string, string>> = {
  paragraph: '@one @two',
  'lines of a paragraph': '@one\n@two',
  'paragraph with a block id': '@one @two ^@id',
  heading: '## @one @two',
  'underlined heading': '@one @two\n========',
  'bullet list': '- @one\n- @two',
  'numbered list': '1. @one\n2. @two',
  'list of ones': '1. @one\n1. @two',
  'task list': '- [ ] @one\n- [x] @two',
  'nested list': '- @one\n  - @two',
  'loose list': '- @one\n\n  @more\n\n- @two',
  'empty item': '- @one\n-',
  quote: '> @one\n>\n> @two',
  'quote with a list': '> - @one\n> - @two',
  'quote with a quote': '> @one\n>\n> > @two',
  'quote with code': '> @one\n>\n> ```\n> @two\n> ```',
  'quote with a callout': '> > [!note] @one\n> > @two',
  callout: '> [!note] @one\n> @two',
  'callout without a body': '> [!tip] @one',
  'callout with a list': '> [!note] @one\n> - @two',
  'callout with a callout': '> [!note] @one\n> > [!tip] @two\n> > @three',
  'callout with a quote': '> [!note] @one\n>\n> > @two',
  code: '```js\n@one\n@two\n```',
  'code with a tag': '```\n@one\n@two #tag\n```',
  'empty code': '```\n```',
  'indented code': '    @one\n    @two',
  'item with code': '- @one\n\n  ```\n  @two\n  ```',
  'item with a quote': '- @one\n\n  > @two',
  math: '$$\n@one\n$$',
  HTML: '<div>\n@one\n</div>',
  comment: '%%\n@one\n%%',
  definition: '[@one]: https://example.org/@two',
  rule: '---',
  table: '| @one | @two |\n| --- | --- |\n| @three | @four |',
  footnote: '[^@label]: @one\n\n    @two',
};
const frontmatter = '---\ntitle: @one\n---';

const editor = new EditorWithoutPage();

interface Pair {
  readonly name: string;
  readonly text: string;
}

function blocksOf(text: string): readonly string[] {
  const types: string[] = [];
  loadMarkdown(text, editor.schema).doc.forEach((node) => types.push(node.type.name));
  return types;
}

/** Pairs that stay two blocks when one stands behind the other. */
function pairs(): readonly Pair[] {
  const found: Pair[] = [];
  for (const [first, above] of [['frontmatter', frontmatter] as const, ...Object.entries(kinds)]) {
    for (const [second, below] of Object.entries(kinds)) {
      const head = above.replaceAll('@', 'a');
      const tail = below.replaceAll('@', 'b');
      const text = `${head}\n\n${tail}\n`;
      const alone = [...(first === 'frontmatter' ? ['frontmatter'] : blocksOf(`${head}\n`)), ...blocksOf(`${tail}\n`)];
      if (blocksOf(text).join() !== alone.join()) continue;
      found.push({ name: `${first}, ${second}`, text });
    }
  }
  return found;
}

/** What a note says, in letters alone: syntax may change, words may not. */
function wordsOf(text: string): string {
  return (text.match(/[ab](?:one|two|three|four|more|id)/gu) ?? []).toSorted().join(' ');
}

/** Where text blocks begin between two places, and where they end. */
function textblocksIn(doc: Node, from: number, to: number): readonly { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    if (node.isTextblock) found.push({ start: position + 1, end: position + 1 + node.content.size });
  });
  return found;
}

/** What is wrong with the edit that was made of `text`, whose words are to be `words`; null where nothing is. */
function judge(text: string, loaded: ReturnType<typeof loadMarkdown>, words: string): string | null {
  editor.doc.check();
  const saved = saveMarkdown(loaded, editor.doc);
  if (!saved.verified) return `is not verified: ${JSON.stringify(saved.text)} for ${editor.doc.toString()}`;
  if (wordsOf(saved.text) !== words) return `loses words: ${JSON.stringify(saved.text)}`;
  while (editor.press('Mod-z') && !editor.doc.eq(loaded.doc));
  return saveMarkdown(loaded, editor.doc).text === text ? null : 'is not undone';
}

function problemIn(name: string, attempt: () => string | null): readonly string[] {
  try {
    const problem = attempt();
    return problem === null ? [] : [`${name}: ${problem}`];
  } catch (error) {
    return [`${name}: throws ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Presses a key at the joint of the pair. */
function pressBetween(key: 'Backspace' | 'Delete', { name, text }: Pair): readonly string[] {
  const { doc } = loadMarkdown(text, editor.schema);
  const joint = doc.child(0).nodeSize;
  const caret = key === 'Backspace' ? textblocksIn(doc, joint, doc.content.size)[0]?.start : textblocksIn(doc, 0, joint).at(-1)?.end;
  return caret === undefined ? [] : pressAt(key, name, text, caret);
}

/** Presses a key at the edge of every text block of one kind of block. */
function pressWithin(key: 'Backspace' | 'Delete', name: string, source: string): readonly string[] {
  const text = `afour\n\n${source.replaceAll('@', 'b')}\n\namore\n`;
  const { doc } = loadMarkdown(text, editor.schema);
  return textblocksIn(doc, 0, doc.content.size).flatMap(({ start, end }) => pressAt(key, `${name}, ${start}`, text, key === 'Backspace' ? start : end));
}

/** Up to three times; each time nothing but the place of the text may have changed. */
function pressAt(key: 'Backspace' | 'Delete', name: string, text: string, caret: number): readonly string[] {
  const loaded = loadMarkdown(text, editor.schema);
  return [1, 2, 3].flatMap((times) =>
    problemIn(`${name}, ${times} times`, () => {
      editor.open(loaded.doc);
      editor.select(caret);
      for (let time = 0; time < times; time += 1) {
        const { $from, empty } = editor.state.selection;
        // A second press would delete what the first one selected: a whole block, and never a line of one.
        if (!empty && $from.nodeAfter?.type.name === 'calloutTitle') return 'selects the title';
        // Elsewhere the key deletes a character.
        if (!empty || (key === 'Backspace' ? $from.parentOffset > 0 : $from.parentOffset < $from.parent.content.size)) break;
        editor.press(key);
      }
      return judge(text, loaded, wordsOf(text));
    }),
  );
}

/** What is done over a selection, and to every how many-th pair: all of it deletes in the same way first. */
const overSelection: Readonly<Record<string, { readonly every: number; readonly act: () => void }>> = {
  Backspace: { every: 1, act: () => void editor.press('Backspace') },
  typing: { every: 5, act: () => editor.type('x') },
  Enter: { every: 5, act: () => void editor.press('Enter') },
};

/** Deletes from within a block of the first to within a block of the second. */
function deleteAcross(what: string, { name, text }: Pair): readonly string[] {
  const loaded = loadMarkdown(text, editor.schema);
  const { doc } = loaded;
  const joint = doc.child(0).nodeSize;
  return textblocksIn(doc, 0, joint).flatMap((above) =>
    textblocksIn(doc, joint, doc.content.size).flatMap((below) =>
      // A letter of its first word and the rest of the last one stay.
      problemIn(`${name}, ${above.start} to ${below.end}`, () => {
        const [from, to] = [Math.min(above.start + 1, above.end), Math.max(below.end - 1, below.start)];
        editor.open(doc);
        editor.select(from, to);
        // Of tables only whole cells can be selected together with what is around them.
        const { selection } = editor.state;
        if (selection.$from.sameParent(selection.$to)) return null;
        const words = wordsOf(`${doc.textBetween(0, selection.from, '\n')}\n${doc.textBetween(selection.to, doc.content.size, '\n')}`);
        overSelection[what]?.act();
        if (editor.doc.eq(doc)) return 'does nothing';
        return judge(text, loaded, words);
      }),
    ),
  );
}

describe.each(['Backspace', 'Delete'] as const)('%s between two blocks', (key) => {
  it('never throws, never loses a word, and is undone to the bytes that were loaded, for every two kinds', { timeout: 120_000 }, () => {
    const all = pairs();
    expect(all.length).toBeGreaterThan(800);
    expect(all.flatMap((pair) => pressBetween(key, pair))).toEqual([]);
  });

  it('does no more harm within any of them', () => {
    expect(Object.entries(kinds).flatMap(([name, source]) => pressWithin(key, name, source))).toEqual([]);
  });
});

describe.each(Object.keys(overSelection))('%s over what is selected from one block into another', (what) => {
  it('never throws, takes no word that was not selected, and is undone to the bytes that were loaded', { timeout: 120_000 }, () => {
    const every = overSelection[what]?.every ?? 1;
    const some = pairs().filter((_pair, index) => index % every === 0);
    expect(some.flatMap((pair) => deleteAcross(what, pair))).toEqual([]);
  });
});
