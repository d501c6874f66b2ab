import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { guardAgainstHostile } from '../harness/hostile-guard.ts';
import { expect, test } from '../harness/test.ts';
import { corpus, type HostileText } from '../hostile/corpus.ts';
import { createModelDouble } from '../model-double/server.ts';
import { ChatPage } from '../pages/chat-page.ts';

const lineOf = ({ line }: HostileText): string => line;
const markerOf = ({ marker }: HostileText): string => marker;

const everything = corpus.map(({ marker, text }) => `${marker}\n\n${text}`).join('\n\n');

test('a model that answers with hostile text, under hostile names, is shown in words', async ({ page, home, app }) => {
  test.setTimeout(180_000);
  const [label, source, model, other] = corpus;
  if (label === undefined || source === undefined || model === undefined || other === undefined) throw new Error('the corpus has more');
  writeFileSync(path.join(home.vault, `${source.name}.md`), `# ${source.line}\n\nThe quagga says: ${corpus.map(lineOf).join(' ')}\n`);
  let fails = false;
  const double = await createModelDouble(
    () => (fails ? { kind: 'error', status: 400, message: corpus.map(lineOf).join(' ') } : { kind: 'message', text: `The quagga says [1]. ${everything}\n\nAgain [1].`, chunkSize: 40 }),
    { models: corpus.map(({ line }) => ({ id: line })) },
  );
  try {
    const window = new ChatPage(page, home);
    await window.ready();
    const guard = await guardAgainstHostile(page, app.server?.origin ?? 'verso-app://app');
    await window.connectModel(double.openaiUrl, model.line);
    await window.tab.getByRole('button', { name: 'Edit', exact: true }).click();
    await window.tab.getByRole('button', { name: /models/iu }).last().click();
    await guard.expectShown(window.tab, lineOf);
    await window.tab.getByRole('textbox', { name: 'Name', exact: true }).fill(label.line);
    fails = true;
    await window.tab.getByRole('button', { name: 'Test', exact: true }).click();
    await guard.expectShown(window.tab.locator('[aria-live]'), markerOf, [label]);
    fails = false;
    await window.tab.getByRole('button', { name: 'Save', exact: true }).click();
    await guard.expectShown(window.tab, lineOf, [label, model]);

    await window.openPanel();
    await window.ask(`quagga? ${corpus.map(lineOf).join(' ')}`);
    await expect(window.panel.getByRole('button', { name: 'Ask' })).toBeVisible();
    await guard.expectShown(window.panel.getByRole('article', { name: 'Answer' }), markerOf);
    const mark = window.panel.getByRole('button', { name: /^Source 1: /u }).first();
    await mark.hover();
    await expect(page.getByText(`${source.name}.md`).last()).toBeVisible();
    await guard.expectHarmless();
    const sources = window.panel.getByRole('article', { name: 'Answer' }).locator('details');
    await sources.locator('summary').click();
    await guard.expectShown(sources.getByRole('list'), markerOf, [source]);
    fails = true;
    await window.ask('And now?');
    await expect(window.panel.getByRole('alert')).toBeVisible();
    // Verso says what is wrong in its own words, with the model's name.
    await expect(window.panel.getByRole('alert')).toContainText(model.line);
    await guard.expectHarmless();

    await mark.click();
    await expect(window.title).toHaveValue(source.name);
    await guard.expectShown(window.text, markerOf);

    // Under each hostile title once more, as another program may have written them.
    const chats = path.join(home.vault, 'chats');
    const [file = ''] = readdirSync(chats);
    const text = readFileSync(path.join(chats, file), 'utf8');
    for (const [index, { name, line }] of corpus.entries()) {
      writeFileSync(path.join(chats, `${name}.md`), text.replaceAll(/\bc-[0-9a-f-]{36}/gu, `c-${index}`).replace(/^# .*$/mu, () => `# ${line}`));
    }
    await window.go('Chats');
    await guard.expectShown(window.tab.getByRole('navigation', { name: 'Chats' }), lineOf);
    await window.tab.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: other.line }).click();
    await guard.expectShown(window.tab.getByRole('article', { name: 'Answer' }), markerOf);
    await expect(window.tab.getByRole('heading', { level: 1 })).toHaveText(other.line);
  } finally {
    await double.close();
  }
});
