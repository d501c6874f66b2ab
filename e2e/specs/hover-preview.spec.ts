import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { NotePage } from '../pages/note-page.ts';
import { WindowPage } from '../pages/window-page.ts';

function preview(note: NotePage, title: string): Locator {
  return note.page.getByRole('dialog', { name: `Preview of ${title}` });
}

const target = '# Long walk\n\nIntro\n\n## Food\n\nBread and cheese\n\n## Way\n\nAlong the river. ^river\n';
const linking = 'See [[Long walk#Food|the food]], [the way](Long%20walk.md#^river) and [[No such walk]].\n';

async function shown(note: NotePage): Promise<void> {
  note.write('Long walk.md', target);
  note.write('Linking.md', linking);
  await note.open('Linking');
}

test('a rest on a link shows the section or block that it leads to, and leaving it hides that', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note);
  await note.text.getByText('the food').hover();
  const food = preview(note, 'Long walk › Food');
  await expect(food).toContainText('Bread and cheese');
  await expect(food).not.toContainText('river');
  await food.getByText('Bread and cheese').hover();
  await expect(food).toBeVisible();
  await note.text.getByText('the way').hover();
  await expect(preview(note, 'Long walk')).toContainText('Along the river.');
  await expect(food).toBeHidden();
  await note.title.hover();
  await expect(preview(note, 'Long walk')).toBeHidden();
  expect(note.read('Linking.md')).toBe(linking);
});

test('a key shows the link at the caret, Escape gives the caret back, and Enter opens', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note);
  await note.text.getByText('See').click({ position: { x: 2, y: 5 } });
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ControlOrMeta+Alt+p');
  await expect(preview(note, 'Long walk › Food').getByRole('button')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(preview(note, 'Long walk › Food')).toBeHidden();
  await expect(note.text).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Alt+p');
  await expect(preview(note, 'Long walk › Food').getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(note.title).toHaveValue('Long walk');
  expect(note.read('Linking.md')).toBe(linking);
});

test('a link to nothing says so, and nothing is made by looking', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note);
  await note.text.getByText('No such walk').hover();
  await expect(preview(note, 'No such walk')).toContainText('There is no such note yet');
  expect(new WindowPage(page, home).exists('No such walk.md')).toBe(false);
});

test('backlinks and search results have the same preview', async ({ page, home }) => {
  const note = new NotePage(page, home);
  await shown(note);
  await note.open('Long walk');
  await note.tab.getByRole('list', { name: 'Backlinks' }).getByRole('button', { name: 'Linking', exact: true }).first().hover();
  await expect(preview(note, 'Linking')).toContainText('See the food');
  await page.mouse.move(0, 0);
  await expect(preview(note, 'Linking')).toBeHidden();
  await note.mod('Shift+F');
  await page.getByRole('combobox', { name: /search/iu }).or(page.getByRole('searchbox')).first().fill('cheese');
  await expect(page.getByRole('option').filter({ hasText: 'cheese' }).first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Alt+p');
  await expect(preview(note, 'Long walk')).toContainText('Bread and cheese');
});
