import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contracts } from '#shared/api/contracts.ts';
import { createRpcClient } from '#shared/rpc/client.ts';
import { connectLocalSocket } from '../../electron/host/local-socket.ts';
import { readVaultLock } from '../../electron/vault/vault-lock.ts';
import { guardAgainstHostile } from '../harness/hostile-guard.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';
import { expect, test as base } from '../harness/test.ts';
import { corpus, packedNames, type HostileText } from '../hostile/corpus.ts';
import { createModelDouble } from '../model-double/server.ts';
import { KnowledgePage } from '../pages/knowledge-page.ts';
import { WindowPage } from '../pages/window-page.ts';

const nameOf = ({ name }: HostileText): string => name;
const lineOf = ({ line }: HostileText): string => line;

const packs = packedNames();
/** Each vector stands in one of the packs. */
const packsWith = (names: readonly string[]): readonly HostileText[] => corpus.filter(({ name }) => names.some((pack) => pack.includes(name)));

function fill(home: TemporaryHome): void {
  const at = (...parts: string[]): string => path.join(home.vault, ...parts);
  mkdirSync(at('packed'));
  for (const name of packs) writeFileSync(at('packed', `${name}.md`), 'Nothing but a name.\n');
  writeFileSync(at('Target.md'), corpus.map(({ line }) => `## ${line}\n`).join('\n'));
  const bookmarks = corpus.flatMap(({ line, name }) => [
    { note: `packed/${name}.md` },
    { note: 'Target.md', heading: line },
    { search: line },
    { note: `named/${name}.md`, title: `Called ${line}` },
  ]);
  mkdirSync(at('.verso'), { recursive: true });
  writeFileSync(at('.verso/bookmarks.json'), JSON.stringify({ bookmarks }));
  mkdirSync(at('raw'), { recursive: true });
  writeFileSync(at('raw/Plain.md'), 'The lighthouse keeper lends us his boat.\n');
  for (const name of packs) writeFileSync(path.join(home.folder, `${name}.mbox`), 'From 1@xxx Tue Mar 05 09:40:00 +0000 2024\r\nMessage-ID: <1@mail.example>\r\nDate: Tue, 05 Mar 2024 09:40:00 +0000\r\nFrom: Dana <dana@acme.example>\r\nTo: Ada <ada@home.example>\r\nSubject: Launch\r\n\r\nSoon.\r\n');
}

// The vault is hostile before the app sees it.
const test = base.extend({
  home: async ({ home }, use) => {
    fill(home);
    await use(home);
  },
});

test('hostile names stay words in bookmarks, and in the tabs and titles of several panes', async ({ page, home, app }) => {
  test.setTimeout(180_000);
  const origin = app.server?.origin ?? 'verso-app://app';
  const window = new WindowPage(page, home);
  await window.indexed();
  const guard = await guardAgainstHostile(page, origin);
  const bookmarks = page.getByRole('list', { name: 'Bookmarks' });
  await guard.expectShown(bookmarks, nameOf);
  await guard.expectShown(bookmarks, ({ line }) => `Target › ${line}`);
  await guard.expectShown(bookmarks, ({ line }) => `Called ${line}`);

  const [first, , renamed] = corpus;
  if (first === undefined || renamed === undefined) throw new Error('the corpus has more');
  const heading = bookmarks.getByRole('button', { name: `Target › ${first.line}`, exact: true });
  await heading.click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await guard.expectHarmless();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of the bookmark' }).fill(`Anew ${renamed.line}`);
  await page.keyboard.press('Enter');
  await expect(bookmarks.getByRole('button', { name: `Anew ${renamed.line}`, exact: true })).toBeFocused();
  await guard.expectHarmless();
  await page.keyboard.press('Delete');
  await expect(page.getByText('The bookmark was removed')).toBeVisible();
  await guard.expectHarmless();
  await bookmarks.getByRole('button', { name: first.line, exact: true }).click();
  await expect(window.shownTab).toContainText(`Search: ${first.line}`);
  await guard.expectHarmless();

  // Half of the names in each of two panes, and all of them in the tab of a search.
  const half = Math.ceil(packs.length / 2);
  const panes = [packs.slice(0, half), packs.slice(half)];
  await window.openFolder('packed');
  for (const [index, names] of panes.entries()) {
    if (index > 0) await window.run('Split right');
    for (const name of names) {
      await window.file(name).click({ modifiers: ['ControlOrMeta'] });
      await expect.poll(() => page.title()).toContain(name);
    }
  }
  const tabsOf = (number: number) => page.getByRole('group', { name: new RegExp(`^Pane ${number} of`, 'u') }).getByRole('tablist');
  const expectPanes = async (held: typeof guard): Promise<void> => {
    for (const [index, names] of panes.entries()) await held.expectShown(tabsOf(index + 1), nameOf, packsWith(names));
  };
  await expectPanes(guard);
  await tabsOf(2).getByRole('tab').last().click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await guard.expectHarmless();
  await page.getByRole('menuitem', { name: 'Move to the other pane' }).click();
  await expect(tabsOf(1).getByRole('tab', { selected: true })).toContainText(packs.at(-1) ?? '');
  await guard.expectHarmless();
  await page.keyboard.press('ControlOrMeta+Shift+f');
  await page.getByRole('combobox', { name: 'Search all notes' }).fill(corpus.map(lineOf).join(' ').slice(0, 2000));
  await page.keyboard.press('Tab');
  await expect.poll(() => page.title()).toContain(first.line);
  await guard.expectHarmless();
  if (app.server === null) return;
  await page.reload();
  await window.indexed();
  await (await guardAgainstHostile(page, origin)).expectShown(tabsOf(1), nameOf, packsWith(panes[0] ?? []));
});

test('hostile names of models and archives stay words in the status bar and the list of imports', async ({ page, home, app: running }) => {
  test.setTimeout(120_000);
  const double = await createModelDouble(() => ({ kind: 'silence' }));
  const [lock = ''] = readdirSync(home.folder, { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === 'lock.json');
  try {
    const app = new KnowledgePage(page, home);
    const window = new WindowPage(page, home);
    await window.indexed();
    const guard = await guardAgainstHostile(page, running.server?.origin ?? 'verso-app://app');
    const model = packs[0]?.slice(0, 200) ?? '';
    await app.connectModel(double.openaiUrl, model);
    await app.go(/^Review/u);
    await app.tab.getByRole('button', { name: 'Compile', exact: true }).click();
    await expect(window.status).toContainText(`Compiling ${model}`);
    await guard.expectHarmless();

    // What is started now waits for the silent model, and is shown all the while.
    const port = await connectLocalSocket(readVaultLock(path.join(home.folder, lock))?.socket ?? '');
    if (port === null) throw new Error('the core cannot be reached');
    const client = createRpcClient(contracts, port);
    for (const name of packs) expect((await client.call('import.start', { source: path.join(home.folder, `${name}.mbox`), options: {} })).ok).toBe(true);
    await guard.expectShown(window.status, nameOf);
    await app.go('Import');
    await guard.expectShown(app.tab, nameOf);
    client.close();
  } finally {
    await double.close();
  }
});
