/** The configured models: settings without keys, tests, and the provider for each purpose. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type {
  LlmFailure,
  LlmPurpose,
  ModelChoice,
  ModelInfo,
  ModelSettings,
  ProviderConfig,
  ProviderView,
  StoredModelSettings,
  TestResult,
} from '#shared/model/llm.ts';
import type { Secrets } from '../platform/secrets.ts';
import { isLoopback, parseBaseUrl } from './address.ts';
import { createAnthropicAdapter } from './anthropic.ts';
import type { Deadlines } from './deadline.ts';
import { type FailureContext, makeFailure, notConfigured } from './failure.ts';
import { createModelStore } from './model-store.ts';
import { createOllamaAdapter } from './ollama.ts';
import { createOpenaiAdapter } from './openai.ts';
import { defaultBaseUrls } from './presets.ts';
import type { LlmResult, Provider } from './provider.ts';
import { createProviderClient } from './provider-client.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts';
import type { SendLog } from './send-log.ts';
import type { WireAdapter, WireDeps } from './wire.ts';

export interface ModelsDeps {
  /** Where the settings are kept. */
  readonly file: string;
  readonly secrets: Secrets;
  readonly sendLog: SendLog;
  readonly retry?: RetryPolicy;
  readonly deadlines?: Deadlines;
  readonly nowMs?: () => number;
  readonly random?: () => number;
  /** Called after every change of the settings. */
  readonly onChange?: (settings: ModelSettings) => void;
}

type ChosenPurpose = Exclude<LlmPurpose, 'test'>;

export type SaveResult =
  | { readonly ok: true; readonly settings: ModelSettings }
  | { readonly ok: false; readonly code: 'bad-address' | 'not-writable' | 'not-found' };

export interface Models {
  settings(): Promise<ModelSettings>;
  /** Adds or replaces a provider. `key` undefined keeps the stored key, null removes it. */
  saveProvider(config: ProviderConfig, key: string | null | undefined): Promise<SaveResult>;
  removeProvider(id: string): Promise<SaveResult>;
  choose(purpose: ChosenPurpose, choice: ModelChoice | null): Promise<SaveResult>;
  /** The provider for a purpose, or for an explicit provider with its own model. */
  provider(purpose: ChosenPurpose, providerId?: string | null): Promise<LlmResult<Provider>>;
  /** Tries a configuration that need not be saved. Without a key the stored one is used. */
  test(config: ProviderConfig, key: string | undefined, signal: AbortSignal): Promise<TestResult>;
  listModels(
    config: ProviderConfig,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<LlmResult<readonly ModelInfo[]>>;
}

/** Minutes until the first token: a model on this machine may read a long prompt that long. */
export const defaultDeadlines: Deadlines = { firstMs: 5 * 60_000, silenceMs: 2 * 60_000 };

const fallbackPurpose = { supervision: 'compile', quick: 'chat', compile: 'chat', chat: 'compile' } as const;

function baseUrlOf(config: ProviderConfig): string {
  return config.baseUrl?.trim() || (defaultBaseUrls[config.kind] ?? '');
}

/**
 * A redirect would carry the notes in a request to a server that nobody chose, so it is an answer
 * like any other, and one that no provider gives.
 */
const withoutRedirects: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, { ...init, redirect: 'manual' });

function originOf(config: ProviderConfig): string | null {
  return parseBaseUrl(baseUrlOf(config))?.origin ?? null;
}

function createAdapter(config: ProviderConfig, deps: WireDeps): WireAdapter {
  switch (config.kind) {
    case 'anthropic':
      return createAnthropicAdapter(deps);
    case 'openai':
      return createOpenaiAdapter({ ...deps, official: true });
    case 'openai-compatible':
      return createOpenaiAdapter({ ...deps, official: false });
    case 'ollama':
      return createOllamaAdapter(deps);
  }
}

/** The providers' own services cannot be used without a key; a server of one's own may be. */
function needsKey(config: ProviderConfig): boolean {
  return (config.kind === 'anthropic' || config.kind === 'openai') && config.baseUrl === null;
}

