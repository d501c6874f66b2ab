/** Models as data: who can be asked, what it costs, and what went wrong when asking failed. */
import { z } from 'zod';

/** The wire protocols that Verso speaks. `openai-compatible` is the same wire with a base URL. */
export const providerKindSchema = z.enum(['anthropic', 'openai', 'openai-compatible', 'ollama']);
export type ProviderKind = z.infer<typeof providerKindSchema>;

/** What a model is used for; each purpose may have a model of its own. */
export const llmPurposeSchema = z.enum(['chat', 'compile', 'supervision', 'quick', 'test']);
export type LlmPurpose = z.infer<typeof llmPurposeSchema>;

const providerFields = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  kind: providerKindSchema,
  label: z.string().min(1).max(100),
  /** An http(s) address, or null for the provider's own. Never carries credentials. */
  baseUrl: z.string().max(2048).nullable(),
  /** The model used where a purpose does not choose another one. */
  model: z.string().max(200),
  /** The name of the secret that holds the key, or null where none is needed. */
  keyRef: z.string().max(100).nullable(),
  /** The context window in tokens where the user sets it; null asks the provider or the table. */
  contextTokens: z.int().positive().nullable(),
};

/** One configured provider, as it is stored. The key itself lives in the secrets, under `keyRef`. */
export const providerConfigSchema = z.object(providerFields).readonly();
export type ProviderConfig = z.infer<typeof providerConfigSchema>;

/** Which provider and model serve a purpose; an empty model is the provider's own. */
export const modelChoiceSchema = z
  .object({ providerId: z.string(), model: z.string().max(200) })
  .readonly();
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

/** `supervision` and `quick` fall back to `compile` and `chat` where they are null. */
const modelChoicesSchema = z
  .object({
    chat: modelChoiceSchema.nullable(),
    compile: modelChoiceSchema.nullable(),
    supervision: modelChoiceSchema.nullable(),
    quick: modelChoiceSchema.nullable(),
  })
  .readonly();

/** What the settings file holds: everything but the keys. */
export const storedModelSettingsSchema = z
  .object({
    providers: z.array(providerConfigSchema).readonly(),
    choices: modelChoicesSchema,
  })
  .readonly();
export type StoredModelSettings = z.infer<typeof storedModelSettingsSchema>;

/** Where a secret is kept; shown to the user, since a plain file protects less than a keychain. */
export const secretPlaceSchema = z.enum(['safe-storage', 'file', 'environment', 'none']);
export type SecretPlace = z.infer<typeof secretPlaceSchema>;

/** A provider as the settings screen sees it: never the key, only whether there is one. */
export const providerViewSchema = z
  .object({
    ...providerFields,
    hasKey: z.boolean(),
    keyPlace: secretPlaceSchema,
    /** Whether requests stay on this machine (a loopback address). */
    local: z.boolean(),
  })
  .readonly();
export type ProviderView = z.infer<typeof providerViewSchema>;

export const modelSettingsSchema = z
  .object({
    providers: z.array(providerViewSchema).readonly(),
    choices: modelChoicesSchema,
  })
  .readonly();
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

/** A provider that can be added with one choice; the user may change every field. */
export const providerPresetSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    kind: providerKindSchema,
    baseUrl: z.string().nullable(),
    needsKey: z.boolean(),
    /** A model to begin with, or '' where only the server knows. */
    model: z.string(),
    /** The environment variable that commonly holds the key, or null. */
    keyVariable: z.string().nullable(),
  })
  .readonly();
export type ProviderPreset = z.infer<typeof providerPresetSchema>;

/** Prices in US dollars for a million tokens, with the day they were read. */
export const modelPriceSchema = z
  .object({
    input: z.number().nonnegative(),
    output: z.number().nonnegative(),
    cacheRead: z.number().nonnegative(),
    cacheWrite: z.number().nonnegative(),
    asOf: z.iso.date(),
  })
  .readonly();
export type ModelPrice = z.infer<typeof modelPriceSchema>;

/** What is known of a model; null means unknown, never "no". */
export const modelInfoSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    contextTokens: z.int().positive().nullable(),
    price: modelPriceSchema.nullable(),
    tools: z.boolean().nullable(),
    vision: z.boolean().nullable(),
  })
  .readonly();
