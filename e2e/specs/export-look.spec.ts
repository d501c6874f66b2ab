import { readFileSync } from 'node:fs';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('an exported note carries the font it is read in, and its properties where the dialog is told so', async ({ page, home, shell }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new WindowPage(page, home);
  window.write('Oven.md', '---\nstatus: open\npeople: ["[[Marek|M.]]", Dana]\n---\n\nWords *set* in a font.\n');
  await window.indexed();
  await window.chooseFor('Oven', 'Export…');
  await page.getByRole('switch', { name: 'With the properties of the note' }).click();
  await expect(page.getByRole('switch', { name: 'With the properties of the note' })).toBeChecked();
  const waiting = page.waitForEvent('download');
  await window.dialog.getByRole('button', { name: 'Web page' }).click();
  const html = readFileSync(await (await waiting).path(), 'utf8');
  expect(html).toContain('<dt dir="auto">status</dt><dd dir="auto">open</dd>');
  expect(html).toContain('<dd dir="auto">M., Dana</dd>');
  const faces = html.match(/@font-face\{[^}]*\}/gu) ?? [];
  expect(faces.filter((face) => face.includes('Source Serif 4') && face.includes('url("data:'))).toHaveLength(2);
  expect(faces.filter((face) => /JetBrains|Inter/u.test(face))).toEqual([]);
});
