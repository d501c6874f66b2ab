/** A provider while it is being set up: from a preset or a kept one, to what is saved. Pure. */
import type { ProviderConfig, ProviderPreset, ProviderView } from '#shared/model/llm.ts';

export interface ProviderDraft {
  readonly config: ProviderConfig;
  /** What was typed: '' leaves a stored key as it is. */
  readonly key: string;
  readonly hasKey: boolean;
  readonly needsKey: boolean;
  readonly keyVariable: string | null;
}

/** `openai`, or `openai-2` where that is taken. */
export function freeProviderId(wanted: string, taken: readonly string[]): string {
  let id = wanted;
  for (let number = 2; taken.includes(id); number++) id = `${wanted}-${number}`;
  return id;
}

export function draftFromPreset(preset: ProviderPreset, taken: readonly string[]): ProviderDraft {
  const id = freeProviderId(preset.id, taken);
  return {
    config: {
      id,
      kind: preset.kind,
      label: preset.label,
      baseUrl: preset.baseUrl,
      model: preset.model,
      keyRef: preset.needsKey ? id : null,
      contextTokens: null,
    },
    key: '',
    hasKey: false,
    needsKey: preset.needsKey,
    keyVariable: preset.keyVariable,
  };
}

export function draftFromProvider(provider: ProviderView): ProviderDraft {
  const { id, kind, label, baseUrl, model, keyRef, contextTokens, hasKey } = provider;
  return {
    config: { id, kind, label, baseUrl, model, keyRef, contextTokens },
    key: '',
    hasKey,
    needsKey: keyRef !== null,
    keyVariable: null,
  };
}

/** What the core is given: an empty address is the provider's own; a typed key needs a name. */
export function configToSave({ config, key }: ProviderDraft): ProviderConfig {
  const baseUrl = config.baseUrl?.trim() ?? '';
  return {
    ...config,
    label: config.label.trim(),
    model: config.model.trim(),
    baseUrl: baseUrl === '' ? null : baseUrl,
    keyRef: config.keyRef ?? (key.trim() === '' ? null : config.id),
  };
}

/** Whether the address is for the person to give: those kinds have no address of their own. */
export function needsAddress(config: ProviderConfig): boolean {
  return config.kind === 'openai-compatible' || config.kind === 'ollama';
}