export type ModelInfo = z.infer<typeof modelInfoSchema>;

/** Tokens of one or several requests. `estimated` where the provider did not count them. */
export const usageSchema = z
  .object({
    inputTokens: z.int().nonnegative(),
    outputTokens: z.int().nonnegative(),
    /** Part of the input that was read from, or written to, the provider's cache. */
    cacheReadTokens: z.int().nonnegative(),
    cacheWriteTokens: z.int().nonnegative(),
    estimated: z.boolean(),
    /** US dollars; 0 for a local model, null where no price is known. */
    costUsd: z.number().nonnegative().nullable(),
    /** The day of the price that was used, or null. */
    priceAsOf: z.iso.date().nullable(),
  })
  .readonly();
export type Usage = z.infer<typeof usageSchema>;

/**
 * Why a request gave no whole answer. Retried by themselves, within bounds: `rate-limited`,
 * `overloaded`, `server`, `network`, `timeout`, as long as nothing of the answer was shown.
 */
export const llmFailureCodeSchema = z.enum([
  'not-configured',
  'no-key',
  'auth',
  'forbidden',
  'quota',
  'no-such-model',
  'bad-request',
  'rate-limited',
  'overloaded',
  'server',
  'network',
  'timeout',
  'wrong-protocol',
  'cut-off',
  'malformed',
  'empty',
  'refused',
  'context-overflow',
  'output-limit',
  'cancelled',
  'not-recorded',
]);
export type LlmFailureCode = z.infer<typeof llmFailureCodeSchema>;

/** What exactly failed below http, where `code` is `network`. */
export const networkReasonSchema = z.enum([
  'connection-refused',
  'name-not-found',
  'certificate',
  'connection-reset',
  'unreachable',
  'bad-address',
  'unknown',
]);
export type NetworkReason = z.infer<typeof networkReasonSchema>;

export const llmFailureSchema = z
  .object({
    code: llmFailureCodeSchema,
    /** English: what is wrong and what to do. Keys are already masked. */
    message: z.string(),
    /** The provider's own words, masked and shortened, or null. */
    detail: z.string().nullable(),
    status: z.int().nullable(),
    reason: networkReasonSchema.nullable(),
    retryAfterMs: z.int().nonnegative().nullable(),
    /** Whether the same request may succeed later without a change by the user. */
    retryable: z.boolean(),
  })
  .readonly();
export type LlmFailure = z.infer<typeof llmFailureSchema>;

/** The answer of the Test button. */
export const testResultSchema = z.discriminatedUnion('ok', [
  z
    .object({
      ok: z.literal(true),
      model: z.string(),
      latencyMs: z.int().nonnegative(),
      contextTokens: z.int().positive().nullable(),
      /** What works but deserves a word, in English: a small context, no price known. */
      warnings: z.array(z.string()).readonly(),
    })
    .readonly(),
  z
    .object({
      ok: z.literal(false),
      failure: llmFailureSchema,
      /** What the server offers instead, where it could be asked. */
      models: z.array(z.string()).readonly(),
    })
    .readonly(),
]);
export type TestResult = z.infer<typeof testResultSchema>;

/** One request to a model: exactly what went to whom. Never a key. */
export const sendLogEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    purpose: llmPurposeSchema,
    providerId: z.string(),
    kind: providerKindSchema,
    /** Scheme, host and port of the receiver, without path or query. */
    origin: z.string(),
    local: z.boolean(),
    model: z.string(),
    system: z.string(),
    messages: z
      .array(z.object({ role: z.enum(['user', 'assistant', 'tool']), text: z.string() }).readonly())
      .readonly(),
    tools: z.array(z.string()).readonly(),
    attempts: z.int().nonnegative(),
    durationMs: z.int().nonnegative(),
    /** `unfinished` where the app ended before the answer did. */
    outcome: z.union([z.enum(['done', 'unfinished']), llmFailureCodeSchema]),
    usage: usageSchema.nullable(),
  })
  .readonly();
export type SendLogEntry = z.infer<typeof sendLogEntrySchema>;
