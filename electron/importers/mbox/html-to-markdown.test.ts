import { describe, expect, it } from 'vitest';
import { htmlToBlocks, joinBlocks } from './html-to-markdown.ts';

function convert(html: string, maxCharacters = 1e7): string {
  return joinBlocks(htmlToBlocks(html, { inlineImage: (id, alt) => `![${alt}](cid-${id})`, maxCharacters }).blocks);
}

describe('htmlToBlocks', () => {
  it.each([
    ['<p>One <b>bold </b>and <i>it</i></p><p>Two<br>lines</p>', 'One **bold** and *it*\n\nTwo\nlines'],
    ['<ul><li>a<li>b<ol><li>c</ol></ul>', '- a\n- b\n    1. c'],
    ['<blockquote>q<blockquote>r</blockquote></blockquote>', '> q\n>\n> > r'],
    ['<a href="https://x.org/a">here</a>', '[here](<https://x.org/a>)'],
    ['<a href="https://x.org/a">https://x.org/a</a>', '<https://x.org/a>'],
    ['<a href="javascript:alert(1)">click</a>', 'click'],
    ['<h1>Big</h1>text', '**Big**\n\ntext'],
    ['<pre>a\n  b</pre>', '```text\na\n  b\n```'],
    ['<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2|3</td></tr></table>', '| A | B |\n| --- | --- |\n| 1 | 2\\|3 |'],
    ['<table><tr><td><table><tr><td>x</td></tr></table></td><td>y</td></tr></table>', 'x\n\ny'],
    ['<div style="display:none">preheader</div>seen', 'seen'],
    ['<img src="https://t.example/p.gif" width=1 height=1 alt="t">seen', 'seen'],
    ['<img src="cid:abc" alt="photo">', '![photo](cid-abc)'],
    ['<script>alert(1)</script><style>p{}</style><form><input value="x">words</form>', 'words'],
    ['<b>unclosed <i>both</p> after', '**unclosed** ***both***\n\n***after***'],
  ])('%j', (html, markdown) => {
    expect(convert(html).replace(/ +$/gm, '').replace(/^(\s*)- {2,}/gm, '$1- ').replace(/^(\s*\d+\.) {2,}/gm, '$1 ')).toBe(markdown);
  });

  it('finishes on HTML nested twenty thousand deep, within the stack', () => {
    const depth = 20_000;
    expect(convert(`${'<div>'.repeat(depth)}deep${'</div>'.repeat(depth)}`)).toBe('deep');
    expect(convert(`${'<blockquote>'.repeat(depth)}deep`)).toMatch(/^(?:> )+deep$/);
    expect(convert(`${'<ul><li>'.repeat(depth)}deep`).trim()).toMatch(/deep$/);
    expect(convert(`${'<table><tr><td>'.repeat(3000)}deep`)).toBe('deep');
  });

  it('stops at its limit and says so', () => {
    const { cut } = htmlToBlocks('<p>word</p>'.repeat(1000), { inlineImage: () => null, maxCharacters: 500 });
    expect(cut).toBe(true);
  });

  it('marks what repeats an earlier message', () => {
    const { blocks } = htmlToBlocks('<div>New</div><div class="gmail_quote">On Monday X wrote:<blockquote>Old</blockquote></div>', { inlineImage: () => null, maxCharacters: 1e6 });
    expect(blocks.map((block) => [block.plain, block.quoted])).toEqual([['New', false], ['On Monday X wrote:', true], ['Old', true]]);
  });
});
