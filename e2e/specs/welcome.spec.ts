import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { startServerProcess } from '../harness/server-process.ts';
import { WindowPage } from '../pages/window-page.ts';

test.describe('without a vault', () => {
  test.skip(({ shell }) => shell !== 'server', 'Electron has native dialogs');

  test('the welcome opens the sample vault, a folder, or a new one', async ({ browser, home }) => {
    const server = await startServerProcess({ home, vault: null });
    const page = await (await browser.newContext()).newPage();
    try {
      await page.goto(server.link);
      const window = new WindowPage(page, home);
      await expect(page.getByRole('heading', { name: 'Verso' })).toBeVisible();
      await window.expectAccessible();
      await window.takeScreenshots('welcome');

      await test.step('a folder that is not there is told, and nothing changes', async () => {
        await page.getByRole('button', { name: /Open a folder/ }).click();
        await window.dialog.getByRole('textbox', { name: 'Folder' }).fill(path.join(home.folder, 'nowhere'));
        await window.dialog.getByRole('button', { name: 'Go there' }).click();
        await expect(window.dialog.getByRole('alert')).toBeVisible();
        await window.expectAccessible();
        await page.keyboard.press('Escape');
      });

      await test.step('a new vault', async () => {
        await page.getByRole('button', { name: /Create a vault/ }).click();
        await expect(window.dialog.getByRole('listbox', { name: 'Folders' })).toBeVisible();
        await window.dialog.getByRole('textbox', { name: 'Name of the new folder' }).fill('Journal');
        await window.dialog.getByRole('button', { name: 'Create the vault' }).click();
        await expect(page.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
        await window.expectAccessible();
      });

      await test.step('another vault, from inside', async () => {
        await window.run('Open another vault');
        await page.getByRole('button', { name: /Open the welcome vault/ }).click();
        await expect(window.title).toHaveValue('Start here');
        await expect(window.file('Link everything')).toBeVisible();
        await window.expectAccessible();
        await window.takeScreenshots('welcome-vault');
      });

      await test.step('a recent one', async () => {
        await window.run('Open another vault');
        await page.getByRole('button', { name: /Journal/ }).click();
        await expect(page.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
      });
    } finally {
      await page.context().close();
      await server.stop();
    }
  });
});