export function createModels(deps: ModelsDeps): Models {
  const store = createModelStore(deps.file);
  const nowMs = deps.nowMs ?? (() => performance.timeOrigin + performance.now());
  // Kept so that what a provider learned (its context window) is asked once.
  const built = new Map<string, { readonly signature: string; readonly provider: Provider }>();

  async function view(config: ProviderConfig): Promise<ProviderView> {
    const url = parseBaseUrl(baseUrlOf(config));
    const keyPlace = config.keyRef === null ? 'none' : await deps.secrets.describe(config.keyRef);
    return { ...config, hasKey: keyPlace !== 'none', keyPlace, local: url !== null && isLoopback(url) };
  }

  async function present(stored: StoredModelSettings): Promise<ModelSettings> {
    return { providers: await Promise.all(stored.providers.map(view)), choices: stored.choices };
  }

  async function commit(apply: (settings: StoredModelSettings) => StoredModelSettings): Promise<SaveResult> {
    let stored: StoredModelSettings;
    try {
      await mkdir(path.dirname(deps.file), { recursive: true, mode: 0o700 });
      stored = await store.change(apply);
    } catch {
      return { ok: false, code: 'not-writable' };
    }
    const settings = await present(stored);
    deps.onChange?.(settings);
    return { ok: true, settings };
  }

  /** Builds a provider; with `key` undefined it takes the stored one. */
  function build(config: ProviderConfig, model: string, key: string | null): LlmResult<Provider> {
    const baseUrl = baseUrlOf(config);
    const url = parseBaseUrl(baseUrl);
    const context: FailureContext = {
      label: config.label,
      model,
      origin: url?.origin ?? baseUrl,
      keys: key === null ? [] : [key],
    };
    if (!url) return { ok: false, failure: makeFailure('network', context, { reason: 'bad-address' }) };
    if (key === null && needsKey(config)) return { ok: false, failure: makeFailure('no-key', context) };
    const signature = JSON.stringify([config, model, key]);
    const slot = `${config.id} ${model}`;
    const known = built.get(slot);
    if (known?.signature === signature) return { ok: true, value: known.provider };
    const adapter = createAdapter(config, {
      baseUrl,
      key,
      model,
      contextTokens: config.contextTokens,
      nowMs,
      fetch: withoutRedirects,
    });
    const provider = createProviderClient({
      adapter,
      id: config.id,
      kind: config.kind,
      model,
      local: isLoopback(url),
      contextTokens: config.contextTokens,
      context,
      sendLog: deps.sendLog,
      retry: deps.retry ?? defaultRetryPolicy,
      deadlines: deps.deadlines ?? defaultDeadlines,
      nowMs,
      random: deps.random ?? Math.random,
    });
    built.set(slot, { signature, provider });
    return { ok: true, value: provider };
  }

  function storedKey(config: ProviderConfig): Promise<string | null> {
    return config.keyRef === null ? Promise.resolve(null) : deps.secrets.get(config.keyRef);
  }

  /**
   * The key for a configuration that came from outside. A stored key goes only to the origin that
   * it was stored for, whatever address the caller names.
   */
  async function keyFor(config: ProviderConfig, key: string | undefined): Promise<string | null> {
    if (key !== undefined && key !== '') return key;
    const stored = (await store.read()).providers.find((provider) => provider.id === config.id);
    return stored && originOf(stored) === originOf(config) ? storedKey(stored) : null;
  }

  return {
    async settings() {
      return present(await store.read());
    },

    async saveProvider(config, key) {
      const origin = originOf(config);
      if (origin === null) return { ok: false, code: 'bad-address' };
      const before = (await store.read()).providers.find((provider) => provider.id === config.id);
      const moved = before !== undefined && originOf(before) !== origin;
      const saved: ProviderConfig = { ...config, keyRef: config.id };
      try {
        if (typeof key === 'string' && key.trim() !== '') await deps.secrets.set(config.id, key.trim());
        else if (key === null || moved) await deps.secrets.delete(config.id);
      } catch {
        return { ok: false, code: 'not-writable' };
      }
      return commit(({ providers, choices }) => {
        const first: ModelChoice = { providerId: saved.id, model: '' };
        const exists = providers.some((provider) => provider.id === saved.id);
        return {
          providers: exists
            ? providers.map((provider) => (provider.id === saved.id ? saved : provider))
            : [...providers, saved],
          choices: { ...choices, chat: choices.chat ?? first, compile: choices.compile ?? first },
        };
      });
    },

    async removeProvider(id) {
      const before = await store.read();
      if (!before.providers.some((provider) => provider.id === id)) return { ok: false, code: 'not-found' };
      try {
        await deps.secrets.delete(id);
      } catch {
        return { ok: false, code: 'not-writable' };
      }
      return commit(({ providers, choices }) => {
        const left = providers.filter((provider) => provider.id !== id);
        const next: ModelChoice | null = left[0] ? { providerId: left[0].id, model: '' } : null;
        const without = (choice: ModelChoice | null) => (choice?.providerId === id ? null : choice);
        return {
          providers: left,
          choices: {
            chat: without(choices.chat) ?? next,
            compile: without(choices.compile) ?? next,
            supervision: without(choices.supervision),
            quick: without(choices.quick),
          },
        };
      });
    },

    async choose(purpose, choice) {
      const { providers } = await store.read();
      if (choice && !providers.some((provider) => provider.id === choice.providerId)) {
        return { ok: false, code: 'not-found' };
      }
      return commit((settings) => ({ ...settings, choices: { ...settings.choices, [purpose]: choice } }));
    },

    async provider(purpose, providerId) {
      const { providers, choices } = await store.read();
      const choice = providerId
        ? { providerId, model: '' }
        : (choices[purpose] ?? choices[fallbackPurpose[purpose]]);
      const config = providers.find((provider) => provider.id === choice?.providerId);
      if (!config) return { ok: false, failure: notConfigured() };
      // An empty choice of a model follows the provider's own.
      const model = choice?.model || config.model;
      if (model === '') return { ok: false, failure: noModelChosen(config) };
      return build(config, model, await storedKey(config));
    },

    async test(config, key, signal) {
      const built = build(config, config.model, await keyFor(config, key));
      return built.ok ? built.value.test(signal) : { ok: false, failure: built.failure, models: [] };
    },

    async listModels(config, key, signal) {
      const built = build(config, config.model, await keyFor(config, key));
      return built.ok ? built.value.listModels(signal) : built;
    },
  };
}

function noModelChosen(config: ProviderConfig): LlmFailure {
  return makeFailure('no-such-model', { label: config.label, model: '', origin: '', keys: [] });
}
