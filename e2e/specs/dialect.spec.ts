import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';
import { WindowPage } from '../pages/window-page.ts';

async function shown(note: NotePage, text: string): Promise<void> {
  note.write('Dialect.md', text);
  await note.open('Dialect');
}

function picker(note: NotePage): { readonly input: Locator; readonly option: (name: string) => Locator } {
  return {
    input: note.page.getByRole('combobox', { name: /^(?:Kind of callout|Language of the code|Mark of the task)$/ }),
    option: (name) => note.page.getByRole('option', { name, exact: true }),
  };
}

test.describe('callouts', () => {
  const text = '> [!tip]+ Open\n> Shown\n> > [!warning]- Closed\n> > Hidden\n\n> [!faq]\n> Answer\n\n> [!oddly|wide] Strange\n> Body\n\nEnd\n';

  test('fold by click and by keys without a write, and begin as their marker says', async ({ page, home }) => {
    const note = new NotePage(page, home);
    await shown(note, text);
    await expect(note.text.getByText('Shown')).toBeVisible();
    await expect(note.text.getByText('Hidden')).toBeHidden();
    await note.text.getByRole('button', { name: 'Fold or unfold the callout' }).nth(0).click();
    await expect(note.text.getByText('Hidden')).toBeVisible();
    await note.text.getByText('Open', { exact: true }).click();
    await page.keyboard.press('ControlOrMeta+Alt+k');
    await expect(note.text.getByText('Shown')).toBeHidden();
    await page.keyboard.press('ControlOrMeta+Alt+k');
    await expect(note.text.getByText('Shown')).toBeVisible();
    await expect(note.text.getByText('Faq', { exact: true })).toBeVisible();
    await note.caretAfter('End');
    await note.type('.');
    await note.expectFile('Dialect.md', text.replace('End\n', 'End.\n'));
  });

  test('change kind and fold in their first line only, and titles are edited in place', async ({ page, home }) => {
    const note = new NotePage(page, home);
    await shown(note, text);
    await note.text.getByText('Strange').click();
    await page.keyboard.press('ControlOrMeta+.');
    await picker(note).input.fill('caution');
    await page.keyboard.press('Enter');
    await note.expectFile('Dialect.md', text.replace('[!oddly|wide]', '[!warning|wide]'));
    await note.text.getByText('Strange').click();
    await page.keyboard.press('End');
    await note.type(' title');
    await page.keyboard.press('ControlOrMeta+.');
    await picker(note).option('Can be folded, begins folded').click();
    await note.expectFile('Dialect.md', text.replace('[!oddly|wide] Strange', '[!warning|wide]- Strange title'));
  });
});

test('a task takes any mark, from a list or as it is typed, and is toggled by keys', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note, '- [ ] first\n- [/] second\n- [§] third\n');
  await expect(note.text.getByRole('checkbox', { name: 'Task: Half done' })).toBeVisible();
  await expect(note.text.getByRole('checkbox', { name: 'Task: Marked §' })).toBeVisible();
  await note.text.getByRole('checkbox').first().click({ button: 'right' });
  await picker(note).option('Cancelled').click();
  await note.expectFile('Dialect.md', '- [-] first\n- [/] second\n- [§] third\n');
  await note.caretAfter('second');
  await page.keyboard.press('ControlOrMeta+.');
  await picker(note).input.fill('~');
  await page.keyboard.press('Enter');
  await note.expectFile('Dialect.md', '- [-] first\n- [~] second\n- [§] third\n');
  await note.caretAfter('third');
  await page.keyboard.press('ControlOrMeta+Enter');
  await note.expectFile('Dialect.md', '- [-] first\n- [~] second\n- [ ] third\n');
});

test('code is coloured, copied, and gets another language by search', async ({ page, home, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const note = new NotePage(page, home);
  const text = 'Before\n\n````js title="x"\nconst a = 1;\n````\n\nAfter\n';
  await shown(note, text);
  await expect(note.text.locator('.hljs-keyword')).toHaveText('const');
  await note.text.getByText('const').hover();
  await note.text.getByRole('button', { name: 'Copy the code' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('const a = 1;');
  await note.text.getByRole('button', { name: 'Language: js' }).click();
  await picker(note).input.fill('typesc');
  await page.keyboard.press('Enter');
  await note.expectFile('Dialect.md', text.replace('````js', '````typescript'));
});

test('formulas are set, shown while they are written, and say what is wrong', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = 'Inline $e^x$ here.\n\n$$\na+b\n$$\n\nEnd\n';
  await shown(note, text);
  await expect(note.text.locator('.math-set .katex')).toBeVisible();
  const block = note.text.locator('.source-mathBlock');
  await expect(block.locator('.katex-display')).toBeVisible();
  await expect(block.locator('pre')).toBeHidden();
  // The arrows lead into what the formula is made of.
  await note.caretAfter('Inline');
  await page.keyboard.press('ArrowDown');
  await expect(block.locator('pre')).toBeVisible();
  await page.keyboard.press('End');
  await note.type('+\\frac{1');
  await expect(block.locator('.source-problem')).toContainText('Unexpected end of input');
  await note.type('}{2}');
  await expect(block.locator('.katex-display .mfrac').first()).toBeVisible();
  await note.expectFile('Dialect.md', text.replace('a+b', 'a+b+\\frac{1}{2}'));
});

test('a diagram is drawn, a wrong one shows its source and why', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = '```mermaid\nflowchart LR\n  A[Start] --> B[Stop]\n```\n\n```mermaid\nflowchart LR\n  A[Start --> B\n```\n\nEnd\n';
  await shown(note, text);
  const drawing = note.text.getByRole('img', { name: /^Diagram, drawn from this text: flowchart LR/u });
  await expect(drawing).toBeVisible({ timeout: 30_000 });
  expect(await drawing.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 50))).toBe(true);
  const wrong = note.text.locator('.source-codeBlock').nth(1);
  await expect(wrong.locator('.source-problem')).toContainText('Parse error');
  await expect(wrong.locator('pre')).toBeVisible();
  await drawing.click();
  await expect(note.text.locator('.source-codeBlock').first().locator('pre')).toBeVisible();
  expect(note.read('Dialect.md')).toBe(text);
});

