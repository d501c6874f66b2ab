import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { expect as expectSoon, test } from '../harness/test.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';
import { WindowPage } from '../pages/window-page.ts';

const expect = expectSoon.configure({ timeout: 25_000 });

test.skip(spawnSync('git', ['--version']).status !== 0, 'git is not installed');

function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stdout, stderr } = spawnSync('git', [...args], { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function identify(folder: string): void {
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.org');
}

const other = (home: TemporaryHome): string => path.join(home.folder, 'other');

test.beforeEach(({ home }) => {
  const remote = path.join(home.folder, 'remote.git');
  mkdirSync(remote);
  git(remote, 'init', '-q', '--bare', '-b', 'main');
  git(home.vault, 'init', '-q', '-b', 'main');
  identify(home.vault);
  writeFileSync(path.join(home.vault, 'Shared.md'), 'one\n\ntwo\n\nthree\n');
  git(home.vault, 'remote', 'add', 'origin', remote);
  git(home.vault, 'add', '-A');
  git(home.vault, 'commit', '-q', '-m', 'first');
  git(home.vault, 'push', '-q', '-u', 'origin', 'main');
  git(home.folder, 'clone', '-q', remote, other(home));
  identify(other(home));
});

class GitPage extends WindowPage {
  get item(): Locator {
    return this.status.getByRole('button', { name: /^Git repository/u });
  }

  get repository(): Locator {
    return this.page.getByRole('dialog', { name: 'Git repository' });
  }

  elsewhere(text: string): void {
    const folder = other(this.home);
    git(folder, 'pull', '-q');
    writeFileSync(path.join(folder, 'Shared.md'), text);
    git(folder, 'commit', '-q', '-am', 'elsewhere');
    git(folder, 'push', '-q');
  }
}

test('a repository is trusted first, then synced: what collides stands in the note and is listed until it is seen to', async ({ page, home }) => {
  test.slow();
  const window = new GitPage(page, home);
  await window.indexed();
  await window.open('Shared');

  await test.step('the question comes first', async () => {
    await expect(window.item).toHaveAccessibleName(/not trusted yet/u);
    await window.run('Sync with git');
    await expect(window.repository).toContainText('Do you trust this repository?');
    await window.expectAccessible();
    await window.takeScreenshots('git-trust');
    await window.repository.getByRole('button', { name: 'Trust and use git' }).click();
    await expect(window.repository).toContainText('all is committed');
  });

  await test.step('both sides write', async () => {
    window.elsewhere('ONE\n\nby the other machine\n\nthree\n');
    window.write('Shared.md', 'one\n\nby this machine\n\nthree\n');
    await expect(window.repository).toContainText('1 file not committed');
    await window.repository.getByRole('button', { name: 'Sync now' }).click();
    await expect(window.repository.getByRole('heading', { name: '1 file was changed on both sides' })).toBeVisible();
    expect(window.read('Shared.md')).toBe('ONE\n\nby the other machine\nby this machine\n\nthree\n');
    await expect(window.repository).toContainText('all is committed');
    await window.expectAccessible();
    await window.takeScreenshots('git-conflict');
  });

  await test.step('a schedule, with keys', async () => {
    const often = window.repository.getByRole('combobox', { name: 'How often' });
    await often.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Every 15 minutes' }).click();
    const kept = path.join(home.folder, 'config/verso/git.json');
    await expect.poll(() => readFileSync(kept, 'utf8')).toContain('"minutes": 15');
  });

  await test.step('the note is a click away, and shows both', async () => {
    await window.repository.getByRole('button', { name: 'Shared.md', exact: true }).click();
    await expect(window.repository).toBeHidden();
    await expect(window.text).toContainText('by the other machine');
    await expect(window.text).toContainText('by this machine');
    await expect(window.item).toHaveAccessibleName(/1 note to look at/u);
    await window.item.click();
    await window.repository.getByRole('button', { name: 'Done with Shared.md' }).click();
    await expect(window.repository.getByRole('heading', { name: /changed on both sides/u })).toBeHidden();
  });

  await test.step('what is typed in an open note and what comes are merged', async () => {
    await page.keyboard.press('Escape');
    window.elsewhere('ONE\n\nby the other machine\nby this machine\n\nthree, changed elsewhere\n');
    await window.text.getByText('ONE').click();
    await page.keyboard.press('End');
    await window.type(' typed');
    await window.run('Sync with git');
    await expect(window.text).toContainText('three, changed elsewhere');
    await window.expectInFile('Shared.md', 'ONE typed\n\nby the other machine\nby this machine\n\nthree, changed elsewhere\n');
    // What was typed is in this sync's commit, or in the one that is asked for when it was not yet on disk.
    await expect(window.item).toHaveAccessibleName(/^Git repository, \d+ changes?$/u);
  });

  await test.step('a remote that is gone is said, with what to do', async () => {
    renameSync(path.join(home.folder, 'remote.git'), path.join(home.folder, 'gone.git'));
    await window.item.click();
    await window.repository.getByRole('button', { name: 'Sync now' }).click();
    await expect(window.repository.getByRole('alert')).toContainText('The remote could not be reached');
    await window.expectAccessible();
    await window.takeScreenshots('git-failed');
  });
});
