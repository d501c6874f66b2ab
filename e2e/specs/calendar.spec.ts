import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const calendar = (page: Page) => page.getByRole('region', { name: 'Calendar' });
const day = (page: Page, name: string) => calendar(page).getByRole('button', { name });

function put(window: WindowPage, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(window.home.vault, file)), { recursive: true });
  window.write(file, text);
}

test('the calendar tells what each day holds, and opens a day by keys', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  put(window, 'daily/2026-11-05.md', 'Rye and wheat.\n\n- [ ] mill\n- [x] sow\n');
  await window.indexed();
  await window.open('2026-11-20');
  await expect(day(page, 'Friday, November 20, 2026')).toHaveAttribute('aria-pressed', 'true');
  await expect(day(page, 'Thursday, November 5, 2026')).toHaveAccessibleName(/words?, 1 open task/);
  await expect(day(page, 'Sunday, November 8, 2026')).toHaveAccessibleName(/no note yet/);
  await window.expectAccessible();
  await window.takeScreenshots('calendar');

  await window.run('Go to the calendar');
  await expect(day(page, 'Friday, November 20, 2026')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(day(page, 'Thursday, November 5, 2026')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(window.title).toHaveValue('2026-11-05');
  await expect(window.text).toContainText('Rye and wheat.');
});

test('a day without a note becomes a file with the first word only', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  await window.indexed();
  await window.open('2026-11-20');
  await day(page, 'Tuesday, November 10, 2026').click();
  await expect(window.title).toHaveValue('2026-11-10');
  expect(window.exists('daily/2026-11-10.md')).toBe(false);
  await window.text.click();
  await window.type('Late rain.');
  await window.expectOnDisk('daily/2026-11-10.md');
  await window.expectInFile('daily/2026-11-10.md', 'Late rain.');
  await expect(day(page, 'Tuesday, November 10, 2026')).toHaveAccessibleName(/2 words/);
});

test('previous and next go by the days that were written, and weeks have notes too', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  put(window, 'daily/2026-11-02.md', 'Long ago.\n');
  put(window, 'weekly/2026-W45.md', 'The week of the rain.\n');
  await window.indexed();
  await window.open('2026-11-19');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(window.title).toHaveValue('2026-11-02');
  await calendar(page).getByRole('button', { name: 'Week 45, open its note' }).click();
  await expect(window.title).toHaveValue('2026-W45');
  await window.run('Open this week');
  await expect(window.title).toHaveValue(/^\d{4}-W\d{2}$/);
  await expect(window.status).toContainText('not written yet');
});

test('a new day begins with its template: questions asked, words filled, caret placed', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  put(window, '.obsidian/daily-notes.json', '{"folder":"Journal","format":"YYYY-MM-DD","template":"Forms/Day"}');
  put(window, '.obsidian/templates.json', '{"folder":"Forms"}');
  put(window, 'Forms/Day.md', '# {{title}}\n\nMood: {{prompt:Mood|calm}}\n\n{{cursor}}\n\n## Evening\n');
  await window.indexed();
  await window.open('2026-11-20');
  await day(page, 'Monday, November 9, 2026').click();
  await expect(window.dialog.getByRole('textbox', { name: 'Mood' })).toBeFocused();
  await expect(window.dialog.getByRole('textbox', { name: 'Mood' })).toHaveValue('calm');
  await window.expectAccessible();
  await window.dialog.getByRole('textbox', { name: 'Mood' }).fill('bright');
  await page.keyboard.press('Enter');
  await expect(window.title).toHaveValue('2026-11-09');
  await expect(window.text).toBeFocused();
  await window.type('Sowed oats.');
  await window.expectOnDisk('Journal/2026-11-09.md');
  await expect.poll(() => window.read('Journal/2026-11-09.md')).toMatch(/^# 2026-11-09\n\nMood: bright\n\nSowed oats\.\n{2,}## Evening\n$/);
  expect(window.read('Forms/Day.md')).toContain('{{prompt:Mood|calm}}');
});

test('a note is made from a template by name', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  put(window, 'templates/Meeting.md', '---\nkind: meeting\n---\n# {{title}}\n\nWith {{prompt:Who}}.\n\n{{cursor}}\n');
  await window.indexed();
  await window.open('Start here');
  await window.run('New note from a template');
  await window.dialog.getByRole('option', { name: 'Meeting' }).click();
  await window.dialog.getByRole('textbox', { name: 'Name of the note' }).fill('Harvest');
  await window.dialog.getByRole('textbox', { name: 'Who' }).fill('Dana');
  await page.keyboard.press('Enter');
  await expect(window.title).toHaveValue('Harvest');
  await expect(window.text).toBeFocused();
  await window.type('Agreed.');
  await expect.poll(() => window.read('Harvest.md')).toMatch(/^---\nkind: meeting\n---\n# Harvest\n\nWith Dana\.\n\nAgreed\.\n+$/);
});
