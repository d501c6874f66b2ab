/** Answers the calls of compile and review: plans at once, compiles as jobs, decides in turn. */
import type { compileApi } from '#shared/api/compile.ts';
import type { CompileSummary } from '#shared/model/compile.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import type { CompileModel } from '../compile/compile-deps.ts';
import type { CompileSession } from '../compile/compile-session.ts';
import type { JobEnd, JobQueue } from '../jobs/job-queue.ts';
import type { Models } from '../llm/models.ts';
import { findPrice } from '../llm/prices.ts';

export interface CompileHandlerDeps {
  /** Null while no vault is open. */
  readonly compile: () => CompileSession | null;
  readonly jobs: JobQueue;
  readonly models: Pick<Models, 'provider'>;
  readonly onReviewChanged: (pending: number) => void;
  readonly onFinished: (summary: CompileSummary) => void;
}

const noVault = failure('no-vault', 'Open a vault first: there is nothing to compile.');
const readOnly = failure('read-only', 'The vault cannot be written. Check its permissions, then try again.');

export function createCompileHandlers(deps: CompileHandlerDeps): Handlers<typeof compileApi> {
  async function model(): Promise<CompileModel | null> {
    const provider = await deps.models.provider('compile');
    return provider.ok ? { provider: provider.value, price: findPrice(provider.value.model) } : null;
  }

  return {
    async 'compile.plan'(_params, { signal }) {
      const session = deps.compile();
      if (session === null) return noVault;
      try {
        return success(await session.plan(await model(), signal));
      } catch (error) {
        if (signal.aborted) return failure('cancelled', 'Stopped.');
        throw error;
      }
    },

    async 'compile.start'({ capUsd }) {
      const session = deps.compile();
      if (session === null) return noVault;
      if (session.readOnly) return readOnly;
      const provider = await deps.models.provider('compile');
      if (!provider.ok) return failure('not-configured', provider.failure.message);
      const price = findPrice(provider.value.model);
      if (capUsd !== undefined && price === null && !provider.value.local) {
        return failure('no-price', `No price is known for ${provider.value.model}, so a limit in money cannot be kept. Start without a limit, or choose another model.`);
      }
      if (deps.jobs.list().some((job) => job.kind === 'compile' && (job.state === 'queued' || job.state === 'running'))) {
        return failure('running', 'A compile is under way.');
      }
      const job = deps.jobs.start({
        kind: 'compile',
        subject: provider.value.model,
        run: async ({ signal, report }) => {
          const summary = await session.run({
            model: { provider: provider.value, price },
            capUsd: capUsd ?? null,
            signal,
            onProgress: (progress) => report({ ...progress, counts: { ...progress.counts } }),
          });
          deps.onFinished(summary);
          deps.onReviewChanged((await session.review()).pending());
          return jobEnd(summary);
        },
      });
      return success({ jobId: job.id });
    },

    async 'compile.last'() {
      const session = deps.compile();
      return session === null ? noVault : success({ summary: await session.last() });
    },

    async 'review.list'() {
      const session = deps.compile();
      return session === null ? noVault : success(await (await session.review()).list());
    },

    async 'review.read'({ id }) {
      const session = deps.compile();
      if (session === null) return noVault;
      const letter = await (await session.review()).read(id);
      return letter === null ? failure('not-found', 'There is no such proposal.') : success(letter);
    },

    async 'review.accept'({ ids, editedText }) {
      const session = deps.compile();
      if (session === null) return noVault;
      if (session.readOnly) return readOnly;
      if (editedText !== undefined && ids.length !== 1) return failure('invalid-request', 'An edited text belongs to one proposal.');
      return announced(await (await session.review()).accept(ids, editedText ?? null));
    },

    async 'review.reject'({ id, reason, note }) {
      const session = deps.compile();
      if (session === null) return noVault;
      if (session.readOnly) return readOnly;
      return announced(await (await session.review()).reject(id, reason, note));
    },

    async 'review.skip'({ id }) {
      const session = deps.compile();
      if (session === null) return noVault;
      if (session.readOnly) return readOnly;
      return announced(await (await session.review()).skip(id));
    },

    async 'review.undo'() {
      const session = deps.compile();
      if (session === null) return noVault;
      if (session.readOnly) return readOnly;
      return announced(await (await session.review()).undo());
    },

    async 'claim.why'({ footnote }) {
      const session = deps.compile();
      if (session === null) return noVault;
      const claim = await (await session.review()).why(footnote.replace(/^\[?\^?|\]$/gu, ''));
      return claim === null ? failure('not-found', 'No claim of this vault has this footnote.') : success(claim);
    },
  };

  function announced<O extends { readonly ok: boolean; readonly value?: { readonly pending: number } }>(outcome: O): O {
    if (outcome.ok && outcome.value !== undefined) deps.onReviewChanged(outcome.value.pending);
    return outcome;
  }
}

function jobEnd(summary: CompileSummary): JobEnd {
  switch (summary.state) {
    case 'done':
    case 'capped':
      return { ok: true, result: summary };
    case 'cancelled':
      return { ok: false, code: 'cancelled', message: 'Stopped. What was read is kept; the next compile goes on from here.' };
    case 'stopped':
      return { ok: false, code: 'stopped', message: summary.problem ?? 'The model could not be reached.' };
  }
}
