import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const file = 'projects/Oven.md';
const note = '---\n# kept\nstatus: "open"   # why\nrating: 4\ndue: 2026-12-01\ndone: false\npeople:\n  - Dana # first\n  - Marek\nnested:\n  a:   1\ntags: [oven, "big one"]\n---\n\n# Oven\n\nText.\n';

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

async function openFields(window: WindowPage): Promise<void> {
  await window.open('Oven');
  await window.text.getByRole('button', { name: /^Properties: status, rating/ }).click();
}

test('values are edited in place: comments, quotes, order and nested values stay', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write(file, note);
  await window.indexed();
  await openFields(window);
  await expect(field(page, 'status')).toHaveValue('open');
  await expect(page.getByRole('checkbox', { name: 'done' })).not.toBeChecked();
  await expect(page.getByRole('button', { name: 'Nested; edit as source' })).toBeVisible();
  await window.expectAccessible();
  await window.takeScreenshots('properties');

  await field(page, 'status').fill('closed');
  await page.keyboard.press('Enter');
  await expect(field(page, 'rating')).toBeFocused();
  await window.expectFile(file, note.replace('"open"', '"closed"'));
  await page.getByRole('checkbox', { name: 'done' }).check();
  await window.expectFile(file, note.replace('"open"', '"closed"').replace('done: false', 'done: true'));
  await page.getByLabel('Add to people').fill('Yuki');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Marek' }).click();
  await page.getByLabel('Add to tags').fill('#hot');
  await page.keyboard.press('Enter');
  const changed = note.replace('"open"', '"closed"').replace('done: false', 'done: true').replace('  - Marek', '  - Yuki').replace('"big one"]', '"big one", hot]');
  await window.expectFile(file, changed);

  await window.text.getByText('Text.').click();
  for (let step = 0; step < 5; step += 1) await window.mod('z');
  await window.expectFile(file, note);
});

test('properties are added, renamed, given a type and removed by keys', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write(file, 'Text.\n');
  await window.indexed();
  await window.open('Oven');
  await window.text.getByText('Text.').click();
  await window.run('Add a property');
  await expect(field(page, 'Name of the property')).toBeFocused();
  await window.type('rating');
  await page.keyboard.press('Enter');
  await expect(field(page, 'rating')).toBeFocused();
  await window.type('4');
  await page.keyboard.press('Enter');
  await window.expectFile(file, '---\nrating: "4"\n---\n\nText.\n');
  await page.getByRole('combobox', { name: 'Type of rating' }).selectOption('Number');
  await expect.poll(() => window.exists('.verso/types.json')).toBe(true);
  await field(page, 'Name: rating').fill('score');
  await page.keyboard.press('Enter');
  await window.expectFile(file, '---\nscore: "4"\n---\n\nText.\n');
  await page.getByRole('button', { name: 'Remove the property score' }).click();
  await window.expectFile(file, 'Text.\n');
});

test('broken YAML is left alone and mended as source', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write(file, '---\na: [\n---\nText.\n');
  await window.indexed();
  await window.open('Oven');
  await window.text.getByRole('button', { name: /^Properties/ }).click();
  await expect(window.text.getByText('This is not valid YAML.')).toBeVisible();
  await window.text.getByRole('button', { name: 'Edit as source' }).click();
  await window.text.getByText('a: [').click();
  await page.keyboard.press('End');
  await window.type('x]');
  await window.expectFile(file, '---\na: [x]\n---\nText.\n');
  await window.text.getByRole('button', { name: 'Show as fields' }).click();
  await expect(page.getByRole('button', { name: 'Remove x', exact: true })).toBeVisible();
});
