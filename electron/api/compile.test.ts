import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompileSummary } from '#shared/model/compile.ts';
import { createCompileSession } from '../compile/compile-session.ts';
import { danaPath, danaThread, goodLibrarian, makeCompileFixture, people, scriptedModel, type CompileFixture } from '../compile/compile.test-support.ts';
import { openJobQueue, type JobQueue } from '../jobs/job-queue.ts';
import { notConfigured } from '../llm/failure.ts';
import { createPathGuard } from '../vault/path-guard.ts';
import { createPathLocks } from '../vault/path-locks.ts';
import { createVaultEntries } from '../vault/vault-entries.ts';
import { createLateWriters } from '../vault/late-writers.ts';
import { createVaultFiles } from '../vault/vault-files.ts';
import { createCompileHandlers } from './compile.ts';

describe('the calls of compile and review', () => {
  let vault: CompileFixture;
  let jobs: JobQueue;
  const pending: number[] = [];
  const finished: CompileSummary[] = [];
  const context = { signal: new AbortController().signal };

  beforeEach(async () => {
    vault = await makeCompileFixture();
    await vault.write(danaPath, danaThread);
    await vault.write('.verso/people/here.jsonl', people.map((person) => JSON.stringify(person)).join('\n'));
    pending.length = 0;
    finished.length = 0;
    jobs = openJobQueue({ databaseFile: path.join(vault.folder, '..', `${path.basename(vault.folder)}-jobs.db`), clock: { nowMs: () => 0 }, onUpdate: () => undefined, reportBug: (error) => { throw error; } });
  });
  afterEach(async () => {
    await jobs.close();
    await vault.remove();
  });

  async function handlers(options: { readonly readOnly?: boolean; readonly connected?: boolean } = {}) {
    const nothing = (): void => undefined;
    const locks = createPathLocks();
    const guard = await createPathGuard({ root: vault.folder });
    const files = createVaultFiles({ guard, locks, readOnly: options.readOnly === true, keepBefore: nothing, keepAfter: nothing, lateWriters: createLateWriters({ keep: nothing, reportBug: nothing }), announce: nothing });
    const entries = createVaultEntries({ guard, trashGuard: await createPathGuard({ root: vault.folder, allowed: ['.trash'] }), locks, files, announce: nothing });
    const session = createCompileSession({
      root: vault.folder,
      readOnly: options.readOnly === true,
      files,
      entries,
      deviceId: 'here',
      resourcesFolder: path.join(import.meta.dirname, '../../resources'),
      sourceFolders: () => Promise.resolve([]),
      nowMs: Date.now,
    });
    return createCompileHandlers({
      compile: () => session,
      jobs,
      models: {
        provider: () => Promise.resolve(options.connected === false ? { ok: false, failure: notConfigured() } : { ok: true, value: scriptedModel(goodLibrarian).provider }),
      },
      onReviewChanged: (count) => pending.push(count),
      onFinished: (summary) => finished.push(summary),
    });
  }

  it('goes from a plan over a job to a page, and says what changed', async () => {
    const calls = await handlers();
    expect(await calls['compile.plan']({}, context)).toMatchObject({ ok: true, value: { sources: { changed: 1 }, costUsd: null } });
    const started = await calls['compile.start']({}, context);
    if (!started.ok) throw new Error(started.message);
    expect(await calls['compile.start']({}, context)).toMatchObject({ ok: false, code: 'running' });
    await jobs.ended(started.value.jobId);
    expect(jobs.find(started.value.jobId)).toMatchObject({ state: 'done', progress: { step: 'writing' } });
    expect(finished).toMatchObject([{ state: 'done', claims: 4, proposals: 3 }]);
    expect(await calls['compile.last']({}, context)).toMatchObject({ ok: true, value: { summary: { claims: 4 } } });
    const list = await calls['review.list']({}, context);
    if (!list.ok) throw new Error(list.message);
    const [first, second] = list.value.items.map((item) => item.id);
    expect(await calls['review.read']({ id: first ?? '' }, context)).toMatchObject({ ok: true, value: { stale: false } });
    expect(await calls['review.accept']({ ids: [first ?? ''] }, context)).toMatchObject({ ok: true, value: { pending: 2 } });
    expect(await calls['review.reject']({ id: second ?? '', reason: 'tone', note: '' }, context)).toMatchObject({ ok: true, value: { pending: 1 } });
    expect(await calls['review.undo']({}, context)).toMatchObject({ ok: true, value: { proposalId: second, pending: 2 } });
    expect(pending).toEqual([3, 2, 1, 2]);
    expect(finished).toHaveLength(1);
    const again = await calls['compile.start']({}, context);
    if (!again.ok) throw new Error(again.message);
    await jobs.ended(again.value.jobId);
    expect(await calls['compile.last']({}, context)).toMatchObject({ ok: true, value: { summary: { calls: 0, claims: 0, proposals: 0 } } });
    const page = (await vault.read('wiki/people/Dana Okafor.md')) ?? '';
    expect(await calls['claim.why']({ footnote: /\[\^(c-[0-9a-f]+)\]/u.exec(page)?.[0] ?? '' }, context)).toMatchObject({ ok: true, value: { source: { path: danaPath } } });
  });

  it('says what is missing before it starts', async () => {
    expect(await (await handlers({ connected: false }))['compile.start']({}, context)).toMatchObject({ ok: false, code: 'not-configured' });
    expect(await (await handlers({ connected: false }))['compile.plan']({}, context)).toMatchObject({ ok: true, value: { model: null, blocks: { changed: 3 } } });
    expect(await (await handlers())['compile.start']({ capUsd: 1 }, context)).toMatchObject({ ok: false, code: 'no-price' });
    expect(await (await handlers({ readOnly: true }))['compile.start']({}, context)).toMatchObject({ ok: false, code: 'read-only' });
    expect(await (await handlers({ readOnly: true }))['review.undo']({}, context)).toMatchObject({ ok: false, code: 'read-only' });
    expect(await vault.read('.verso/blocks/here.jsonl')).toBeNull();
  });
});
