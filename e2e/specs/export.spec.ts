import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Download, Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const hostile = 'Hostile <script>document.title="run"</script> words <img src=x onerror=alert(1)> and <u onclick=alert(2)>worn</u>.\n\n<script>alert(3)</script>\n\n<p onclick="alert(4)">Plain <a href="javascript:alert(5)">words</a> <img src="https://outside.example/a.png" alt="outside"></p>\n\n[bad](javascript:alert(6)) ![far](https://outside.example/b.png)\n\n`</style><script>alert(7)</script>`\n';

const whole = `---
lang: de
---
Above, with a note[^one] and $x^2$. ^here

## Part two

> [!warning] Mind the step
> Carefully.

- [x] done
- [ ] open

| Left | Right |
|:-----|------:|
| a | 12 |

$$
\\int_0^1 x\\,dx
$$

\`\`\`ts
const answer = 42;
\`\`\`

\`\`\`mermaid
graph TD
  Start --> End
\`\`\`

![[deck.png|120]]

![[Embedded#Inner]]

[[Embedded]] and [outside](https://example.org/page) and [[Nowhere]].

[^one]: The footnote's text.
`;

const embedded = '# Embedded\n\nNot this.\n\n## Inner\n\nWords of the inner part.\n\n```js\nlet x = 1;\n```\n\n## After\n\nNor this.\n';

async function exported(window: WindowPage, ask: () => Promise<void>): Promise<{ readonly download: Download; readonly html: string }> {
  const waiting = window.page.waitForEvent('download');
  await ask();
  const download = await waiting;
  return { download, html: readFileSync(await download.path(), 'utf8') };
}

/** The file in a browser that has no network and runs whatever the file would have run. */
async function opened(browser: Browser, home: string, html: string): Promise<{ readonly reader: Page; readonly requests: readonly string[]; readonly problems: readonly string[] }> {
  const context = await browser.newContext({ offline: true });
  const reader = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  const file = path.join(home, 'exported.html');
  writeFileSync(file, html);
  reader.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith('file:')) requests.push(request.url());
  });
  reader.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  reader.on('console', (message) => problems.push(message.text()));
  reader.on('pageerror', (error) => problems.push(error.message));
  await reader.goto(`file://${file}`);
  return { reader, requests, problems };
}

