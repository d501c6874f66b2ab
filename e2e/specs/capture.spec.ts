import { mkdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isoDay } from '#shared/model/iso-day.ts';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const today = (): string => isoDay(new Date());

test('a thought goes to today’s note or the inbox without leaving one’s place', async ({ page, home }) => {
  test.slow();
  const window = new WindowPage(page, home);
  await window.indexed();
  const dialog = page.getByRole('dialog', { name: 'Quick capture' });
  const field = dialog.getByRole('textbox', { name: 'What to keep' });

  await test.step('by keys alone, to today', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+Space');
    await expect(field).toBeFocused();
    await window.expectAccessible();
    await window.takeScreenshots('capture');
    await page.keyboard.type('call Dana');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByText(`Kept in ${today()}`)).toBeVisible();
    await window.expectInFile(`daily/${today()}.md`, 'call Dana\n');
    await expect(window.title).toHaveValue('Start here');
  });

  await test.step('to the inbox, which is made where it is not there', async () => {
    await window.run('Quick capture');
    await dialog.getByRole('combobox', { name: 'Where it goes' }).click();
    await page.getByRole('option', { name: /Inbox/ }).click();
    await field.fill('- [ ] bring cake');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await window.expectInFile('Inbox.md', '- [ ] bring cake\n');
  });

  await test.step('what is half written is there again', async () => {
    await window.run('Quick capture');
    await field.fill('half a');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await window.run('Quick capture');
    await expect(field).toHaveValue('half a');
    // The choice of the last time is kept.
    await expect(dialog.getByRole('combobox', { name: 'Where it goes' })).toContainText('Inbox');
  });

  await test.step('what cannot be written stays in the field', async () => {
    const inbox = path.join(home.vault, 'Inbox.md');
    rmSync(inbox);
    // A folder of the note's name: nobody can write a file there.
    mkdirSync(inbox);
    await field.fill('- stays');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Nothing is lost');
    await expect(field).toHaveValue('- stays');
    rmdirSync(inbox);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await window.expectInFile('Inbox.md', '- stays\n');
  });
});

test('a note opens in a window of its own, and the first window keeps its tabs', async ({ page, home, shell }) => {
  test.skip(shell !== 'server', 'a desktop window is no page of this browser');
  test.slow();
  const window = new WindowPage(page, home);
  await window.indexed();
  const opened = page.waitForEvent('popup').catch(() => null);
  const context = page.context().waitForEvent('page');
  await window.run('Open this note in a new window');
  const other = (await opened) ?? (await context);
  const second = new WindowPage(other, home);
  await expect(second.title).toHaveValue('Start here');
  await second.mod('o');
  await other.keyboard.type('Empty');
  await expect(second.dialog.getByRole('option').first()).toContainText('Empty');
  await other.keyboard.press('Enter');
  await expect(second.title).toHaveValue('Empty');
  await second.text.focus();
  await second.type('From the second window.');
  await second.expectInFile('Empty.md', 'From the second window.');
  await page.reload();
  await window.indexed();
  await expect(window.title).toHaveValue('Start here');
  await other.close();
});
