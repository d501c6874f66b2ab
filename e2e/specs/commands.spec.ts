import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('a command of the editor is in the palette, and acts on the text', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  await window.mod('o');
  await page.keyboard.type('Empty');
  await expect(window.dialog.getByRole('option').first()).toContainText('Empty');
  await page.keyboard.press('Enter');
  await expect(window.title).toHaveValue('Empty');
  await window.text.focus();
  await window.type('a day');

  await test.step('by its name', async () => {
    await window.mod('p');
    await page.keyboard.type('heading 2');
    await expect(window.dialog.getByRole('option').first()).toContainText('Heading 2');
    await page.keyboard.press('Enter');
    await window.expectInFile('Empty.md', '## a day');
  });

  await test.step('by its keys, with a shifted digit among them', async () => {
    await page.keyboard.press('ControlOrMeta+Alt+0');
    await page.keyboard.press('ControlOrMeta+Shift+8');
    await window.expectInFile('Empty.md', '- a day');
    await window.mod('a');
    await window.mod('b');
    await window.expectInFile('Empty.md', '- **a day**');
  });

  await test.step('and not where its keys are pressed outside of the text', async () => {
    await window.mod('Shift+e');
    await expect(window.text).not.toBeFocused();
    await window.mod('b');
    // The next change writes the text as it is: had the keys been heard, it would be italic alone.
    await window.run('Italic');
    await window.expectInFile('Empty.md', '- ***a day***');
  });
});
