/** Connecting models: settings, keys, tests, and the log of what was sent. */
import { z } from 'zod';
import {
  modelChoiceSchema,
  modelInfoSchema,
  modelSettingsSchema,
  providerConfigSchema,
  providerPresetSchema,
  sendLogEntrySchema,
  testResultSchema,
} from '../model/llm.ts';
import { event, method } from '../rpc/contract.ts';

const providerId = z.string().max(64);
const saveFailures = ['bad-address', 'not-writable', 'not-found'] as const;

export const llmApi = {
  'llm.settings': method({ params: z.object({}), value: modelSettingsSchema }),
  'llm.presets': method({ params: z.object({}), value: z.object({ presets: z.array(providerPresetSchema) }) }),
  /** Adds or replaces a provider. `key` undefined leaves the stored key, null removes it. Keys never come back. */
  'llm.saveProvider': method({
    params: z.object({ provider: providerConfigSchema, key: z.string().max(10_000).nullable().optional() }),
    value: modelSettingsSchema,
    failures: saveFailures,
  }),
  'llm.removeProvider': method({ params: z.object({ id: providerId }), value: modelSettingsSchema, failures: saveFailures }),
  'llm.choose': method({
    params: z.object({ purpose: z.enum(['chat', 'compile', 'supervision', 'quick']), choice: modelChoiceSchema.nullable() }),
    value: modelSettingsSchema,
    failures: saveFailures,
  }),
  /** Asks the provider a tiny question and says precisely what is wrong when it fails. */
  'llm.test': method({
    params: z.object({ provider: providerConfigSchema, key: z.string().max(10_000).optional() }),
    value: testResultSchema,
  }),
  'llm.models': method({
    params: z.object({ provider: providerConfigSchema, key: z.string().max(10_000).optional() }),
    value: z.object({ models: z.array(modelInfoSchema) }),
    failures: ['unreachable'],
  }),
  'llm.sendLog': method({
    params: z.object({ limit: z.number().int().min(1).max(500).default(100) }),
    value: z.object({ entries: z.array(sendLogEntrySchema) }),
  }),
  'llm.settingsChanged': event(modelSettingsSchema),
} as const;
