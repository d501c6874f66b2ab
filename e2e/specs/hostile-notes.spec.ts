import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { guardAgainstHostile } from '../harness/hostile-guard.ts';
import type { TemporaryHome } from '../harness/temporary-home.ts';
import { expect, test as base } from '../harness/test.ts';
import { corpus, packedNames, type HostileText } from '../hostile/corpus.ts';
import { WindowPage } from '../pages/window-page.ts';

const nameOf = ({ name }: HostileText): string => name;
const lineOf = ({ line }: HostileText): string => line;
const markerOf = ({ marker }: HostileText): string => marker;

/** Search shows fifty notes: each half of the corpus is found by a word of its own. */
const animals = ['zebra', 'giraffe'] as const;

function withAnimal(animal: string): readonly HostileText[] {
  return corpus.filter((_, index) => animalOf(index) === animal);
}

function animalOf(index: number): string {
  return index % 2 === 0 ? animals[0] : animals[1];
}

/** Each vector as a file's name, and in it as alias, tag, property, heading, link and text; and two notes with all of them. */
function fill(home: TemporaryHome): void {
  const folder = path.join(home.vault, 'hostile');
  mkdirSync(folder);
  for (const [index, { name, marker, text, line }] of corpus.entries()) {
    const quoted = JSON.stringify(line);
    writeFileSync(
      path.join(folder, `${name}.md`),
      `---\naliases: [${JSON.stringify(`Alias ${line}`)}]\ntags: [${quoted}]\n${quoted}: ${quoted}\n---\n\n# ${line}\n\n[[Target|${line}]] ${animalOf(index)} ${line}\n\n${text}\n\n#tag${marker}\n`,
    );
  }
  mkdirSync(path.join(home.vault, 'packed'));
  for (const name of packedNames()) writeFileSync(path.join(home.vault, 'packed', `${name}.md`), 'Nothing but a name.\n');
  writeFileSync(path.join(home.vault, 'Zebra.md'), 'Named elsewhere in plain words.\n');
  writeFileSync(path.join(home.vault, 'Target.md'), `${corpus.map(({ name, line }) => `[[hostile/${name}|${line}]]\n`).join('')}\n${corpus.map(({ line }) => `## ${line}\n`).join('')}`);
}

// The vault is hostile before the app sees it.
const test = base.extend({
  home: async ({ home }, use) => {
    fill(home);
    await use(home);
  },
});

test('hostile names stay words in files, tabs, the window’s title, switcher, palette, tags and graph', async ({ page, home, app }) => {
  test.setTimeout(180_000);
  const window = new WindowPage(page, home);
  await window.indexed();
  const guard = await guardAgainstHostile(page, app.server?.origin ?? 'verso-app://app');
  await window.openFolder('hostile');
  await guard.expectShown(window.files, nameOf);
  await window.file('hostile').click();
  await window.openFolder('packed');
  for (const name of packedNames()) {
    await window.file(name).click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(() => page.title()).toContain(name);
  }
  await guard.expectShown(window.tabs, nameOf);

  // The switcher shows thirty at a time.
  const query = window.dialog.getByRole('combobox');
  await window.mod('o');
  for (const tens of ['0', '1', '2', '3', '4', '5']) {
    const some = corpus.filter(({ marker }) => marker.startsWith(`vector${tens}`));
    await query.fill(`vector${tens}`);
    await guard.expectShown(window.dialog.getByRole('listbox'), nameOf, some);
    await query.fill(`alias vector${tens}`);
    await guard.expectShown(window.dialog.getByRole('listbox'), lineOf, some);
  }
  for (const name of packedNames()) {
    await query.fill(`zqx ${name}`);
    await expect(window.dialog.getByRole('option')).toContainText([name]);
  }
  await guard.expectHarmless();
  await page.keyboard.press('Escape');
  await expect(window.dialog).toBeHidden();
  await window.mod('p');
  await query.fill(corpus.map(lineOf).join(' '));
  await expect(window.dialog.getByText('No command by this name')).toBeVisible();
  await guard.expectHarmless();
  await page.keyboard.press('Escape');

  await guard.expectShown(page.getByRole('region', { name: 'Tags' }), markerOf);

  await window.go('Graph');
  await expect(window.tab.locator('[data-settled="true"]')).toBeVisible({ timeout: 60_000 });
  await window.tab.getByRole('searchbox', { name: 'Find in the graph' }).fill('vector');
  await guard.expectHarmless();
  await window.tab.getByRole('button', { name: 'Show as a list' }).click();
  await guard.expectShown(window.tab.getByRole('tree'), nameOf);
});

test('hostile text stays words in the editor, as source, in outline, links and search', async ({ page, home, app }) => {
  test.setTimeout(180_000);
  const window = new WindowPage(page, home);
  await window.indexed();
  const guard = await guardAgainstHostile(page, app.server?.origin ?? 'verso-app://app');
  await window.open('Target');
  await guard.expectShown(window.text, markerOf);
  // A vector that is a link itself ends the link that it stands in.
  await guard.expectShown(window.links, markerOf, corpus.filter(({ text }) => !text.includes('[[')));
  await window.links.getByRole('tab', { name: 'Outline' }).click();
  await guard.expectShown(window.links.getByRole('tree', { name: 'Headings' }), markerOf);
  await window.links.getByRole('tab', { name: 'Graph' }).click();
  await expect(window.links.locator('[data-settled="true"]')).toBeVisible({ timeout: 60_000 });
  await guard.expectHarmless();
  await window.links.getByRole('tab', { name: 'Links' }).click();
  await window.show('Source');
  await guard.expectShown(window.source, lineOf);
  await window.show('Editing');

  await window.open('Zebra');
  await window.links.getByRole('button', { name: /Unlinked mentions/u }).click();
  await guard.expectShown(window.links, nameOf, withAnimal('zebra'));

  await page.keyboard.press('ControlOrMeta+Shift+f');
  const field = page.getByRole('combobox', { name: 'Search all notes' });
  for (const animal of animals) {
    await field.fill(animal);
    await guard.expectShown(page.getByRole('listbox', { name: 'Results' }), nameOf, withAnimal(animal));
  }
  // A question that nothing answers is repeated in words.
  for (const name of packedNames()) {
    await field.fill(`path:nowhere ${name}`);
    await expect(window.tab.getByRole('heading', { name: /^Nothing found/u })).toContainText(name);
  }
  await guard.expectHarmless();
});
