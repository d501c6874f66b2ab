import type { Locator } from '@playwright/test';
import { expect as expectSoon, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const expect = expectSoon.configure({ timeout: 20_000 });

class TasksPage extends WindowPage {
  get list(): Locator {
    return this.tab.getByRole('list', { name: 'Tasks' });
  }

  task(text: string): Locator {
    return this.list.getByRole('checkbox', { name: text, exact: true });
  }

  get filter(): Locator {
    return this.tab.getByRole('textbox', { name: 'Filter tasks' });
  }

  async choose(label: string, option: string): Promise<void> {
    await this.tab.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async openTasks(): Promise<void> {
    await this.go('Tasks');
    await expect(this.filter).toBeFocused();
  }
}

const plan = '---\nstatus: active\n---\r\n# Plan\r\n\r\n*   [ ] zebra **bold**\t\r\n    1) [/] zebra half\r\n> - [ ] zebra quoted 📅 2020-01-02\r\n\r\n```\r\n- [ ] zebra code\r\n```\r\n';

test('tasks of all notes are ticked by keys, one byte of their file each, and each tick can be taken back', async ({ page, home }) => {
  const window = new TasksPage(page, home);
  window.write('Plan.md', plan);
  window.write('Other.md', '- [ ] zebra other #tagged [due:: 2020-01-01]\n- [x] zebra done\n');
  await window.indexed();
  await window.openTasks();
  await window.filter.fill('zebra');
  await expect(window.list.getByRole('checkbox')).toHaveCount(3);
  await expect(window.task('zebra code')).toHaveCount(0);
  await window.expectAccessible();
  await window.takeScreenshots('tasks');

  // Keys alone: from the filter into the list, over the note's name to its first task.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(window.task('zebra other #tagged')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(window.task('zebra bold')).toBeFocused();
  await page.keyboard.press('Space');
  const ticked = plan.replace('[ ] zebra **bold**', '[x] zebra **bold**');
  await window.expectFile('Plan.md', ticked);
  // It leaves the list of open tasks, and the keyboard goes on with the next one.
  await expect(window.task('zebra bold')).toHaveCount(0);
  await expect(window.task('zebra quoted')).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await window.expectFile('Plan.md', plan);
  await expect(window.task('zebra bold')).toBeVisible();

  await window.choose('Which tasks', 'Marked [/]');
  await expect(window.list.getByRole('checkbox')).toHaveCount(1);
  await window.task('zebra half').click();
  await window.expectFile('Plan.md', plan.replace('[/]', '[ ]'));

  await window.choose('Which tasks', 'All');
  await window.choose('Order of the tasks', 'By day');
  await expect(window.list.getByRole('checkbox').first()).toHaveAccessibleName('zebra other #tagged');
  await window.choose('When they are due', 'Overdue');
  await expect(window.list.getByRole('checkbox')).toHaveCount(2);
  await window.filter.fill('zebra #tagged');
  await expect(window.list.getByRole('checkbox')).toHaveCount(1);
  await window.task('zebra other #tagged').focus();
  await page.keyboard.press('Enter');
  await expect(window.title).toHaveValue('Other');
});

test('a task of a note with unsaved words is ticked beside them, and a stale list writes nothing wrong', async ({ page, home }) => {
  const window = new TasksPage(page, home);
  window.write('Plan.md', 'Words.\n\n- [ ] zebra one\n');
  await window.open('Plan');
  await window.caretAfter('Words.');
  await window.type(' More');
  await window.openTasks();
  await window.filter.fill('zebra');
  await window.task('zebra one').click();
  await window.expectFile('Plan.md', 'Words. More\n\n- [x] zebra one\n');
  await window.choose('Which tasks', 'Done');
  await expect(window.task('zebra one')).toBeVisible();

  // Another program moves the task; then takes it away.
  window.write('Far.md', '- [ ] zebra far\n');
  await window.choose('Which tasks', 'Open');
  await expect(window.task('zebra far')).toBeVisible();
  window.write('Far.md', '# New\n\n- [ ] else\n- [ ] zebra far\n');
  await window.task('zebra far').click();
  await window.expectFile('Far.md', '# New\n\n- [ ] else\n- [x] zebra far\n');
});
