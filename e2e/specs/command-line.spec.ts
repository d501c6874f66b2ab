import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../harness/server-process.ts';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const run = promisify(execFile);

test('the command line shows a note in the open window, and adds to what is being written there', async ({ page, home, shell }) => {
  test.skip(shell !== 'server', 'attaches to the server');
  const verso = (...args: string[]) =>
    run(process.execPath, [path.join(projectRoot, 'scripts/built-program.ts'), 'cli', ...args, '--vault', home.vault], { env: { ...process.env, ...home.env }, cwd: projectRoot });
  const window = new WindowPage(page, home);
  await window.indexed();
  expect((await verso('open', 'Marek')).stdout).toBe('people/Marek.md\n');
  await expect(window.title).toHaveValue('Marek');
  await expect(window.text).toBeFocused();
  await verso('append', 'From elsewhere.', '--to', 'Marek');
  await expect(window.text).toContainText('From elsewhere.');
  expect(window.read('people/Marek.md')).toContain('\n\nFrom elsewhere.\n');
});
