import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { guardAgainstHostile } from '../harness/hostile-guard.ts';
import { loseWrites, unsavedTexts } from '../harness/lost-writes.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';
import { expect, test as base } from '../harness/test.ts';
import { corpus, packedNames, type HostileText } from '../hostile/corpus.ts';
import { WindowPage } from '../pages/window-page.ts';

const nameOf = ({ name }: HostileText): string => name;
const lineOf = ({ line }: HostileText): string => line;
const markerOf = ({ marker }: HostileText): string => marker;

const packs = packedNames();
const renamed = packs[0] ?? '';
const deletedLast = packs.at(-1) ?? '';

/** Every vector as the blocks that it makes, each after its marker. */
const blocks = corpus.map(({ marker, text }) => `${marker}\n\n${text}\n`).join('\n');
/** Every vector in one paragraph, so that two changes of it collide. */
const paragraph = `Start: ${corpus.map(lineOf).join(' ')}\n\nLast.\n`;

/** A prompt cannot hold what ends it. */
const asked = corpus.filter(({ line }) => !/[{}|]/u.test(line));

function fill(home: TemporaryHome): void {
  const at = (...parts: string[]): string => path.join(home.vault, ...parts);
  for (const folder of ['packed', 'odd', 'templates']) mkdirSync(at(folder));
  for (const name of packs) {
    writeFileSync(at('packed', `${name}.md`), name === deletedLast ? blocks : 'Nothing but a name.\n');
    writeFileSync(at('odd', `${name}.md`), Buffer.concat([Buffer.from(blocks), Buffer.from([0xe9, 0x0a])]));
    writeFileSync(at('templates', `${name}.md`), 'Nothing but a name.\n');
  }
  writeFileSync(at('templates', 'Questions.md'), asked.map(({ line }) => `{{prompt:${line}|${line}}}\n`).join(''));
  writeFileSync(at('Blocks.md'), blocks);
  // A preview ends after some blocks: here all are in one.
  writeFileSync(at('Quoted.md'), blocks.replaceAll(/^/gmu, '> '));
  writeFileSync(at('Clash.md'), paragraph);
  const properties = corpus.map(({ line }) => `${JSON.stringify(line)}: ${JSON.stringify(line)}\n`).join('');
  writeFileSync(at('Embedding.md'), `---\n${properties}---\nThe text is [[Quoted|over there]].\n\n![[Blocks]]\n`);
  writeFileSync(at('Linking.md'), corpus.map(({ line }) => `[x](packed/${encodeURIComponent(renamed)}.md) ${line}\n`).join(''));
}

// The vault is hostile before the app sees it.
const test = base.extend({
  home: async ({ home }, use) => {
    fill(home);
    await use(home);
  },
});