test('HTML is shown without what could run or fetch, and its source is edited as it is', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text =
    'H<sub>2</sub>O\n\n<div onclick="window.compromised=true" style="position:fixed;color:red">\n<b>Bold</b> <img src="https://example.com/x.png"> <a href="javascript:window.compromised=true">click</a>\n</div>\n\n<!-- a remark -->\n\nEnd\n';
  await shown(note, text);
  const block = note.text.locator('.source-rawBlock').first();
  await expect(block.locator('.html-preview b')).toHaveText('Bold');
  await expect(block.locator('.embed-card')).toContainText('https://example.com/x.png');
  await expect(block.locator('[onclick], [href^=javascript]')).toHaveCount(0);
  expect(await block.locator('.html-preview > div').getAttribute('style')).toBe('color: red');
  await block.getByText('click', { exact: true }).click();
  expect(await page.evaluate(() => 'compromised' in window)).toBe(false);
  await note.caretAfter('End');
  await expect(note.text.locator('sub')).toHaveText('2');
  await expect(note.text.getByText('<sub>')).toBeHidden();
  await block.hover();
  await block.getByRole('button', { name: 'Edit the HTML' }).click();
  await expect(block.locator('pre')).toBeVisible();
  await note.type('\n<i>more</i>');
  await note.expectFile('Dialect.md', text.replace('\n</div>', '\n</div>\n<i>more</i>'));
});

test('footnotes are written, travelled by keys, and renumbered only when that is asked for', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = 'One[^7] and two[^3] and named[^n].\n\n[^3]: Three\n\n[^7]: Seven\n\n[^n]: Named\n';
  await shown(note, text);
  const marks = note.text.locator('sup');
  await expect(marks).toHaveText(['1', '2', '3']);
  await note.text.getByText('One').click({ position: { x: 2, y: 5 } });
  await note.settled();
  await page.keyboard.press('Home');
  await note.settled();
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('ArrowRight');
    await note.settled();
  }
  await expect(page.getByRole('tooltip')).toHaveText('Seven');
  await page.keyboard.press('Alt+Enter');
  await note.type('!');
  await note.expectInFile('Dialect.md', '[^7]: !Seven');
  await page.keyboard.press('Alt+Enter');
  await note.type('+');
  await note.expectInFile('Dialect.md', 'One[^7]+ and');
  await new WindowPage(page, home).run('Renumber the footnotes of this note');
  await note.expectFile('Dialect.md', 'One[^1]+ and two[^2] and named[^n].\n\n[^2]: Three\n\n[^1]: !Seven\n\n[^n]: Named\n');
  await new WindowPage(page, home).run('Insert a footnote');
  await note.type('New one');
  await note.expectFile('Dialect.md', 'One[^1]+[^4] and two[^2] and named[^n].\n\n[^2]: Three\n\n[^1]: !Seven\n\n[^n]: Named\n\n[^4]: New one\n'.replaceAll('[^4]', '[^3]'));
});

test('block ids and comments are quiet until the caret is there', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note, 'First paragraph. ^m-123\n\nLast %%to self%% words.\n\n%%\nblock\n%%\n\n[ref]: https://example.com\n');
  const id = note.text.locator('[data-type=block-id]');
  await note.text.getByText('words').click();
  await expect(id).toHaveCSS('font-size', '0px');
  await note.text.getByText('First paragraph').click();
  await expect(id).not.toHaveCSS('font-size', '0px');
  await expect(note.text.getByText('to self')).toBeVisible();
});

test('a note that is only read offers no edits, and Tab and Enter follow its links', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = '> [!tip]- Folded\n> Inside\n\n```js\nlet a;\n```\n\n<b>HTML</b>\n\n![[Empty]] and [[Start here]] and text[^1]. ^id-1\n\n%%aside%%\n\n[^1]: Foot\n';
  await shown(note, text);
  await note.show('Reading');
  await expect(note.reading.getByRole('button', { name: 'Fold or unfold the callout' })).toBeVisible();
  await expect(note.reading.getByRole('button', { name: /^Callout:|^Edit the/u })).toHaveCount(0);
  await note.reading.getByRole('button', { name: 'Fold or unfold the callout' }).click();
  await expect(note.reading.getByText('Inside')).toBeVisible();
  await expect(note.reading.locator('[data-type=block-id]')).toHaveCSS('font-size', '0px');
  await note.reading.locator('[data-footnote]').focus();
  await page.keyboard.press('Shift+Tab');
  await expect(note.reading.locator('[data-wikilink="Start here"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(note.title).toHaveValue('Start here');
  expect(note.read('Dialect.md')).toBe(text);
});
