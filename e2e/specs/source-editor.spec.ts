import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

/** A note shown as source, with the caret at its end. */
async function open(note: NotePage, text: string): Promise<void> {
  note.write('Source.md', text);
  await note.open('Source');
  await note.show('Source');
  await note.source.click();
  await note.page.keyboard.press('ControlOrMeta+End');
}

test('links to blocks are completed and give the block its id, here and in another note', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Other.md', 'First here.\n\n- an item there\n');
  await open(note, 'A thought to keep.\n\nAnd a second.\n\nSee ');
  await note.type('[[#^second');
  await expect(page.getByRole('option', { name: /And a second/u })).toBeVisible();
  // CodeMirror takes no key in the moment in which it shows its list.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await expect.poll(() => note.read('Source.md')).toMatch(/^A thought to keep\.\n\nAnd a second\. \^([a-z0-9]{6})\n\nSee \[\[#\^\1\]\]$/u);
  await note.mod('z');
  await note.mod('z');
  await expect.poll(() => note.read('Source.md')).toMatch(/^A thought to keep\.\n\nAnd a second\.\n\nSee /u);
  await page.keyboard.press('ControlOrMeta+End');
  await note.type(' [[Other#^item');
  await expect(page.getByRole('option', { name: /an item there/u })).toBeVisible();
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await expect.poll(() => note.read('Other.md')).toMatch(/^First here\.\n\n- an item there \^[a-z0-9]{6}\n$/u);
  await expect.poll(() => note.read('Source.md')).toMatch(/ \[\[Other#\^[a-z0-9]{6}\]\]$/u);
});

test('fenced code is coloured by its language', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await open(note, '> ```js\n> const a = 1;\n> ```\n\n```\nconst b = 2;\n```\n');
  await expect(note.source.locator('.hljs-keyword')).toHaveText(['const']);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await note.type(' let');
  await expect(note.source.locator('.hljs-keyword')).toHaveText(['const', 'let']);
});

test('line numbers and fold marks stand within a narrow pane, and beside the text of a wide one', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await page.setViewportSize({ width: 900, height: 600 });
  await open(note, '# Part\n\ntext\n');
  const box = async (selector: string) => (await note.tab.locator(selector).first().boundingBox()) ?? { x: 0, width: 0 };
  for (const width of [900, 1440]) {
    await page.setViewportSize({ width, height: 600 });
    const [scroller, gutters, content] = [await box('.note-scroller'), await box('.cm-gutters'), await box('.cm-content')];
    expect(gutters.width).toBeGreaterThanOrEqual(60);
    expect(gutters.x).toBeGreaterThanOrEqual(scroller.x);
    expect(content.x).toBeGreaterThanOrEqual(gutters.x + gutters.width);
  }
  await page.setViewportSize({ width: 900, height: 600 });
  await page.keyboard.press('ControlOrMeta+p');
  await page.getByRole('combobox').last().fill('Split right');
  await page.keyboard.press('Enter');
  const pane = page.locator('.note-scroller:visible').first();
  await expect(async () => {
    const [scroller, gutters] = [await pane.boundingBox(), await pane.locator('.cm-gutters').boundingBox()];
    expect(gutters?.x ?? -1).toBeGreaterThanOrEqual(scroller?.x ?? 0);
    expect(scroller?.width ?? 900).toBeLessThan(500);
  }).toPass();
});

test('with Vim keys, Ctrl and a letter are Vim’s where one moves, and the window’s where one writes', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.ready();
  await note.mod(',');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Notes' }).click();
  await page.getByRole('switch', { name: 'Vim keys in source mode' }).click();
  await open(note, Array.from({ length: 80 }, (_, index) => `line ${index}\n`).join(''));
  await expect(note.tab.locator('.cm-vim')).toBeVisible();
  await page.keyboard.press('Escape');
  await note.type('gg');
  // Half a page down, not today's note; redo, not a reload; a block, not a paste.
  await page.keyboard.press('Control+d');
  await expect(note.tab.locator('.cm-activeLine')).not.toHaveText('line 0');
  await expect(note.source).toBeVisible();
  await note.type('ggdd');
  await note.expectInFile('Source.md', 'line 1\n');
  await note.type('u');
  await page.keyboard.press('Control+r');
  await expect.poll(() => note.read('Source.md').startsWith('line 1\n')).toBe(true);
  await page.keyboard.press('Control+v');
  await note.type('jlx');
  await expect.poll(() => note.read('Source.md').startsWith('ne 1\nne 2\n')).toBe(true);
  await note.type('ggi');
  await page.keyboard.press('Control+b');
  await expect.poll(() => note.read('Source.md').includes('**')).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeVisible();
});
