/**
 * Conversations with the vault: questions, answers, and the passages that answers cite.
 *
 * In an answer's text a citation is a Markdown footnote reference, `[^3]`. The number names one
 * passage and is unique within its chat, so that the saved file is the same text with footnotes.
 */
import { z } from 'zod';
import { llmFailureSchema, usageSchema } from './llm.ts';
import { vaultPathSchema } from './note-path.ts';

const offsets = {
  /** UTF-16 offsets into the note's text, `end` exclusive. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
};

const place = {
  path: vaultPathSchema,
  title: z.string(),
  headingPath: z.array(z.string()).readonly(),
  /** The block id without `^`, as in `[[note#^id]]`, or null. */
  blockId: z.string().nullable(),
  /** The day or moment that the passage speaks of (ISO), or null. */
  date: z.string().nullable(),
};

/** A piece of a note that retrieval found. */
export const passageSchema = z
  .object({ ...place, ...offsets, text: z.string(), score: z.number() })
  .readonly();
export type Passage = z.infer<typeof passageSchema>;

/** A passage as it was supplied to the model, under the number that an answer cites. */
export const suppliedPassageSchema = z
  .object({
    ...place,
    ...offsets,
    text: z.string(),
    number: z.int().positive(),
    /** Estimated tokens that the passage took of the context. */
    tokens: z.int().nonnegative(),
  })
  .readonly();
export type SuppliedPassage = z.infer<typeof suppliedPassageSchema>;

/** What an answer was given, without the text: it stands in the note. */
export const chatSourceSchema = z
  .object({
    ...place,
    ...offsets,
    number: z.int().positive(),
    tokens: z.int().nonnegative(),
  })
  .readonly();
export type ChatSource = z.infer<typeof chatSourceSchema>;

/** One use of a supplied passage in an answer. */
export const citationSchema = z
  .object({
    ...place,
    /** Where the quote stands in the note. */
    ...offsets,
    number: z.int().positive(),
    /** The words of the passage that best carry the sentence; always literally in the passage. */
    quote: z.string(),
    /** Where the cited sentence stands in the answer's text, its markers not included. */
    sentenceStart: z.int().nonnegative(),
    sentenceEnd: z.int().nonnegative(),
    /** Where `[^n]` begins in the answer's text. */
    markerStart: z.int().nonnegative(),
  })
  .readonly();
export type Citation = z.infer<typeof citationSchema>;

/** `auto` decides by the question; `notes` always looks; `general` never does. */
export const chatModeSchema = z.enum(['auto', 'notes', 'general']);
export type ChatMode = z.infer<typeof chatModeSchema>;

/** A question as a person asks it. */
export const chatQuestionSchema = z
  .object({
    /** The chat that goes on, or null for a new one. */
    chatId: z.string().nullable(),
    text: z.string().min(1).max(100_000),
    mode: chatModeSchema,
    /** Notes that the person put into the context (the open note, `@` mentions). */
    notes: z.array(vaultPathSchema).max(100).readonly(),
    /** Another provider than the one chosen for chat, or null. */
    providerId: z.string().nullable(),
  })
  .readonly();
export type ChatQuestion = z.infer<typeof chatQuestionSchema>;

/** One thing that the chat did before or while it answered. */
export const chatStepSchema = z
  .object({
    kind: z.enum(['search', 'read']),
    /** The words searched, or the path read. */
    subject: z.string(),
    found: z.int().nonnegative(),
    tokens: z.int().nonnegative(),
  })
  .readonly();
export type ChatStep = z.infer<typeof chatStepSchema>;

const messageBase = { id: z.string().min(1), createdAt: z.iso.datetime(), text: z.string() };

export const userMessageSchema = z
  .object({
    role: z.literal('user'),
    ...messageBase,
    mode: chatModeSchema,
    notes: z.array(vaultPathSchema).readonly(),
  })
  .readonly();
export type UserMessage = z.infer<typeof userMessageSchema>;

export const assistantMessageSchema = z
  .object({
    role: z.literal('assistant'),
    ...messageBase,
    /** `passages`: no model is configured and the passages themselves are the answer. */
    state: z.enum(['complete', 'stopped', 'failed', 'passages']),
    failure: llmFailureSchema.nullable(),
    citations: z.array(citationSchema).readonly(),
    sources: z.array(chatSourceSchema).readonly(),
    steps: z.array(chatStepSchema).readonly(),
    providerId: z.string().nullable(),
    model: z.string().nullable(),
    usage: usageSchema.nullable(),
  })
  .readonly();
export type AssistantMessage = z.infer<typeof assistantMessageSchema>;

export const chatMessageSchema = z.discriminatedUnion('role', [
  userMessageSchema,
  assistantMessageSchema,
]);
export type ChatMessage = z.infer<typeof chatMessageSchema>;

export const chatSchema = z
  .object({
    id: z.string().min(1),
    /** The saved file, or null as long as nothing was saved. */
    path: vaultPathSchema.nullable(),
    title: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    messages: z.array(chatMessageSchema).readonly(),
  })
  .readonly();
export type Chat = z.infer<typeof chatSchema>;

export const chatSummarySchema = z
  .object({
    id: z.string(),
    path: vaultPathSchema,
    title: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    messageCount: z.int().nonnegative(),
    model: z.string().nullable(),
    costUsd: z.number().nonnegative().nullable(),
  })
  .readonly();
export type ChatSummary = z.infer<typeof chatSummarySchema>;

const saved = {
  /** Where the chat was saved, or null where it could not be. */
  path: vaultPathSchema.nullable(),
  /** Why it could not be saved, in English, or null. */
  saveProblem: z.string().nullable(),
};

/**
 * What a streaming answer reports, in order. `started` comes first and `done` or `failed` last;
 * joining every `delta` gives the message's text. A `citation` comes just before the `delta` with
 * its marker. A stopped answer ends with `done` and the state `stopped`.
 */
export const chatEventSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('started'),
      chatId: z.string(),
      title: z.string(),
      question: userMessageSchema,
      answerId: z.string(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('status'),
      stage: z.enum(['deciding', 'searching', 'reading', 'thinking', 'answering', 'retrying']),
      /** The words searched, the path read, or '' */
      subject: z.string(),
      /** With `retrying`: how long until the next attempt. */
      delayMs: z.int().nonnegative().nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal('step'), step: chatStepSchema }).readonly(),
  z
    .object({
      kind: z.literal('passages'),
      passages: z.array(suppliedPassageSchema).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal('thinking'), text: z.string() }).readonly(),
  z.object({ kind: z.literal('delta'), text: z.string() }).readonly(),
  z.object({ kind: z.literal('citation'), citation: citationSchema }).readonly(),
  z.object({ kind: z.literal('usage'), usage: usageSchema }).readonly(),
  z
    .object({
      kind: z.literal('done'),
      message: assistantMessageSchema,
      ...saved,
    })
    .readonly(),
  z
    .object({
      kind: z.literal('failed'),
      failure: llmFailureSchema,
      /** What had been written before it failed; the question is kept. */
      message: assistantMessageSchema,
      ...saved,
    })
    .readonly(),
]);
export type ChatEvent = z.infer<typeof chatEventSchema>;
