/** Answers the calls that connect models. */
import type { llmApi } from '#shared/api/llm.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import type { Models, SaveResult } from '../llm/models.ts';
import { providerPresets } from '../llm/presets.ts';
import type { SendLog } from '../llm/send-log.ts';

export interface LlmHandlerDeps {
  readonly models: Models;
  readonly sendLog: SendLog;
}

const saveProblems = {
  'bad-address': 'The address must begin with https:// or http:// and carry no user name or password.',
  'not-writable': 'The settings cannot be written. Check the permissions of the configuration folder.',
  'not-found': 'There is no such provider.',
} as const;

export function createLlmHandlers({ models, sendLog }: LlmHandlerDeps): Handlers<typeof llmApi> {
  const saved = (result: SaveResult) => (result.ok ? success(result.settings) : failure(result.code, saveProblems[result.code]));
  return {
    'llm.settings': async () => success(await models.settings()),
    'llm.presets': () => success({ presets: [...providerPresets] }),
    'llm.saveProvider': async ({ provider, key }) => saved(await models.saveProvider(provider, key)),
    'llm.removeProvider': async ({ id }) => saved(await models.removeProvider(id)),
    'llm.choose': async ({ purpose, choice }) => saved(await models.choose(purpose, choice)),
    'llm.test': async ({ provider, key }, { signal }) => success(await models.test(provider, key, signal)),
    async 'llm.models'({ provider, key }, { signal }) {
      const listed = await models.listModels(provider, key, signal);
      return listed.ok ? success({ models: [...listed.value] }) : failure('unreachable', listed.failure.message);
    },
    'llm.sendLog': async ({ limit }) => success({ entries: [...(await sendLog.read(limit))] }),
  };
}
