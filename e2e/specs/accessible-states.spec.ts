/**
 * Axe over the states of screens that other specs only pass through: a table of how each is reached.
 * Each state is looked at twice, wide in light and small in dark: layout and colours fail apart.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { accessibilityProblems } from '../harness/accessibility.ts';
import { expect, test } from '../harness/test.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import { createModelDouble } from '../model-double/server.ts';
import { KnowledgePage } from '../pages/knowledge-page.ts';

interface State {
  readonly name: string;
  readonly reach: (app: KnowledgePage) => Promise<void>;
  /** Puts away what would cover the next state. */
  readonly leave?: (app: KnowledgePage) => Promise<void>;
}

const looks = [
  { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { viewport: { width: 900, height: 600 }, colorScheme: 'dark' },
] as const;

/** All that is wrong in any of the states, each with its name. */
async function walk(app: KnowledgePage, states: readonly State[]): Promise<void> {
  const problems: string[] = [];
  for (const { name, reach, leave } of states) {
    await test.step(name, async () => {
      await reach(app);
      for (const { viewport, colorScheme } of looks) {
        await app.page.setViewportSize(viewport);
        await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        problems.push(...(await accessibilityProblems(app.page)).map((problem) => `${name}, ${colorScheme}: ${problem}`));
      }
      await app.page.setViewportSize(looks[0].viewport);
      await leave?.(app);
    });
  }
  expect(problems).toEqual([]);
}

const closeDialog = async (app: KnowledgePage): Promise<void> => {
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog').or(app.page.getByRole('alertdialog')).or(app.page.getByRole('menu'))).toHaveCount(0);
};

test('the states of imports and compiles are accessible', async ({ page, home }) => {
  test.setTimeout(240_000);
  let hangs = true;
  const double = await createModelDouble((request) => (request.operation !== 'chat' || request.messages.some(({ text }) => !text.includes('"source"')) ? librarian(request) : hangs ? { kind: 'silence' } : { kind: 'error', status: 401 }));
  const mail = 'From 1@xxx Tue Mar 05 09:40:00 +0000 2024\r\nX-Gmail-Labels: Inbox\r\nMessage-ID: <1@mail.example>\r\nDate: Tue, 05 Mar 2024 09:40:00 +0000\r\nFrom: Dana <dana@acme.example>\r\nTo: Ada <ada@home.example>\r\nSubject: Launch\r\n\r\nThe lighthouse keeper lends us his boat for the launch.\r\n';
  writeFileSync(path.join(home.folder, 'mail.mbox'), mail);
  writeFileSync(path.join(home.folder, 'holiday.zip'), 'no archive');
  const choose = async (app: KnowledgePage, name: string): Promise<void> => {
    await app.go('Import');
    await app.tab.getByRole('button', { name: 'Choose a file or folder' }).click();
    const dialog = app.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.folder);
    await dialog.getByRole('button', { name: 'Go' }).click();
    await dialog.getByRole('option', { name }).click();
  };
  const states: readonly State[] = [
    {
      name: 'choosing what to import',
      reach: async (app) => {
        await app.go('Import');
        await app.tab.getByRole('button', { name: 'Choose a file or folder' }).click();
        await expect(app.page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      },
      leave: closeDialog,
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
      leave: async (app) => {
        hangs = false;
        await app.tab.getByRole('button', { name: 'Stop' }).click();
      },
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
    await walk(app, states);
  } finally {
    await double.close();
  }
});
