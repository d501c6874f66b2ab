import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from '../harness/accessibility.ts';
import { expect, test } from '../harness/test.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import type { MessageReply } from '../model-double/script.ts';
import { createModelDouble } from '../model-double/server.ts';
import { ChatPage } from '../pages/chat-page.ts';

test('without a model the passages themselves answer, and open where they stand', async ({ page, home }) => {
  const app = new ChatPage(page, home);
  await app.ready();
  await app.openPanel();
  await app.ask('What loses heat on the left deck?');
  await expect(app.panel.getByText('No model is connected')).toBeVisible();
  await expect(app.panel.getByRole('button', { name: 'Connect a model' })).toBeVisible();
  await expectAccessible(page);
  await app.panel.getByRole('list', { name: 'Passages' }).getByRole('button', { name: /Oven repair/u }).first().click();
  await expect(app.title).toHaveValue('Oven repair');
});

test('an answer streams with numbers that open their passage, and is kept as a note', async ({ page, home }) => {
  const double = await createModelDouble(librarian);
  try {
    const app = new ChatPage(page, home);
    await app.ready();
    await app.connectModel(double.openaiUrl, 'double-1');
    await app.openPanel();
    await app.ask('What loses heat on the left deck?');
    const mark = app.panel.getByRole('button', { name: /^Source \d+: Oven repair/u }).first();
    await expect(mark).toBeVisible();
    await mark.hover();
    await expect(page.getByText('projects/Oven repair.md').last()).toBeVisible();
    await expectAccessible(page);
    await mark.click();
    await expect(app.title).toHaveValue('Oven repair');
    const saved = readdirSync(path.join(home.vault, 'chats'));
    expect(saved).toHaveLength(1);
    const text = readFileSync(path.join(home.vault, 'chats', saved[0] ?? ''), 'utf8');
    expect(text).toContain('What loses heat on the left deck?');
    expect(text).toMatch(/\[\^1\]: \[\[projects\/Oven repair/u);

    // In a tab of its own the conversation goes on after a reload.
    await app.go('Chats');
    await app.tab.getByRole('button', { name: /What loses heat/u }).click();
    await expect(app.tab.getByRole('button', { name: /^Source \d+: Oven repair/u }).first()).toBeVisible();
    await expectAccessible(page);
    await app.takeScreenshots('chat-answer');
  } finally {
    await double.close();
  }
});

test('Stop ends an answer at once and keeps what was written', async ({ page, home }) => {
  const slow: MessageReply = { kind: 'message', text: 'One two three four five six seven eight nine ten.', chunkSize: 4, chunkDelayMs: 400 };
  const double = await createModelDouble(() => slow);
  try {
    const app = new ChatPage(page, home);
    await app.ready();
    await app.connectModel(double.openaiUrl, 'double-1');
    await app.openPanel();
    await app.ask('Count to ten for me');
    await expect(app.panel.getByText(/^One/u)).toBeVisible();
    await app.panel.getByRole('button', { name: 'Stop' }).click();
    await expect(app.panel.getByText('Stopped. What was written is kept.')).toBeVisible();
    await expect(app.panel.getByText(/ten\./u)).toBeHidden();
    await expect(app.panel.getByRole('button', { name: 'Ask' })).toBeVisible();
  } finally {
    await double.close();
  }
});

test('a refused key is said in words, and the question can be asked again', async ({ page, home }) => {
  let refuses = true;
  const double = await createModelDouble((request) => (refuses && request.operation === 'chat' ? { kind: 'error', status: 401 } : librarian(request)));
  try {
    const app = new ChatPage(page, home);
    await app.ready();
    await app.connectModel(double.openaiUrl, 'double-1');
    await app.openPanel();
    await app.ask('What loses heat on the left deck?');
    await expect(app.panel.getByText('The provider does not accept the key')).toBeVisible();
    await expectAccessible(page);
    refuses = false;
    await app.panel.getByRole('button', { name: 'Try again' }).click();
    await expect(app.panel.getByRole('button', { name: /^Source \d+: Oven repair/u }).first()).toBeVisible();
  } finally {
    await double.close();
  }
});