test('a note becomes one file with everything in it: embeds, pictures, formulas, diagrams, footnotes', async ({ page, home, browser, shell }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new WindowPage(page, home);
  window.write('Whole.md', whole);
  window.write('Embedded.md', embedded);
  await window.open('Whole');
  const { download, html } = await exported(window, () => window.run('Export this note as a web page'));
  expect(download.suggestedFilename()).toBe('Whole.html');
  const { reader, requests, problems } = await opened(browser, home.vault, html);
  const main = reader.getByRole('main');
  await expect(reader).toHaveTitle('Whole');
  await expect(main.getByRole('heading')).toHaveText(['Whole', 'Part two', 'Inner']);
  await expect(main.locator('section')).toHaveAttribute('lang', 'de');
  await expect(main).toContainText('Words of the inner part.');
  await expect(main).not.toContainText('Nor this.');
  await expect(main).not.toContainText('^here');
  await expect(main.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(main.getByRole('checkbox')).toHaveCount(2);
  await expect(main.locator('.callout-title')).toHaveText('Mind the step');
  await expect(main.locator('.katex-html')).toHaveCount(2);
  await expect(main.locator('math')).toHaveCount(2);
  await expect(main.locator('.hljs-keyword').first()).toHaveText('const');
  await expect(main.locator('.diagram img')).toHaveCount(1);
  await expect(main.getByRole('cell', { name: '12' })).toHaveCSS('text-align', 'right');
  await main.getByRole('link', { name: '1', exact: true }).first().click();
  await expect(main.locator('.footnote:target')).toContainText("The footnote's text.");
  await expect(main.getByRole('link', { name: 'outside' })).toHaveAttribute('href', 'https://example.org/page');
  await expect(main.getByRole('link', { name: 'Nowhere' })).toHaveCount(0);
  const sizes = await main.locator('img').evaluateAll((images) => images.map((image) => (image instanceof HTMLImageElement && image.src.startsWith('data:') ? image.naturalWidth : 0)));
  expect(sizes).toHaveLength(2);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  await expect(main.locator('img').nth(1)).toHaveJSProperty('width', 120);
  await expect(reader.locator('html')).toHaveCSS('background-color', 'rgb(251, 249, 245)');
  expect(await reader.evaluate(async () => (await document.fonts.ready, [...document.fonts].filter(({ status }) => status === 'loaded').length))).toBeGreaterThan(0);
  expect(requests).toEqual([]);
  expect(problems).toEqual([]);
  const pdf = await reader.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await reader.context().close();
});

test('hostile text stays text in the file: no script, no handler, nothing fetched', async ({ page, home, browser, shell, watch }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new WindowPage(page, home);
  window.write('Hostile.md', hostile);
  await window.open('Hostile');
  const { html } = await exported(window, () => window.run('Export this note as a web page'));
  const { reader, requests, problems } = await opened(browser, home.vault, html);
  await expect(reader).toHaveTitle('Hostile');
  await expect(reader.getByRole('main')).toContainText('document.title="run"');
  await expect(reader.getByRole('main')).toContainText('</style><script>alert(7)</script>');
  await expect(reader.locator('script, iframe, object, embed, base, link')).toHaveCount(0);
  await expect(reader.locator('u')).toHaveText('worn');
  const attributes = await reader.locator('*').evaluateAll((all) => all.flatMap((each) => each.getAttributeNames().map((name) => `${name}=${each.getAttribute(name)}`)));
  expect(attributes.filter((each) => /^on|^[\w-]+=\s*javascript:/iu.test(each))).toEqual([]);
  expect(await reader.locator('[src]').evaluateAll((all) => all.filter((each) => !(each.getAttribute('src') ?? '').startsWith('data:')).length)).toBe(0);
  expect(requests).toEqual([]);
  expect(problems).toEqual([]);
  expect(watch.problems).toEqual([]);
  await reader.context().close();
});

test('a folder becomes one file: its notes in order, links between them lead within it', async ({ page, home, browser, shell }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new WindowPage(page, home);
  mkdirSync(path.join(home.vault, 'book/deep'), { recursive: true });
  window.write('book/2 Second.md', '# Second\n\nBack to [[1 First#Way]] and out to [[Start here]].\n');
  window.write('book/1 First.md', 'One.\n\n## Way\n\nAlong.\n\nSee [[deep/Third|the third]].\n');
  window.write('book/deep/Third.md', 'Three.\n');
  await window.indexed();
  await expect(window.file('book')).toBeVisible();
  const { download, html } = await exported(window, async () => {
    await window.chooseFor('book', 'Export…');
    await window.dialog.getByRole('button', { name: 'Web page' }).click();
  });
  expect(download.suggestedFilename()).toBe('book.html');
  const { reader, problems } = await opened(browser, home.vault, html);
  const main = reader.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(['1 First', 'Second', 'Third']);
  await expect(reader.getByRole('navigation').getByRole('link')).toHaveText(['book/1 First', 'book/2 Second', 'book/deep/Third']);
  await main.getByRole('link', { name: /First/u }).click();
  await expect(main.locator(':target')).toHaveText('Way');
  await main.getByRole('link', { name: 'the third' }).click();
  await expect(main.locator('section:target')).toContainText('Three.');
  await expect(main.getByRole('link', { name: 'Start here' })).toHaveCount(0);
  await expect(main).toContainText('Start here');
  expect(problems).toEqual([]);
  // On paper the contents and each note begin a page.
  const pdf = (await reader.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  expect([...pdf.matchAll(/\/Type \/Page\b(?!s)/gu)]).toHaveLength(4);
  await reader.context().close();
});

test('printing shows the same page to the printer, and only that', async ({ page, home }) => {
  // The dialog is the system's: what it would be given is kept instead.
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      print() {
        const top = globalThis.parent;
        Object.assign(top, { printed: { html: document.documentElement.outerHTML, title: top.document.title, scripts: document.scripts.length } });
        dispatchEvent(new Event('afterprint'));
      },
    });
  });
  await page.reload();
  const window = new WindowPage(page, home);
  window.write('Paper.md', 'Printed $x$.\n\n![[deck.png]]\n');
  await window.open('Paper');
  await window.run('Print this note');
  const printed = await page.waitForFunction(() => (globalThis as { readonly printed?: { readonly html: string; readonly title: string; readonly scripts: number } }).printed);
  const { html, title, scripts } = (await printed.jsonValue()) ?? { html: '', title: '', scripts: -1 };
  expect(title).toBe('Paper');
  expect(scripts).toBe(0);
  expect(html).toContain('Printed');
  expect(html).toContain('data:image/png;base64,');
  expect(html).not.toContain('note-document');
  await expect(page.locator('.print-frame')).toHaveCount(0);
});

test('a note is copied as Markdown, and as rich text without anything of ours', async ({ page, home, context, shell }) => {
  test.skip(shell === 'electron', 'the clipboard of the system');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const window = new WindowPage(page, home);
  const text = '# Copied\n\n- [x] **bold** words\n- [[Start here]]\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nEnd $x^2$. ^id\n';
  window.write('Copied.md', text);
  await window.open('Copied');
  await window.run('Copy as Markdown');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  await window.run('Copy as rich text');
  const read = (type: string) =>
    page.evaluate(async (wanted) => {
      const [item] = await navigator.clipboard.read();
      return item?.types.includes(wanted) === true ? (await item.getType(wanted)).text() : '';
    }, type);
  await expect.poll(() => read('text/html')).toContain('<strong>bold</strong>');
  const html = await read('text/html');
  expect(html).toContain('<h1>Copied</h1>');
  expect(html).toContain('<td style="text-align: right;">2</td>');
  expect(html).toContain('<code>x^2</code>');
  expect(html).not.toMatch(/class=|id=|data-|\^id/u);
  const plain = await read('text/plain');
  expect(plain).toContain('bold words');
  expect(plain).not.toContain('**');
});
