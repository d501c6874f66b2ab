import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closeFloating, expectStatesAccessible, type State } from '../harness/state-walk.ts';
import { expect, test } from '../harness/test.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import { createModelDouble } from '../model-double/server.ts';
import { KnowledgePage } from '../pages/knowledge-page.ts';

test('the states of imports and compiles are accessible', async ({ page, home }) => {
  test.setTimeout(240_000);
  let hangs = true;
  const double = await createModelDouble((request) => (request.operation !== 'chat' || request.messages.some(({ text }) => !text.includes('"source"')) ? librarian(request) : hangs ? { kind: 'silence' } : { kind: 'error', status: 401 }));
  const mail = 'From 1@xxx Tue Mar 05 09:40:00 +0000 2024\r\nX-Gmail-Labels: Inbox\r\nMessage-ID: <1@mail.example>\r\nDate: Tue, 05 Mar 2024 09:40:00 +0000\r\nFrom: Dana <dana@acme.example>\r\nTo: Ada <ada@home.example>\r\nSubject: Launch\r\n\r\nThe lighthouse keeper lends us his boat for the launch.\r\n';
  writeFileSync(path.join(home.folder, 'mail.mbox'), mail);
  writeFileSync(path.join(home.folder, 'holiday.zip'), 'no archive');
  writeFileSync(path.join(home.folder, 'gone.mbox'), mail.replace('<1@', '<2@'));
  const choose = async (app: KnowledgePage, name: string): Promise<void> => {
    await app.go('Import');
    await app.tab.getByRole('button', { name: 'Choose a file or folder' }).click();
    const dialog = app.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.folder);
    await dialog.getByRole('button', { name: 'Go' }).click();
    await dialog.getByRole('option', { name }).click();
  };
  const states: readonly State<KnowledgePage>[] = [
    {
      name: 'choosing what to import',
      reach: async (app) => {
        await app.go('Import');
        await app.tab.getByRole('button', { name: 'Choose a file or folder' }).click();
        await expect(app.page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      },
      leave: closeFloating,
    },
    {
      name: 'a file that is no export',
      reach: async (app) => {
        await choose(app, 'holiday.zip');
        await expect(app.tab.getByRole('button', { name: 'Choose something else' })).toBeVisible();
      },
      leave: (app) => app.tab.getByRole('button', { name: 'Choose something else' }).click(),
    },
    {
      name: 'what an import would do',
      reach: async (app) => {
        await choose(app, 'mail.mbox');
        await expect(app.tab.getByRole('region', { name: 'What was found' })).toBeVisible();
      },
    },
    {
      name: 'an import that is done',
      reach: async (app) => {
        await app.tab.getByRole('button', { name: /^Import \d+ message/u }).click();
        await expect(app.tab.getByText('Done', { exact: true })).toBeVisible();
      },
    },
    {
      name: 'what a compile would do',
      reach: async (app) => {
        await app.go(/^Review/u);
        await expect(app.tab.getByRole('button', { name: 'Compile', exact: true })).toBeVisible();
      },
    },
    {
      name: 'a compile under way',
      reach: async (app) => {
        await app.tab.getByRole('button', { name: 'Compile', exact: true }).click();
        await expect(app.tab.getByRole('progressbar').first()).toBeVisible();
      },
    },
    {
      name: 'an import that waits',
      reach: async (app) => {
        await choose(app, 'gone.mbox');
        await app.tab.getByRole('button', { name: /^Import \d+ message/u }).click();
        await expect(app.tab.getByText('Waiting', { exact: true })).toBeVisible();
      },
      leave: async (app) => {
        // The archive goes before its turn comes.
        rmSync(path.join(home.folder, 'gone.mbox'));
        hangs = false;
        await app.go(/^Review/u);
        await app.tab.getByRole('button', { name: 'Stop' }).click();
      },
    },
    {
      name: 'an import that failed',
      reach: async (app) => {
        await app.go('Import');
        await expect(app.tab.getByRole('alert')).toContainText('not there any more');
      },
      leave: (app) => app.go(/^Review/u),
    },
    {
      name: 'a compile that failed',
      reach: async (app) => {
        await app.tab.getByRole('button', { name: 'Compile', exact: true }).click();
        await app.tab.locator('summary').click();
        await expect(app.tab.locator('details[open]')).toBeVisible();
      },
    },
  ];
  try {
    const app = new KnowledgePage(page, home);
    await app.ready();
    await app.connectModel(double.openaiUrl, 'double-1');
    await expectStatesAccessible(app, states);
  } finally {
    await double.close();
  }
});