test('hostile text stays words in embeds, previews, properties, templates, a rename, toasts and deleted notes', async ({ page, home, app }) => {
  test.setTimeout(180_000);
  const window = new WindowPage(page, home);
  await window.indexed();
  const guard = await guardAgainstHostile(page, app.server?.origin ?? 'verso-app://app');
  await window.open('Embedding');
  await guard.expectShown(window.text.getByRole('group', { name: 'From Blocks', exact: true }).first(), markerOf);
  await window.text.getByText('over there').hover();
  await guard.expectShown(page.getByRole('dialog', { name: 'Preview of Quoted' }), markerOf);
  await page.mouse.move(0, 0);

  // Without a model, passages are the answer.
  await window.links.getByRole('tab', { name: 'Chat' }).click();
  await window.links.getByRole('textbox', { name: 'Question' }).fill(`vector ${corpus.slice(0, 5).map(lineOf).join(' ')}`);
  await page.keyboard.press('Enter');
  await expect(window.links.getByRole('list', { name: 'Passages' })).toContainText('vector01');
  await guard.expectHarmless();

  const properties = window.tab.locator('.frontmatter');
  await guard.expectShown(properties, markerOf);
  await properties.getByRole('button', { name: /^Properties/u }).click();
  // As text, or in the fields that hold it: each name and each value.
  await expect
    .poll(async () => {
      const held = await properties.evaluate((element) => [element.textContent, ...[...element.querySelectorAll('input, textarea')].map((field) => ('value' in field ? field.value : ''))].join('\n'));
      return corpus.map(markerOf).filter((marker) => held.split(marker).length < 3);
    })
    .toEqual([]);
  await guard.expectHarmless();

  await window.run('New note from a template');
  await guard.expectShown(window.dialog.getByRole('listbox'), nameOf);
  await window.dialog.getByRole('option', { name: /^Questions/u }).click();
  await guard.expectShown(window.dialog, lineOf, asked);
  await page.keyboard.press('Escape');
  await expect(window.dialog).toBeHidden();

  await window.openFolder('packed');
  await window.file(renamed).click();
  await expect(window.title).toHaveValue(renamed);
  await window.title.fill('Plain');
  await window.title.press('Enter');
  await expect(window.dialog).toContainText(`Rename “${renamed}” to “Plain”`);
  await guard.expectShown(window.dialog.getByRole('list', { name: 'Notes that change' }), markerOf);
  await page.keyboard.press('Escape');
  await expect(window.dialog).toBeHidden();

  for (const name of packs) {
    await window.chooseFor(name, 'Delete');
    await expect(page.getByText(`Deleted “${name}”`)).toBeVisible();
    await guard.expectHarmless();
  }
  await window.run('Show deleted notes');
  await guard.expectShown(page.getByRole('listbox', { name: 'Deleted notes' }), nameOf);
  await guard.expectShown(window.tab.getByRole('region').last(), markerOf);
});

test('hostile text stays words in a collision, the history, the banners of a note and the list of problems', async ({ page, home, app }) => {
  test.setTimeout(180_000);
  const origin = app.server?.origin ?? 'verso-app://app';
  const window = new WindowPage(page, home);
  await window.indexed();
  const guard = await guardAgainstHostile(page, origin);
  await window.status.getByRole('button', { name: /need a look/u }).click();
  await guard.expectShown(window.dialog.getByRole('list', { name: 'Notes that need a look' }), nameOf);
  await page.keyboard.press('Escape');
  await expect(window.dialog).toBeHidden();

  await window.openFolder('odd');
  await window.file(renamed).click();
  await expect(page.getByRole('status').filter({ hasText: 'can only be read' })).toBeVisible();
  await guard.expectShown(window.tab, markerOf);

  await window.open('Clash');
  await window.show('Source');
  await window.source.click();
  await page.keyboard.press('ControlOrMeta+Home');
  await window.type('Mine: ');
  window.write('Clash.md', paragraph.replace('Start', 'Theirs'));
  await expect(page.getByRole('alert').filter({ hasText: 'changed in two places' })).toBeVisible();
  await guard.expectShown(page.locator('.side-by-side'), lineOf);
  await page.getByRole('button', { name: 'Keep both' }).click();
  await window.expectInFile('Clash.md', 'Mine: ');
  await window.run('Show the history of this note');
  await page.getByRole('listbox', { name: 'Kept texts' }).getByRole('option').last().click();
  await guard.expectShown(page.getByRole('region', { name: 'What changed' }), markerOf);
  await window.open('Clash');
  rmSync(path.join(home.vault, 'Clash.md'));
  await expect(page.getByRole('alert').filter({ hasText: 'was deleted' })).toBeVisible();
  await guard.expectHarmless();

  // What is typed and lost is put back by the next page of the window, under a guard of its own.
  if (app.server === null) return;
  await window.open('Blocks');
  await window.show('Source');
  await window.source.click();
  await page.keyboard.press('ControlOrMeta+Home');
  await loseWrites(page);
  await page.keyboard.insertText(`Only here: ${corpus.map(lineOf).join(' ')}\n\n`);
  await expect.poll(() => unsavedTexts(home).join('')).toContain('Only here');
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: 'Unsaved text was put back' })).toBeVisible();
  const again = await guardAgainstHostile(page, origin);
  await again.expectShown(window.tab, lineOf);
});
