import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const note = '---\n# kept\nstatus: "open"   # why\ntags: [oven]\n---\n\n# Oven\n\nText.\n';

test('properties are edited beside the note, by keys alone, and the note’s undo takes it back', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('Oven.md', note);
  await window.indexed();
  await window.open('Oven');
  await window.caretAfter('Text.');
  await window.type(' More.');
  await window.run('Show the properties');
  const panel = window.links;
  await expect(panel.getByLabel('status', { exact: true })).toHaveValue('open');
  await window.expectAccessible();
  await window.takeScreenshots('properties-panel');
  await panel.getByLabel('status', { exact: true }).fill('closed');
  await page.keyboard.press('Enter');
  const written = note.replace('Text.', 'Text. More.');
  await window.expectFile('Oven.md', written.replace('"open"', '"closed"'));
  await panel.getByRole('button', { name: 'Add property' }).click();
  await page.keyboard.type('due');
  await page.keyboard.press('Enter');
  await window.expectFile('Oven.md', written.replace('"open"', '"closed"').replace('[oven]\n', '[oven]\ndue:\n'));
  await window.text.focus();
  // As the menu of the desktop app asks for it.
  const step = (id: string): Promise<void> => page.evaluate((command) => globalThis.postMessage({ type: 'verso:command', id: command }, location.origin), id);
  await step('edit.undo');
  await window.expectFile('Oven.md', written.replace('"open"', '"closed"'));
  await step('edit.undo');
  await window.expectFile('Oven.md', written);
  await step('edit.redo');
  await window.expectFile('Oven.md', written.replace('"open"', '"closed"'));
});

test('in a low window the files have their share, and the tools of a table leave the line above it free', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('Table.md', 'Line above.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n');
  await page.setViewportSize({ width: 900, height: 600 });
  await window.indexed();
  const sidebar = page.getByRole('complementary', { name: 'Files and tags' });
  const files = await page.getByRole('region', { name: 'Files' }).boundingBox();
  const whole = await sidebar.boundingBox();
  expect((files?.height ?? 0) / (whole?.height ?? 1)).toBeGreaterThan(0.395);
  expect((files?.y ?? 0) + (files?.height ?? 0)).toBeLessThanOrEqual((whole?.y ?? 0) + (whole?.height ?? 0));
  await window.takeScreenshots('low-window');

  await window.open('Table');
  await window.text.getByRole('cell', { name: '1' }).click();
  const bar = page.getByRole('toolbar', { name: 'Table' });
  await expect(bar).toBeVisible();
  const [above, tools] = [await window.text.getByText('Line above.').boundingBox(), await bar.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(tools?.y ?? 0);
});
