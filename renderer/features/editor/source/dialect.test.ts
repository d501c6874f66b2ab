import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { dialect } from './dialect.ts';

/** Names of the dialect's own nodes, with their text. */
function found(doc: string): readonly string[] {
  const state = EditorState.create({ doc, extensions: markdown({ base: markdownLanguage, extensions: dialect }) });
  const own = new Set(['Wikilink', 'FootnoteMark', 'InlineFootnote', 'CalloutMark', 'Highlight', 'Comment', 'CommentBlock', 'Math', 'Tag', 'BlockId', 'Frontmatter']);
  const names: string[] = [];
  ensureSyntaxTree(state, doc.length, 5000)?.iterate({
    enter: ({ name, from, to }) => {
      if (own.has(name)) names.push(`${name} ${doc.slice(from, to)}`);
    },
  });
  return names;
}

it.each([
  ['See [[A note#Part|its name]] and ![[pic.png]].', ['Wikilink [[A note#Part|its name]]', 'Wikilink ![[pic.png]]']],
  ['==marked== and %%hidden%% and $x^2$ for $5 and $6.', ['Highlight ==marked==', 'Comment %%hidden%%', 'Math $x^2$']],
  ['#tag/sub #123 a#b ##', ['Tag #tag/sub']],
  ['A claim[^1] and^[inline]. ^block-1', ['FootnoteMark [^1]', 'InlineFootnote ^[inline]', 'BlockId ^block-1']],
  ['> [!note] Title', ['CalloutMark [!note]']],
  ['`[[code]] ==x==`', []],
  ['```\n[[code]] #tag\n```', []],
  ['---\ntags: [a]\n---\n\nText', ['Frontmatter ---\ntags: [a]\n---']],
  ['---\nNo properties here.\n\n# Title #tag', ['Tag #tag']],
  ['%%\nhidden\n\n# more\n%%\n\n#shown', ['CommentBlock %%\nhidden\n\n# more\n%%', 'Tag #shown']],
])('%s', (doc, names) => {
  expect(found(doc)).toEqual(names);
});
