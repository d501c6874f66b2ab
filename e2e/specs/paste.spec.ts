/**
 * Paste, drop and copy: fragments as Google Docs, Word, GitHub, Gmail and web pages put them on the
 * clipboard, written by hand after theirs; and what of them is on disk then.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { copied, paste } from '../pages/clipboard.ts';
import { NotePage } from '../pages/note-page.ts';

interface Fragment {
  readonly from: string;
  readonly html: string;
  readonly text?: string;
  readonly markdown: string;
}

const fragments: readonly Fragment[] = [
  {
    from: 'Google Docs',
    html:
      '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span style="font-size:16pt;font-weight:400;">Plan</span></h2>' +
      '<p dir="ltr"><span style="font-weight:400;font-style:normal;">Bake </span><span style="font-weight:700;">rye</span><span> and </span><span style="font-style:italic;">wheat</span>, see <a href="https://www.google.com/url?q=https://example.com/oven?a%3D1&amp;sa=D" style="text-decoration:none;"><span style="text-decoration:underline;">the oven</span></a>.</p><br />' +
      '<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span style="text-decoration:line-through;">inner</span></p></li></ul><li><p><span style="background-color:#ffff00;">two</span></p></li></ul></b>',
    markdown: '## Plan\n\nBake **rye** and *wheat*, see [the oven](https://example.com/oven?a=1).\n\n- one\n  - ~~inner~~\n- ==two==',
  },
  {
    from: 'Word',
    html:
      '<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment--><h1>Report<o:p></o:p></h1><p class=MsoNormal>Some <b>bold</b>&nbsp;and <i>slanted</i>.<o:p></o:p></p>' +
      "<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span style='font:7pt'>&nbsp;&nbsp; </span></span><![endif]>first</p>" +
      "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>below</p>" +
      "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>second</p>" +
      "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>numbered</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>" +
      '<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Name</b></p></td><td><p class=MsoNormal>Price</p></td></tr><tr><td><p>Rye</p></td><td><p>4</p><p>each</p></td></tr></table><!--EndFragment--></body></html>',
    markdown: '# Report\n\nSome **bold** and *slanted*.\n\n- first\n  - below\n- second\n\n1. numbered\n\n| **Name** | Price |\n| --- | --- |\n| Rye | 4<br>each |',
  },
  {
    from: 'GitHub',
    html:
      '<meta charset="utf-8"><h3 dir="auto">Usage<a id="x" class="anchor" aria-label="Permalink" href="#usage"></a></h3><ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox" disabled checked> done</li><li class="task-list-item"><input type="checkbox" disabled> open, see <code>make</code></li></ul>' +
      '<div class="highlight highlight-source-js"><pre><span class="pl-k">let</span> a = 1;\nrun(a);\n</pre></div><blockquote><p>quoted <g-emoji>🎉</g-emoji></p></blockquote>',
    markdown: '### Usage\n\n- [x] done\n- [ ] open, see `make`\n\n```js\nlet a = 1;\nrun(a);\n```\n\n> quoted 🎉',
  },
  {
    from: 'Gmail',
    html:
      '<div dir="ltr"><div>Hi Dana,</div><div><br></div><div>the <b>lease</b> is <a href="https://example.com/lease" target="_blank">here</a>.</div><table role="presentation" width="100%"><tbody><tr><td><div>Regards</div><img src="https://example.com/open.gif" width="1" height="1"></td></tr></tbody></table></div>',
    markdown: 'Hi Dana,\n\nthe **lease** is [here](https://example.com/lease).\n\nRegards',
  },
  {
    from: 'a web page',
    html:
      '<article><h2><a href="#top">Heading</a></h2><p>A <a href="javascript:alert(1)">link</a> and <em>emphasis</em>: <span class="katex"><span class="katex-mathml"><math><semantics><annotation encoding="application/x-tex">a^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">a2</span></span>.</p>' +
      '<table><thead><tr><th>a</th><th align="right">b</th></tr></thead><tbody><tr><td rowspan="2">x|y</td><td>1</td></tr><tr><td>2</td></tr></tbody></table><script>alert(1)</script><ol start="3"><li>three</li><li>four<ul><li>in</li></ul></li></ol></article>',
    markdown: '## Heading\n\nA link and *emphasis*: $a^2$.\n\n| a | b |\n| --- | --: |\n| x\\|y | 1 |\n|  | 2 |\n\n3. three\n4. four\n   - in',
  },
  {
    from: 'a page that shows Markdown as text',
    html: '<meta charset="utf-8"><span style="color: rgb(0, 0, 0);">## Not styled<br><br>- [ ] a task in [[Start here]]</span>',
    text: '## Not styled\n\n- [ ] a task in [[Start here]]',
    markdown: '## Not styled\n\n- [ ] a task in [[Start here]]',
  },
  {
    from: 'a code editor',
    html: '<meta charset="utf-8"><div style="font-family: Consolas, monospace;white-space: pre;"><div><span style="color:#00f">const</span> a = *b*;</div><div>go(a);</div></div>',
    text: 'const a = *b*;\ngo(a);',
    markdown: '```typescript\nconst a = *b*;\ngo(a);\n```',
  },
];

test('what other programs copy becomes the Markdown that says the same', async ({ page, home }) => {
  test.slow();
  const note = new NotePage(page, home);
  for (const [index, { from, html, text, markdown }] of fragments.entries()) {
    const name = `Pasted ${index}`;
    note.write(`${name}.md`, '- kept\n\nhere\n\n> kept\n');
    await note.open(name);
    await note.caretAfter('here');
    await page.keyboard.press('Enter');
    await paste(note, { 'text/html': html, 'text/plain': text ?? 'other', ...(from === 'a code editor' ? { 'vscode-editor-data': '{"version":1,"mode":"typescript"}' } : {}) });
    await expect.poll(() => note.read(`${name}.md`), from).toBe(`- kept\n\nhere\n\n${markdown}\n\n> kept\n`);
  }
});

test('text is Markdown when pasted, and plain with Shift', async ({ page, home, context }) => {
  // The keys below make the browser paste too: what a test before this one copied.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const note = new NotePage(page, home);
  note.write('Plain.md', 'a\n');
  await note.open('Plain');
  await note.caretAfter('a');
  await paste(note, { 'text/plain': ' **b** [[Start here]]' });
  await note.expectFile('Plain.md', 'a **b** [[Start here]]\n');
  await page.keyboard.press('Enter');
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.down('Control');
  await page.keyboard.down('Shift');
  await page.keyboard.down('V');
  await paste(note, { 'text/plain': '**c** #', 'text/html': '<b>c</b>' });
  for (const key of ['V', 'Shift', 'Control']) await page.keyboard.up(key);
  await expect.poll(() => note.read('Plain.md').replaceAll('\\', '')).toBe('a **b** [[Start here]]\n\n**c** #\n');
  await expect(note.text.locator('p').last()).toHaveText('**c** #');
});

test('an address over a selection links it', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Link.md', 'the oven\n');
  await note.open('Link');
  await note.caretAfter('the oven');
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await note.settled();
  await expect(page.getByText('1 word selected')).toBeVisible();
  await paste(note, { 'text/plain': 'https://example.com/a?b=c' });
  await note.expectFile('Link.md', 'the [oven](https://example.com/a?b=c)\n');
});

test('pictures are kept as files where the vault says, once each, and named for their time', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const base64 = readFileSync(path.join(home.vault, 'assets/deck.png')).toString('base64');
  note.write('projects/Pictures.md', 'words\n\n* kept\n');
  await note.open('Pictures');
  await note.caretAfter('words');
  await page.keyboard.press('Enter');
  await paste(note, {}, [{ name: 'image.png', type: 'image/png', base64 }]);
  await note.expectInFile('projects/Pictures.md', '![[Pasted image ');
  const files = (): readonly string[] => readdirSync(path.join(home.vault, 'projects/attachments'));
  expect(files()).toHaveLength(1);
  expect(files()[0]).toMatch(/^Pasted image \d{4}-\d\d-\d\d \d{6}\.png$/u);
  expect(note.read('projects/Pictures.md')).toBe(`words\n\n![[${files()[0] ?? ''}]]\n\n* kept\n`);
  await page.keyboard.press('Enter');
  await paste(note, {}, [{ name: 'other name.png', type: 'image/png', base64 }]);
  await expect.poll(() => note.read('projects/Pictures.md').split('![[').length).toBe(3);
  expect(files()).toHaveLength(1);
});

test("a vault of Obsidian's keeps its own folder for attachments", async ({ page, home }) => {
  const note = new NotePage(page, home);
  const { mkdirSync } = await import('node:fs');
  mkdirSync(path.join(home.vault, '.obsidian'));
  note.write('.obsidian/app.json', '{"attachmentFolderPath":"assets"}');
  await note.open('Empty');
  await note.text.click();
  await paste(note, {}, [{ name: 'report.pdf', type: 'application/pdf', base64: Buffer.from('%PDF-1.4 x').toString('base64') }]);
  await note.expectFile('Empty.md', '![[report.pdf]]\n');
  expect(readdirSync(path.join(home.vault, 'assets'))).toContain('report.pdf');
});

test('a copy is Markdown as text and clean HTML', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Copy.md', '## Head\n\n- [x] **done** [[Lease|the lease]]\n- [ ] open\n\n```js\nlet a;\n```\n');
  await note.open('Copy');
  await note.text.click();
  await page.keyboard.press('ControlOrMeta+a');
  await note.settled();
  const copy = await copied(note);
  expect(copy.text).toBe('## Head\n\n- [x] **done** [[Lease|the lease]]\n- [ ] open\n\n```js\nlet a;\n```');
  expect(copy.html).toContain('<h2');
  expect(copy.html).toContain('<strong>done</strong>');
  expect(copy.html).toContain('<input type="checkbox" disabled="disabled" checked="checked">');
  expect(copy.html).toContain('<code class="language-js">let a;</code>');
  expect(copy.html).not.toContain('class="wikilink');
  expect(copy.html).not.toContain('dir=');
  // What was copied is pasted as it was.
  await note.open('Empty');
  await note.text.click();
  await paste(note, { 'text/html': copy.html, 'text/plain': copy.text });
  await expect.poll(() => note.read('Empty.md').trim()).toBe('## Head\n\n- [x] **done** [[Lease|the lease]]\n- [ ] open\n\n```js\nlet a;\n```');
});
