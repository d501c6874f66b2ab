import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const meeting = '---\nstatus: draft\nkind: call\n---\n## Call with {{prompt:Who|nobody}}\n\n{{cursor}}\n\n## Promised\n\n* none\n';

test.beforeEach(({ home }) => {
  mkdirSync(path.join(home.vault, 'templates'), { recursive: true });
});

test('a template goes into an open note with a command: asked, merged, the caret where it says, and taken back as one', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('templates/Meeting.md', meeting);
  window.write('Plan.md', '---\nstatus: "open"\n---\nBefore.\n\nAfter.\n');
  await window.open('Plan');
  await window.caretAfter('Before.');
  await window.run('Insert a template');
  await expect(window.dialog.getByRole('option', { name: /Meeting/u })).toBeVisible();
  await page.keyboard.press('Enter');
  await window.dialog.getByRole('textbox', { name: 'Who' }).fill('Dana');
  await page.keyboard.press('Enter');
  const filled = '---\nstatus: "open"\nkind: call\n---\nBefore.\n\n## Call with Dana\n\n¦\n\n## Promised\n\n* none\n\nAfter.\n';
  await window.expectFile('Plan.md', filled.replace('¦', ''));
  await expect(window.text).toBeFocused();
  await window.type('Hello.');
  await window.expectFile('Plan.md', filled.replace('¦', 'Hello.'));
  await window.mod('z');
  await window.expectFile('Plan.md', filled.replace('¦', ''));
  await window.mod('z');
  await window.expectFile('Plan.md', '---\nstatus: "open"\n---\nBefore.\n\nAfter.\n');
});

test('the menu of blocks offers templates; one of a single line goes into the line', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('templates/Signed.md', '**Signed** ({{cursor}}), {{title}}\n');
  window.write('templates/Meeting.md', meeting);
  window.write('Plan.md', '- one\n- two\n');
  await window.open('Plan');
  await expect(window.status).toContainText('19 notes');
  await window.caretAfter('two');
  await window.type(' /signed');
  await expect(window.completion.getByRole('option', { name: /Template: Signed/u })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(window.text).toContainText('Signed (), Plan');
  await window.type('by me');
  await window.expectFile('Plan.md', '- one\n- two **Signed** (by me), Plan\n');

  await page.keyboard.press('End');
  await window.type(' /meet');
  await expect(window.completion.getByRole('option', { name: /Template: Meeting/u })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(window.dialog.getByRole('textbox', { name: 'Who' })).toHaveValue('nobody');
  await page.keyboard.press('Enter');
  await expect(window.text).toContainText('Call with nobody');
  await window.type('Later.');
  await window.expectInFile('Plan.md', '---\nstatus: draft\nkind: call\n---\n- one\n- two **Signed** (by me), Plan\n\n## Call with nobody\n\nLater.\n\n## Promised');
});

test('a thought goes to this week’s note, made from its template with the first answers', async ({ page, home }) => {
  const window = new WindowPage(page, home);
  window.write('templates/Week.md', 'Goal: {{prompt:Goal|rest}}\n\n{{cursor}}\n');
  await window.indexed();
  await window.go('Settings');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Notes' }).click();
  const template = page.getByRole('textbox', { name: 'Template of weeks' });
  await template.fill('templates/Week');
  await template.press('Enter');
  await window.run('Quick capture');
  const dialog = page.getByRole('dialog', { name: 'Quick capture' });
  await dialog.getByRole('combobox', { name: 'Where it goes' }).click();
  await page.getByRole('option', { name: 'This week' }).click();
  await dialog.getByRole('textbox', { name: 'What to keep' }).fill('- buy flour');
  await dialog.getByRole('button', { name: 'Keep' }).click();
  const weeks = (): readonly string[] => readdirSync(home.vault, { recursive: true }).map(String).filter((name) => /-W\d\d\.md$/u.test(name));
  await expect.poll(weeks).toHaveLength(1);
  await window.expectFile(weeks()[0] ?? '', 'Goal: rest\n\n- buy flour\n');
});
