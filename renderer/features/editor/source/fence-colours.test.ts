import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { highlightCode } from '../rich/highlight-code.ts';
import { dialect } from './dialect.ts';
import { fencesIn, placed } from './fence-colours.ts';

/** Every coloured piece of the text with its class. */
function coloured(doc: string): readonly string[] {
  const state = EditorState.create({ doc, extensions: markdown({ base: markdownLanguage, extensions: dialect }) });
  ensureSyntaxTree(state, doc.length, 5000);
  return fencesIn(state, 0, doc.length).flatMap((fence) => placed(fence, highlightCode(fence.code, fence.language)).map(({ from, to, className }) => `${className} ${doc.slice(from, to)}`));
}

describe('fenced code in source mode', () => {
  it('is coloured by its language, and not without one', () => {
    expect(coloured('Text\n\n```js title="x"\nconst a = "b";\n```\n')).toEqual(['hljs-keyword const', 'hljs-string "b"']);
    expect(coloured('```\nconst a = 1;\n```\n\n~~~no-such\nconst\n~~~\n')).toEqual([]);
  });

  it('is coloured in quotes and lists, whose marks stay as they are', () => {
    expect(coloured('> ```js\n> /* one\n> two */\n> let b\n> ```\n')).toEqual(['hljs-comment /* one\n', 'hljs-comment two */', 'hljs-keyword let']);
    expect(coloured('- a\n\n  ```py\n  def f(): pass\n  ```\n')[0]).toBe('hljs-keyword def');
  });
});
