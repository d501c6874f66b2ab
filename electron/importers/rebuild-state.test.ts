/** A vault whose import state was lost is as good as one whose state was kept. */
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFixtures, importInto, openTestVault, type TestVault, testOptions } from './import-kit.test-support.ts';
import type { Importer } from './importer.ts';
import { mailImporter } from './mbox/mail-importer.ts';
import { slackImporter } from './slack/slack-importer.ts';

const fixture = (name: string): string => path.join(importFixtures ?? '', name);

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault.close());

describe.skipIf(importFixtures === null)('after the import state was lost', () => {
  it.each<[string, Importer, string]>([
    ['Gmail', mailImporter, 'mail/takeout/suitenumerique-messages.mbox'],
    ['a list with two texts under one id', mailImporter, 'mail/lists-apache/maven-dev-2017-11-listsao.mbox'],
    ['Slack', slackImporter, 'slack/official/KarlJohan Slack export Feb 23 2021 - Mar 24 2021.zip'],
    ['threads over several days', slackImporter, 'slack/slackdump/olake-2026-08-10T065502.zip'],
  ])('%s imports again without a write', async (_name, importer, file) => {
    const first = await importInto(vault, importer, fixture(file));
    const before = await vault.snapshot();
    vault.writes = 0;
    const outcome = await importer.run({ path: fixture(file), name: path.basename(file) }, testOptions(), vault.loseState());
    expect(vault.writes).toBe(0);
    expect(outcome).toMatchObject({ ok: true, value: { imported: 0, messages: first.messages } });
    expect(await vault.snapshot()).toEqual(before);
  });

  it('adds only what is new of an overlapping export', async () => {
    await importInto(vault, slackImporter, fixture('slack/slackdump/olake-2026-08-10T065502.zip'));
    const older = fixture('slack/slackdump/olake-2026-08-07T135639.zip');
    const outcome = await slackImporter.run({ path: older, name: path.basename(older) }, testOptions(), vault.loseState());
    expect(outcome).toMatchObject({ ok: true, value: { imported: 1, unchanged: 31 } });
  });
});
