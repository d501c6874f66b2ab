/** Lists, blocks that are moved, and folds: by keys and by the handle beside the text. */
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';

const around = (list: string): string => `1) kept\n\n***\n\n${list}\n***\n\nkept\n`;

test('keys nest, take out, move and tick items, and renumber nothing', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('List.md', around('* one\n* two\n* three\n'));
  await note.open('List');
  await note.caretAfter('two');
  await page.keyboard.press('Tab');
  await note.expectFile('List.md', around('* one\n  * two\n* three\n'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await note.type('new');
  await note.expectFile('List.md', around('* one\n  * two\n* new\n* three\n'));
  await page.keyboard.press('Alt+ArrowDown');
  await note.expectFile('List.md', around('* one\n  * two\n* three\n* new\n'));
  await page.keyboard.press('ControlOrMeta+Shift+9');
  await page.keyboard.press('ControlOrMeta+Enter');
  await note.expectFile('List.md', around('* one\n  * two\n* three\n* [x] new\n'));
  await note.caretAfter('two');
  await page.keyboard.press('Shift+Tab');
  await note.expectFile('List.md', around('* one\n* two\n* three\n* [x] new\n'));
});

test('several tasks are ticked at once', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Tasks.md', around('- [ ] one\n- [ ] two\n- [ ] three\n'));
  await note.open('Tasks');
  await note.caretAfter('one');
  await page.keyboard.press('Shift+ArrowDown');
  await note.settled();
  await page.keyboard.press('ControlOrMeta+Enter');
  await note.expectFile('Tasks.md', around('- [x] one\n- [x] two\n- [ ] three\n'));
});

test("the handle's menu turns, duplicates and deletes a block, and copies a link to it", async ({ page, home, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const note = new NotePage(page, home);
  note.write('Handle.md', 'first\n\n*second*\n\n> third\n');
  await note.open('Handle');
  const menuOf = async (text: string): Promise<void> => {
    await note.text.getByText(text, { exact: true }).hover();
    await page.getByRole('button', { name: 'Block menu' }).click();
  };
  await menuOf('second');
  await page.getByRole('menuitem', { name: 'Heading 2' }).click();
  await note.expectFile('Handle.md', 'first\n\n## *second*\n\n> third\n');
  await menuOf('first');
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await note.expectFile('Handle.md', 'first\n\nfirst\n\n## *second*\n\n> third\n');
  await note.caretAfter('first');
  await page.keyboard.press('ControlOrMeta+Alt+m');
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await note.expectFile('Handle.md', 'first\n\n## *second*\n\n> third\n');
  await menuOf('first');
  await page.getByRole('menuitem', { name: 'Copy link to block' }).click();
  await expect.poll(() => note.read('Handle.md')).toMatch(/^first \^[a-z0-9]{6}\n\n## \*second\*\n\n> third\n$/u);
  const id = /\^([a-z0-9]{6})/u.exec(note.read('Handle.md'))?.[1];
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`[[Handle#^${id}]]`);
});

test('a block is dragged to another place by its handle', async ({ page, home }) => {
  const note = new NotePage(page, home);
  note.write('Drag.md', 'first\n\n*second*\n\nthird\n');
  await note.open('Drag');
  await note.text.getByText('first').hover();
  const target = await note.text.getByText('third').boundingBox();
  const grip = page.getByRole('button', { name: 'Block menu' });
  await grip.hover();
  await page.mouse.down();
  await page.mouse.move((target?.x ?? 0) + (target?.width ?? 0) - 5, (target?.y ?? 0) + 5, { steps: 4 });
  await page.mouse.move((target?.x ?? 0) + (target?.width ?? 0) - 5, (target?.y ?? 0) + (target?.height ?? 0) - 2, { steps: 4 });
  await page.mouse.up();
  await note.expectFile('Drag.md', '*second*\n\nthird\n\nfirst\n');
});

test('folds hide, are remembered, and never reach the file', async ({ page, home }) => {
  const note = new NotePage(page, home);
  const text = '# One\n\nunder one\n\n## Two\n\n- item\n  - inner\n\n# Three\n\nend\n';
  note.write('Folds.md', text);
  await note.open('Folds');
  await note.caretAfter('Two');
  await page.keyboard.press('ControlOrMeta+Alt+k');
  await expect(note.text.getByText('inner')).toBeHidden();
  await expect(note.text.getByText('end')).toBeVisible();
  await note.open('Empty');
  await note.open('Folds');
  await expect(note.text.getByText('inner')).toBeHidden();
  await note.text.getByRole('button', { name: 'Unfold' }).click();
  await expect(note.text.getByText('inner')).toBeVisible();
  await note.caretAfter('item');
  await page.keyboard.press('ControlOrMeta+Alt+k');
  await expect(note.text.getByText('inner')).toBeHidden();
  await expect(note.text.getByText('item')).toBeVisible();
  expect(note.read('Folds.md')).toBe(text);
});
