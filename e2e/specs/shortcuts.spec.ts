import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

test('keys are found, added, moved with a warning and put back, and are kept', async ({ page, home, shell }) => {
  test.slow();
  const window = new WindowPage(page, home);
  await window.indexed();
  const file = path.join(home.folder, 'config/verso/settings.json');
  const kept = (): Record<string, string[]> => {
    // Written with the first change.
    if (!existsSync(file)) return {};
    const settings = JSON.parse(readFileSync(file, 'utf8')) as { shortcuts: Record<string, string[]> };
    return settings.shortcuts;
  };
  await window.run('Open settings');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Shortcuts' }).click();
  const row = (name: string) => page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });

  await test.step('every command of the editor and the window is there', async () => {
    for (const name of ['Bold', 'Heading 6', 'Task list', 'Go to the files', 'Close tab']) await expect(row(name)).toBeVisible();
    await window.expectAccessible();
    await window.takeScreenshots('shortcuts');
    await page.getByRole('searchbox', { name: 'Find a command or keys' }).fill('heading 6');
    await expect(page.getByRole('status').filter({ hasText: /^1 command$/ })).toBeVisible();
    await page.getByRole('searchbox').fill('bold');
  });

  await test.step('a second key is pressed, without the mouse', async () => {
    await page.getByRole('button', { name: 'Add keys to Bold' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('b');
    await expect(row('Bold').getByRole('alert')).toContainText('Hold Ctrl');
    await page.keyboard.press('Control+c');
    await expect(row('Bold').getByRole('alert')).toContainText('needed for editing text');
    await page.keyboard.press('F9');
    await expect(row('Bold')).toContainText('F9');
    await expect.poll(() => kept()['format.bold']).toEqual(['Mod+B', 'F9']);
  });

  await test.step('keys of another command are moved only after a warning that names it', async () => {
    await page.getByRole('button', { name: 'Add keys to Bold' }).press('Enter');
    await page.keyboard.press('Control+g');
    await expect(row('Bold').getByRole('alert')).toContainText('Ctrl+G is already used by Open the graph');
    await window.expectAccessible();
    await page.keyboard.press('Escape');
    expect(kept()['format.bold']).toEqual(['Mod+B', 'F9']);
    await page.getByRole('button', { name: 'Add keys to Bold' }).press('Enter');
    await page.keyboard.press('Control+g');
    await page.getByRole('button', { name: 'Use it here instead' }).click();
    await expect.poll(kept).toEqual({ 'format.bold': ['Mod+B', 'F9', 'Mod+G'], 'view.graph': [] });
  });

  await test.step('what the browser keeps for itself is refused there', async () => {
    if (shell !== 'server') return;
    await page.getByRole('button', { name: 'Add keys to Bold' }).press('Enter');
    await page.evaluate(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 't', code: 'KeyT', ctrlKey: true, bubbles: true, cancelable: true })));
    await expect(row('Bold').getByRole('alert')).toContainText('The browser keeps Ctrl+T');
    await page.keyboard.press('Escape');
  });

  await test.step('the new keys work in the text, also after a reload', async () => {
    if (shell === 'server') {
      await page.reload();
      await window.indexed();
    }
    await window.mod('o');
    await page.keyboard.type('Empty');
    await expect(window.dialog.getByRole('option').first()).toContainText('Empty');
    await page.keyboard.press('Enter');
    await expect(window.title).toHaveValue('Empty');
    await window.text.focus();
    await page.keyboard.press('F9');
    await page.keyboard.type('loud');
    await window.expectInFile('Empty.md', '**loud**');
    await page.keyboard.press('Control+g');
    await page.keyboard.type(' and not');
    await window.expectInFile('Empty.md', '**loud** and not');
  });

  await test.step('a look at all keys', async () => {
    await page.keyboard.press('Control+/');
    await expect(window.dialog.getByText('Bold', { exact: true })).toBeVisible();
    await window.expectAccessible();
    await window.takeScreenshots('shortcuts-sheet');
    await window.dialog.getByRole('button', { name: 'Change keys' }).click();
    await expect(row('Bold')).toContainText('F9');
  });

  await test.step('one command is put back, then all', async () => {
    await page.getByRole('button', { name: 'Put the keys of Bold back' }).click();
    await expect.poll(kept).toEqual({ 'view.graph': [] });
    await page.getByRole('button', { name: 'Reset all keys' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reset all keys' }).click();
    await expect.poll(kept).toEqual({});
    await expect(row('Open the graph')).toContainText('G');
  });
});

test('the palette has every command with its keys, those that cannot run now last', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  await window.run('Open the graph');
  const bold = window.dialog.getByRole('option', { name: /^Bold/ });
  // The palette that ran the command may still be closing.
  await expect(async () => {
    if (!(await bold.isVisible())) await window.mod('p');
    await expect(bold).toBeVisible({ timeout: 3000 });
  }).toPass();
  await expect(bold).toHaveAttribute('aria-disabled', 'true');
  await expect(bold).toContainText('not possible here');
  await expect(bold).toContainText('B');
});
