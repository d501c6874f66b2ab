/** Text that an input method composes, in every block and beside marks and links: what was composed is what is on disk. */
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

test.skip(({ browserName }) => browserName !== 'chromium', 'compositions are sent through the protocol of Chromium');

interface Composition {
  readonly steps: readonly string[];
  readonly final: string;
}

const japanese: Composition = { steps: ['に', 'にほ', 'にほん', '日本'], final: '日本語' };
const chinese: Composition = { steps: ['n', 'ni', 'ni h', 'ni hao'], final: '你好' };
const korean: Composition = { steps: ['ㅎ', '하', '한'], final: '한글' };

function composer(page: Page): (composition: Composition) => Promise<void> {
  let session: CDPSession | null = null;
  return async ({ steps, final }) => {
    session ??= await page.context().newCDPSession(page);
    for (const text of steps) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await session.send('Input.insertText', { text: final });
  };
}

test('composed text stands as it was composed in every kind of block', async ({ page, home }) => {
  test.slow();
  const note = new NotePage(page, home);
  const text = [
    '# head', '', 'para  ', 'next', '', '- item', '  1. inner', '- [ ] task', '', '> quote', '', '> [!note] title', '> body', '', '| cell | b |', '| --- | --- |', '| c | data |', '', '```', 'code', '```', '', '* * *', '', 'end', '',
  ].join('\n');
  note.write('Blocks.md', text);
  await note.open('Blocks');
  const compose = composer(page);
  let expected = text;
  for (const [index, place] of ['head', 'para', 'item', 'inner', 'task', 'quote', 'title', 'body', 'cell', 'data', 'code', 'end'].entries()) {
    const composition = [japanese, chinese, korean][index % 3] ?? japanese;
    // In the middle: at its start a callout's title has its icon.
    await note.text.getByText(place).last().click();
    await page.keyboard.press('End');
    await note.settled();
    await compose(composition);
    expected = expected.replace(place, place + composition.final);
    await expect(note.text).toContainText(place + composition.final);
  }
  await note.expectFile('Blocks.md', expected);
});

test('composing at the edges of marks and links changes neither', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = 'before **bold** after\n\nsee [[Lease]]\n\n`code`\n\n[link](https://example.com/)\n\n#tag\n';
  note.write('Edges.md', text);
  await note.open('Edges');
  const compose = composer(page);
  await note.caretAfter('before');
  await compose(japanese);
  await page.keyboard.press('Home');
  await note.settled();
  await compose(korean);
  await note.expectInFile('Edges.md', '한글before **bold** after日本語\n');
  await note.text.locator('p').filter({ hasText: 'see' }).click({ position: { x: 2, y: 8 } });
  await page.keyboard.press('End');
  await note.settled();
  await compose(chinese);
  await note.expectInFile('Edges.md', 'see [[Lease]]你好\n');
  await note.text.locator('p').filter({ hasText: /^code$/u }).click();
  await page.keyboard.press('End');
  await note.settled();
  await compose(japanese);
  await expect.poll(() => note.read('Edges.md')).toMatch(/\n(?:`code`日本語|`code日本語`)\n/u);
  // A click on a tag searches for it.
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Home');
  await note.settled();
  await compose(korean);
  await note.expectInFile('Edges.md', '한글#tag\n');
});

test('no rule and no completion disturbs what is being composed', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await note.open('Empty');
  await note.text.click();
  const compose = composer(page);
  await compose({ steps: ['*', '**に', '**にほん'], final: '**日本' });
  await compose({ steps: ['*'], final: '**' });
  await expect(note.text).toContainText('日本');
  await page.keyboard.press('Enter');
  await note.type('[[');
  await expect(note.completion).toBeVisible();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'きょう', selectionStart: 3, selectionEnd: 3 });
  // Enter ends the composition; it does not choose from the list.
  await session.send('Input.insertText', { text: '京都' });
  await expect(note.completion.getByRole('option').first()).toContainText('京都のパン屋');
  await page.keyboard.press('Enter');
  await note.expectInFile('Empty.md', '[[京都のパン屋]]');
});

test('a paragraph runs in the direction of its words', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Direction.md', 'latin\n\nمرحبا بالعالم\n\n- שלום\n');
  await note.open('Direction');
  const directionOf = (text: string): Promise<string> => note.text.getByText(text).first().evaluate((element) => getComputedStyle(element).direction);
  expect(await directionOf('latin')).toBe('ltr');
  expect(await directionOf('مرحبا')).toBe('rtl');
  expect(await directionOf('שלום')).toBe('rtl');
  await note.caretAfter('مرحبا');
  await note.type(' الخبز');
  await note.expectFile('Direction.md', 'latin\n\nمرحبا بالعالم الخبز\n\n- שלום\n');
});
