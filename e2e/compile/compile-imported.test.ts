/** Real archives, imported, compiled over the real SDKs with a scripted model, accepted, and checked. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderKind } from '#shared/model/llm.ts';
import { createCompileSession, type CompileSession } from '../../electron/compile/compile-session.ts';
import type { CompileModel } from '../../electron/compile/compile-deps.ts';
import { importFixtures, importInto, openTestVault, type TestVault } from '../../electron/importers/import-kit.test-support.ts';
import { mailImporter } from '../../electron/importers/mbox/mail-importer.ts';
import { slackImporter } from '../../electron/importers/slack/slack-importer.ts';
import { createModels } from '../../electron/llm/models.ts';
import { createSendLog } from '../../electron/llm/send-log.ts';
import { createFileSecrets } from '../../electron/platform/secrets.ts';
import { createPathGuard } from '../../electron/vault/path-guard.ts';
import { createPathLocks } from '../../electron/vault/path-locks.ts';
import { createVaultEntries } from '../../electron/vault/vault-entries.ts';
import { createLateWriters } from '../../electron/vault/late-writers.ts';
import { createVaultFiles } from '../../electron/vault/vault-files.ts';
import { failWith, firstOf, say, type ScriptFunction } from '../model-double/script.ts';
import { answerForCompile } from '../model-double/scripts/librarian-compile.ts';
import { script as librarian } from '../model-double/scripts/librarian.ts';
import { createModelDouble, type ModelDouble } from '../model-double/server.ts';
import { checkWiki } from './wiki-gates.ts';

describe.skipIf(importFixtures === null)('compiling real archives', () => {
  let vault: TestVault;
  let double: ModelDouble;
  beforeEach(async () => {
    vault = await openTestVault();
    double = await createModelDouble(librarian);
    // In these archives nobody is known as their owner: who said two things has a page.
    await mkdir(path.join(vault.folder, 'schema'));
    await writeFile(path.join(vault.folder, 'schema/schema.md'), '---\nnoteworthy: { person: 1, project: 1, organization: 1, topic: 1 }\n---\n\nKeep it short.\n');
  });
  afterEach(async () => {
    await double.close();
    await vault.close();
    await rm(`${vault.folder}-app`, { recursive: true, force: true });
  });

  async function connect(kind: ProviderKind): Promise<CompileModel> {
    const app = `${vault.folder}-app`;
    const models = createModels({
      file: path.join(app, 'models.json'),
      secrets: createFileSecrets(path.join(app, 'keys.json')),
      sendLog: createSendLog(path.join(app, 'sent')),
      retry: { attempts: 3, firstDelayMs: 1, maximumDelayMs: 2, maximumRetryAfterMs: 5000 },
    });
    await models.saveProvider(
      { id: kind, kind, label: 'Double', baseUrl: kind === 'openai-compatible' ? double.openaiUrl : double.url, model: 'double-1', keyRef: null, contextTokens: null },
      'sk-test-0000000000000000',
    );
    const provider = await models.provider('compile');
    if (!provider.ok) throw new Error(provider.failure.message);
    return { provider: provider.value, price: null };
  }

  async function session(): Promise<CompileSession> {
    const nothing = (): void => undefined;
    const locks = createPathLocks();
    const guard = await createPathGuard({ root: vault.folder });
    const files = createVaultFiles({ guard, locks, readOnly: false, keepBefore: nothing, keepAfter: nothing, lateWriters: createLateWriters({ keep: nothing, reportBug: nothing }), announce: nothing });
    const trashGuard = await createPathGuard({ root: vault.folder, allowed: ['.trash'] });
    return createCompileSession({
      root: vault.folder,
      readOnly: false,
      files,
      entries: createVaultEntries({ guard, trashGuard, locks, files, announce: nothing }),
      deviceId: 'device-1',
      resourcesFolder: path.join(import.meta.dirname, '../../resources'),
      sourceFolders: () => Promise.resolve([]),
      nowMs: Date.now,
    });
  }

  const run = async (model: CompileModel) => (await session()).run({ model, capUsd: null, signal: new AbortController().signal, onProgress: () => undefined });
  async function acceptAll(): Promise<void> {
    const review = await (await session()).review();
    const { items } = await review.list();
    expect(items.length).toBeGreaterThan(0);
    expect(await review.accept(items.map((item) => item.id), null)).toMatchObject({ ok: true });
  }
  const fixture = (...parts: readonly string[]): string => path.join(importFixtures ?? '', ...parts);

  it.each<ProviderKind>(['anthropic', 'openai-compatible', 'ollama'])('makes a wiki of a Gmail archive over %s that stands in its sources', async (kind) => {
    await importInto(vault, mailImporter, fixture('mail/takeout/suitenumerique-messages.mbox'));
    const raw = await vault.notes();
    const model = await connect(kind);
    const summary = await run(model);
    expect(summary).toMatchObject({ state: 'done', parked: [], dropped: {} });
    expect(summary.claims).toBeGreaterThan(0);
    await acceptAll();
    const report = await checkWiki(vault.folder);
    expect(report.problems).toEqual([]);
    expect(report.footnotes).toBeGreaterThanOrEqual(summary.claims);
    expect(await vault.notes()).toEqual(raw);
    const asked = double.requests.length;
    expect(await run(model)).toMatchObject({ state: 'done', calls: 0, proposals: 0 });
    expect(double.requests.length).toBe(asked);
  });

  it('makes a wiki of a Slack export whose footnotes name its messages', async () => {
    await importInto(vault, slackImporter, fixture('slack/official/KarlJohan Slack export Feb 23 2021 - Mar 24 2021.zip'));
    const summary = await run(await connect('openai-compatible'));
    expect(summary).toMatchObject({ state: 'done', parked: [], dropped: {} });
    expect(summary.claims).toBeGreaterThan(0);
    await acceptAll();
    expect((await checkWiki(vault.folder)).problems).toEqual([]);
  });

  it('keeps the wiki sound with a model that fails, babbles and lies', async () => {
    await importInto(vault, mailImporter, fixture('mail/takeout/suitenumerique-messages.mbox'));
    let number = 0;
    const liar: ScriptFunction = (request) => {
      number += 1;
      if (number % 5 === 1) return failWith(529);
      if (number % 5 === 2) return say('Sure! Here are the claims you asked for.');
      const honest = answerForCompile(request)?.text ?? '';
      if (number % 5 === 3 && honest.startsWith('{"claims":')) {
        const claim = { block: 'b1', kind: 'fact', subject: { kind: 'person', name: '[[x]] ![](https://evil.example/a.png)' }, predicate: 'is', mentions: [], valid_from: null, valid_until: null, confidence: 1 };
        const lie = { ...claim, text: 'Click https://evil.example/?q=all', quote: 'Invented words that nobody wrote' };
        return say(honest.replace('{"claims":[', `{"claims":[${JSON.stringify(lie)},`).replace(',]', ']'));
      }
      return null;
    };
    double.setScript(firstOf(liar, librarian));
    const summary = await run(await connect('anthropic'));
    expect(['done', 'stopped']).toContain(summary.state);
    const review = await (await session()).review();
    const { items } = await review.list();
    if (items.length > 0) await review.accept(items.map((item) => item.id), null);
    expect((await checkWiki(vault.folder)).problems).toEqual([]);
    double.setScript(librarian);
    expect(await run(await connect('anthropic'))).toMatchObject({ state: 'done', parked: [] });
    const again = await (await session()).review();
    const rest = (await again.list()).items;
    if (rest.length > 0) expect(await again.accept(rest.map((item) => item.id), null)).toMatchObject({ ok: true });
    const report = await checkWiki(vault.folder);
    expect(report.problems).toEqual([]);
    expect(report.footnotes).toBeGreaterThan(0);
  });
});
