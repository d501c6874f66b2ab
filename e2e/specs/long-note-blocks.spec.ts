/** Of a long note only what is near is drawn: what a person scrolls, goes, searches and writes to is there all the same. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const sections = 60;
const text = Array.from({ length: sections }, (_, section) => {
  const paragraphs = Array.from({ length: 20 }, (__, index) => `Paragraph ${section}.${index} has *some* text in it, enough of it for one line.\n\n`);
  return `## Section ${section}\n\n- item ${section}\n- other\n\n${paragraphs.join('')}`;
}).join('');

/** Stands for what is not drawn. */
const far = '(far)';
const scroller = (note: WindowPage): Locator => note.tab.locator('.note-scroller');

/** The blocks that can be seen, as they read; `far` where nothing is drawn. */
function seen(note: WindowPage): Promise<readonly string[]> {
  return scroller(note).evaluate((element, name) => {
    const { top, bottom } = element.getBoundingClientRect();
    const boxes = [...element.querySelectorAll('.note-document > *')].map((block) => ({ block, box: block.getBoundingClientRect() }));
    return boxes.filter(({ box }) => box.height > 0 && box.top < bottom && box.bottom > top).map(({ block }) => (block.hasAttribute('data-far') ? name : (block.textContent ?? '')));
  }, far);
}

async function openLong(note: WindowPage): Promise<void> {
  note.write('Long.md', text);
  await note.file('Long').click();
  await expect(note.text.getByText('Section 0', { exact: true })).toBeVisible();
  await note.text.getByText('Paragraph 0.0 ').click();
  await note.type(' ');
  await note.page.keyboard.press('Backspace');
  await expect(note.text.locator(':scope > *')).toHaveCount(sections * 22);
}

test('a long note is drawn where it is scrolled to, and nowhere else', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  await openLong(note);
  expect(await note.text.locator(':scope > :not([data-far])').count()).toBeLessThan(sections * 11);
  for (const share of [0.5, 0.93, 0.2, 1, 0]) {
    await scroller(note).evaluate((element, to) => element.scrollTo(0, to * (element.scrollHeight - element.clientHeight)), share);
    await expect.poll(() => seen(note)).not.toContain(far);
    const shown = await seen(note);
    expect(shown.length).toBeGreaterThan(5);
  }
  await page.mouse.move(600, 400);
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, 700);
  await expect.poll(() => seen(note)).not.toContain(far);
  await note.expectFile('Long.md', text);
});

test('what is far is reached by the outline, by searching and by keys, and written in', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  await openLong(note);
  await note.links.getByRole('tab', { name: 'Outline' }).click();
  await note.links.getByRole('textbox', { name: 'Filter headings' }).fill('Section 41');
  await note.links.getByRole('treeitem', { name: 'Section 41' }).click();
  await expect(note.text.getByText('Section 41', { exact: true })).toBeInViewport();

  await note.text.getByText('Paragraph 41.2 ').click();
  await page.keyboard.press('End');
  await note.type(' Here.');
  const changed = text.replace('Paragraph 41.2 has *some* text in it, enough of it for one line.', 'Paragraph 41.2 has *some* text in it, enough of it for one line. Here.');
  await note.expectFile('Long.md', changed);

  await note.mod('f');
  await note.tab.getByRole('textbox', { name: 'Find in this note' }).fill('Paragraph 7.11');
  await expect(note.text.locator('.found-current')).toBeInViewport();
  await page.keyboard.press('Escape');

  await note.mod('End');
  await expect(note.text.getByText('Paragraph 59.19 ')).toBeInViewport();
  for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowUp');
  await expect.poll(() => seen(note)).not.toContain(far);
  await note.mod('Home');
  await expect(note.text.getByText('Section 0', { exact: true })).toBeInViewport();
  await note.mod('z');
  await note.mod('z');
  await expect.poll(() => seen(note)).not.toContain(far);
});

test('a long note that is folded, or cut to a few lines, shows what is left', async ({ page, home }) => {
  const note = new WindowPage(page, home);
  await openLong(note);
  await note.run('Fold everything');
  await expect(note.text.getByText(/^Section 8/u)).toBeInViewport();
  await expect.poll(() => seen(note)).not.toContain(far);
  await note.run('Unfold everything');
  await expect.poll(() => seen(note)).not.toContain(far);
  await note.text.getByText('Section 0', { exact: true }).click();
  await note.mod('a');
  await note.type('Short.');
  await note.expectFile('Long.md', 'Short.\n\n');
  // How many steps that was depends on how fast it was typed; more than enough changes nothing.
  for (let step = 0; step < 8; step += 1) await note.mod('z');
  await note.expectFile('Long.md', text);
  await expect.poll(() => seen(note)).not.toContain(far);
});
