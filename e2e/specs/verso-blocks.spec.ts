import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expect as expectSoon, test } from '../harness/test.ts';
import { WindowPage } from '../pages/window-page.ts';

const expect = expectSoon.configure({ timeout: 20_000 });

class QueryPage extends WindowPage {
  get result(): Locator {
    return this.tab.locator('.verso-box');
  }

  get rows(): Locator {
    return this.result.getByRole('row');
  }
}

const fence = (query: string): string => `\`\`\`verso\n${query}\n\`\`\``;

test('a table over properties and fields stands below its block, follows the vault, and is never written', async ({ page, home }) => {
  test.slow();
  const window = new QueryPage(page, home);
  const board = `Start.\n\n${fence('table status, due as "By", lead, effort\nfrom #zebra\nwhere status != done\nsort due desc')}\n\nEnd.\n`;
  window.write('Board.md', board);
  window.write('Launch.md', '---\nstatus: active\ndue: 2026-11-30\nlead: "[[Marek]]"\n---\n#zebra\n\neffort:: 3\n');
  window.write('Oven.md', '---\nstatus: waiting\ndue: 2026-12-24\n---\n#zebra/sub and (effort:: 5)\n');
  window.write('Old.md', '---\nstatus: Done\n---\n#zebra\n');
  await window.indexed();
  await window.open('Board');
  await expect(window.rows).toHaveText([/NotestatusByleadeffort/u, /Oven.*waiting.*2026-12-24.*5/u, /Launch.*active.*2026-11-30.*Marek.*3/u]);
  await window.expectAccessible();
  await window.takeScreenshots('query-table');

  // Another program changes a note: the table says so.
  window.write('Old.md', '---\nstatus: reopened\n---\n#zebra\n');
  await expect(window.rows).toHaveCount(4);
  await window.show('Reading');
  await expect(window.tab.locator('.verso-box').getByRole('row')).toHaveCount(4);
  await expect(window.tab.locator('.source-codeBlock > pre')).toBeHidden();
  await window.show('Editing');
  await window.caretAfter('Start.');
  await window.type(' More');
  await window.expectFile('Board.md', board.replace('Start.', 'Start. More'));

  await window.result.getByRole('button', { name: 'Launch' }).click();
  await expect(window.title).toHaveValue('Launch');
});

test('tasks of a query are ticked in their own notes, by keys too', async ({ page, home }) => {
  test.slow();
  const window = new QueryPage(page, home);
  window.write('Board.md', `${fence('tasks from "work" where not done sort due')}\n\n- [ ] zebra here\n`);
  window.write('Far.md', '- [ ] zebra far\n');
  await window.indexed();
  await window.open('Board');
  await expect(window.result).toContainText('No task fits.');
  const source = fence('tasks where text contains zebra and not done');
  window.write('Board.md', `${source}\n\n- [ ] zebra here\n`);
  const ticks = window.result.getByRole('checkbox');
  await expect(ticks).toHaveCount(2);
  await expect(ticks.nth(1)).toHaveAccessibleName('zebra far');
  await window.expectAccessible();
  await window.takeScreenshots('query-tasks');
  await ticks.nth(1).focus();
  await page.keyboard.press('Space');
  await window.expectFile('Far.md', '- [x] zebra far\n');
  await expect(ticks).toHaveCount(1);
  // One of this very note goes through its editor.
  await ticks.first().click();
  await window.expectFile('Board.md', `${source}\n\n- [x] zebra here\n`);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await window.expectFile('Board.md', `${source}\n\n- [ ] zebra here\n`);
});

test('what cannot be read of a query is marked in its place, with help beside it', async ({ page, home }) => {
  const window = new QueryPage(page, home);
  window.write('Board.md', `${fence('table status\nwhere status = in progress')}\n`);
  await window.indexed();
  await window.open('Board');
  await expect(window.result.getByRole('status')).toContainText('“progress” was not expected here.');
  await expect(window.result.locator('.verso-place')).toContainText('Line 2');
  await expect(window.result.locator('mark')).toHaveText('progress');
  await window.result.getByText('How queries are written').click();
  await expect(window.result.getByText('they can be ticked')).toBeVisible();
  await window.expectAccessible();
  await window.takeScreenshots('query-problem');
});

test('an export carries what a query shows at that time', async ({ page, home, shell }) => {
  test.skip(shell === 'electron', 'a save dialog of the system');
  const window = new QueryPage(page, home);
  window.write('Board.md', `${fence('table status from #zebra')}\n\n${fence('tasks where text contains quincunx')}\n\n${fence('tabel')}\n`);
  window.write('Launch.md', '---\nstatus: "<b>active</b>"\n---\n#zebra\n\n- [x] quincunx\n');
  await window.indexed();
  await window.open('Board');
  const started = page.waitForEvent('download');
  await window.run('Export this note as a web page');
  const html = readFileSync(await (await started).path(), 'utf8');
  expect(html).toContain('&lt;b&gt;active&lt;/b&gt;');
  expect(html).not.toContain('table status');
  expect(html).toMatch(/<input[^>]*checked[^>]*>.*quincunx/u);
  // What cannot be read stays what was written.
  expect(html).toContain('tabel');
});
