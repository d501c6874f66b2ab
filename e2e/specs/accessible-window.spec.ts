import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closeFloating, expectStatesAccessible, type State } from '../harness/state-walk.ts';
import { expect, test } from '../harness/test.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import { createModelDouble } from '../model-double/server.ts';
import { ChatPage } from '../pages/chat-page.ts';
import { WindowPage } from '../pages/window-page.ts';

const three = 'First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n';

const bookmark = (app: WindowPage, name: string) => app.page.getByRole('region', { name: 'Bookmarks' }).getByRole('button', { name, exact: true });

const aroundNotes: readonly State<WindowPage>[] = [
  {
    name: 'no tabs',
    reach: async (app) => {
      await app.run('Close tab');
      await expect(app.page.getByRole('heading', { name: 'Nothing open' })).toBeVisible();
    },
  },
  {
    name: 'quick switcher',
    reach: async (app) => {
      await app.mod('o');
      await app.dialog.getByRole('combobox').fill('oven');
      await expect(app.dialog.getByRole('option').first()).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'command palette',
    reach: async (app) => {
      await app.mod('p');
      await expect(app.dialog.getByRole('option').first()).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'menu of a bookmark',
    popup: true,
    reach: async (app) => {
      await bookmark(app, 'Oven repair').click({ button: 'right' });
      await expect(app.page.getByRole('menu')).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'renaming a bookmark',
    reach: async (app) => {
      await bookmark(app, 'Oven repair').focus();
      await app.page.keyboard.press('F2');
      await expect(app.page.getByRole('textbox', { name: 'Name of the bookmark' })).toBeFocused();
    },
    leave: (app) => app.page.keyboard.press('Escape'),
  },
  {
    name: 'menu of a tab',
    popup: true,
    reach: async (app) => {
      await app.open('Marek');
      await app.tabs.first().click({ button: 'right' });
      await expect(app.page.getByRole('menu')).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'choosing a template',
    reach: async (app) => {
      await app.run('New note from a template');
      await expect(app.dialog.getByRole('option', { name: 'Meeting' })).toBeVisible();
    },
  },
  {
    name: 'questions of a template',
    reach: async (app) => {
      await app.dialog.getByRole('option', { name: 'Meeting' }).click();
      await expect(app.dialog.getByRole('textbox', { name: 'Who' })).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'menu of a file',
    popup: true,
    reach: async (app) => {
      await app.file('Empty').click({ button: 'right' });
      await expect(app.page.getByRole('menu')).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'moving a file',
    reach: async (app) => {
      await app.chooseFor('Empty', 'Move to…');
      await expect(app.dialog).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'tooltip',
    popup: true,
    reach: async (app) => {
      await app.page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'New note', exact: true }).hover();
      await expect(app.page.getByText('New note', { exact: true }).first()).toBeVisible();
    },
    leave: (app) => app.page.mouse.move(720, 500),
  },
  {
    name: 'the list of notes that need a look',
    reach: async (app) => {
      await app.status.getByRole('button', { name: /needs? a look/u }).click();
      await expect(app.dialog).toBeVisible();
    },
    leave: closeFloating,
  },
  {
    name: 'calendar, with a day open',
    reach: async (app) => {
      await app.open('2026-11-20');
      await expect(app.page.getByRole('region', { name: 'Calendar' }).getByRole('button', { name: 'Friday, November 20, 2026' })).toHaveAttribute('aria-pressed', 'true');
    },
  },
  {
    name: 'local graph',
    reach: async (app) => {
      await app.open('Marek');
      await app.links.getByRole('tab', { name: 'Graph' }).click();
      await expect(app.links.locator('[data-settled="true"]')).toBeVisible({ timeout: 60_000 });
    },
  },
  {
    name: 'a search that finds nothing',
    reach: async (app) => {
      await app.page.keyboard.press('ControlOrMeta+Shift+f');
      await app.page.getByRole('combobox', { name: 'Search all notes' }).fill('zyzzyva');
      await expect(app.tab.getByRole('heading', { name: /^Nothing found/u })).toBeVisible();
    },
  },
  // Last: it stays for a while.
  {
    name: 'a toast, after deleting',
    reach: async (app) => {
      await app.chooseFor('Empty', 'Delete');
      await expect(app.page.getByRole('button', { name: 'Undo' })).toBeVisible();
    },
  },
];

const ofANote: readonly State<WindowPage>[] = [
  {
    name: 'properties open',
    reach: async (app) => {
      await app.open('Dana Okafor');
      await app.tab.getByRole('button', { name: /^Properties/u }).click();
      await expect(app.tab.getByRole('button', { name: /^Properties/u })).toHaveAttribute('aria-expanded', 'true');
    },
  },
  {
    // Types, and names and values that are offered, are the platform's own lists: they open outside of the page.
    name: 'a property that is added, and one of another type',
    reach: async (app) => {
      await app.tab.getByRole('combobox', { name: /^Type of/u }).first().focus();
      await app.tab.getByRole('button', { name: 'Add property' }).click();
      await expect(app.tab.getByRole('combobox', { name: 'Name of the property' })).toBeFocused();
    },
    leave: (app) => app.page.keyboard.press('Escape'),
  },
  {
    name: 'what a rename would change',
    reach: async (app) => {
      await app.title.fill('Dana Eze');
      await app.title.press('Enter');
      await expect(app.dialog).toContainText('Rename');
    },
    leave: closeFloating,
  },
  {
    name: 'find and replace',
    reach: async (app) => {
      await app.open('Oven repair');
      await app.text.click();
      await app.mod('h');
      await app.page.getByRole('search').getByRole('textbox', { name: 'Find in this note' }).fill('oven');
    },
    leave: (app) => app.page.keyboard.press('Escape'),
  },
  { name: 'reading mode', reach: (app) => app.show('Reading') },
  {
    name: 'source mode with the find panel',
    reach: async (app) => {
      await app.show('Source');
      await app.source.click();
      await app.mod('f');
      await expect(app.tab.getByRole('textbox', { name: 'Find', exact: true })).toBeVisible();
    },
    leave: async (app) => {
      await app.page.keyboard.press('Escape');
      await app.show('Editing');
    },
  },
  {
    name: 'a note that can only be read',
    reach: async (app) => {
      await app.open('Latin');
      await expect(app.page.getByRole('status').filter({ hasText: 'can only be read' })).toBeVisible();
    },
  },
  {
    name: 'changes that collide',
    reach: async (app) => {
      await app.open('Shared');
      await app.caretAfter('Second');
      await app.page.keyboard.press('Home');
      await app.type('Mine: ');
      app.write('Shared.md', three.replace('Second', 'Theirs: second'));
      await expect(app.page.getByRole('alert').filter({ hasText: 'changed in two places' })).toBeVisible();
      await expect(app.page.locator('.side-by-side')).toContainText('Theirs: second');
    },
    leave: async (app) => {
      await app.page.getByRole('button', { name: 'Keep both' }).click();
      await app.expectInFile('Shared.md', 'Mine: ');
    },
  },
  {
    name: 'history',
    reach: async (app) => {
      await app.run('Show the history of this note');
      await app.page.getByRole('listbox', { name: 'Kept texts' }).getByRole('option').last().click();
      await expect(app.page.getByRole('region', { name: 'What changed' }).locator('ins').first()).toBeVisible();
    },
  },
  {
    name: 'deleted by another program',
    reach: async (app) => {
      await app.open('Gone');
      rmSync(path.join(app.home.vault, 'Gone.md'));
      await expect(app.page.getByRole('alert').filter({ hasText: 'was deleted' })).toBeVisible();
    },
  },
];

// Each walks through many states, and axe reads the whole page twice in each.
test.describe.configure({ timeout: 240_000 });

test('states around the notes are accessible: tabs, dialogs, menus, toast, problems, calendar, graph, search', async ({ page, home }) => {
  const app = new WindowPage(page, home);
  mkdirSync(path.join(home.vault, 'templates'));
  app.write('templates/Meeting.md', 'With {{prompt:Who}}.\n');
  mkdirSync(path.join(home.vault, '.verso'));
  app.write('.verso/bookmarks.json', JSON.stringify({ bookmarks: [{ note: 'projects/Oven repair.md' }, { note: 'projects/Oven repair.md', heading: 'Numbers' }, { search: 'flour' }] }));
  writeFileSync(path.join(home.vault, 'Latin.md'), Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]));
  await app.indexed();
  await app.open('Marek');
  await expect(app.tabs).toHaveCount(1);
  await expectStatesAccessible(app, aroundNotes);
});

test('states of a note are accessible: modes, properties, rename, collision, history, deleted, read-only', async ({ page, home }) => {
  const app = new WindowPage(page, home);
  app.write('Shared.md', three);
  app.write('Gone.md', three);
  writeFileSync(path.join(home.vault, 'Latin.md'), Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]));
  await app.indexed();
  await expectStatesAccessible(app, ofANote);
});

/** A place whose view has come: it is loaded when it is first shown. */
async function goTo(app: ChatPage, place: string | RegExp): Promise<void> {
  await app.go(place);
  await expect(app.tab.getByRole('heading', { level: 1 }).first()).toBeVisible();
}

test('states of chats, models and settings are accessible, with the card of a citation', async ({ page, home }) => {
  const double = await createModelDouble(librarian);
  const settings = (app: ChatPage, name: string) => app.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name });
  const states: readonly State<ChatPage>[] = [
    { name: 'nothing to review', reach: (app) => goTo(app, /^Review/u) },
    { name: 'no chats', reach: (app) => goTo(app, 'Chats') },
    {
      name: 'the menu of models',
      popup: true,
      reach: async (app) => {
        await app.go('Settings');
        await settings(app, 'Models').click();
        await app.tab.getByRole('button', { name: 'Connect a model' }).first().click();
        await expect(app.page.getByRole('menu')).toBeVisible();
      },
      leave: closeFloating,
    },
    ...['Appearance', 'Notes', 'Shortcuts', 'About'].map((name): State<ChatPage> => ({ name: `settings: ${name}`, reach: (app) => settings(app, name).click() })),
    {
      name: 'the card of a citation',
      reach: async (app) => {
        await app.connectModel(double.openaiUrl, 'double-1');
        await app.openPanel();
        await app.ask('What loses heat on the left deck?');
        await app.panel.getByRole('button', { name: /^Source \d+: Oven repair/u }).first().hover();
        await expect(app.page.getByText('projects/Oven repair.md').last()).toBeVisible();
      },
    },
  ];
  try {
    const app = new ChatPage(page, home);
    await app.ready();
    await expectStatesAccessible(app, states);
  } finally {
    await double.close();
  }
});

test('a window that lost its core is accessible, with a note that could not be opened', async ({ page, home, app: running, watch }) => {
  test.skip(running.server === null, 'kills the server');
  watch.expectProblem(/WebSocket|ERR_|Failed to load resource|ViewLoadError|dynamically imported module/u);
  const app = new WindowPage(page, home);
  app.write('Gone.md', three);
  await app.indexed();
  await app.open('Gone');
  await expectStatesAccessible(app, [
    {
      name: 'a note that could not be opened',
      reach: async () => {
        rmSync(path.join(home.vault, 'Gone.md'));
        await page.reload();
        await expect(page.getByRole('heading', { name: 'This note could not be opened' })).toBeVisible();
      },
    },
    {
      name: 'connection lost',
      reach: async () => {
        await page.keyboard.press('ControlOrMeta+Shift+f');
        await expect(page.getByRole('combobox', { name: 'Search all notes' })).toBeVisible();
        await running.server?.kill();
        await expect(app.status).toContainText('Connection lost');
      },
    },
    { name: 'a search without a core', reach: () => page.getByRole('combobox', { name: 'Search all notes' }).fill('oven') },
  ]);
});
