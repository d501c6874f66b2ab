/** The conversations of a vault: list, open, ask; each is kept as Markdown in `chats/`. */
import { randomUUID } from 'node:crypto';
import {
  type AssistantMessage,
  type Chat,
  type ChatEvent,
  type ChatMessage,
  type ChatQuestion,
  type ChatSummary,
  type UserMessage,
} from '#shared/model/chat.ts';
import { type VaultPath, vaultPathSchema } from '#shared/model/note-path.ts';
import { freeNoteName, noteNameFrom } from '#shared/markdown/note-name.ts';
import type { LlmResult, Provider } from '../llm/provider.ts';
import { type AnswerDeps, answerQuestion, createDraft, type Draft, sourcesOf } from './answer.ts';
import { type ChatFile, parseChat, serializeChat, summarizeChat } from './chat-file.ts';
import type { ChatFiles } from './chat-files.ts';
import type { Retriever } from './retriever.ts';
import { chatFolder, createStoppableRetriever } from './stoppable-retriever.ts';

export interface ChatsDeps {
  readonly files: ChatFiles;
  readonly retriever: Retriever;
  readonly prompts: AnswerDeps['prompts'];
  /** The chosen provider for chat, or the one that the question names. */
  readonly provider: (providerId: string | null) => Promise<LlmResult<Provider>>;
  readonly now: () => Date;
  /** Called after a chat was saved. */
  readonly onChange?: (id: string) => void;
}

export interface Chats {
  /** The newest first. */
  list(): Promise<readonly ChatSummary[]>;
  read(id: string): Promise<Chat | null>;
  /**
   * Answers a question, or null where it names an unknown chat. An abort, and a reader that walks
   * away, stop the answer; the question and what was written are saved in every case.
   */
  ask(question: ChatQuestion, signal: AbortSignal): Promise<AsyncGenerator<ChatEvent, undefined, void> | null>;
}

const longestTitle = 60;
const writeAttempts = 4;

/** The first line of the question, cut between words. */
export function titleFrom(question: string): string {
  const line = question.trim().split('\n')[0]?.replace(/\s+/g, ' ').trim() ?? '';
  if (line.length <= longestTitle) return line.replace(/[?.!。？！]+$/, '') || 'Chat';
  const cut = line.lastIndexOf(' ', longestTitle);
  return `${line.slice(0, cut > 20 ? cut : longestTitle).toWellFormed()}…`;
}

/** The day on the user's own calendar. */
function localDay(now: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

type Saved = { readonly path: VaultPath | null; readonly problem: string | null };

export function createChats(deps: ChatsDeps): Chats {
  const summaries = new Map<VaultPath, { readonly stamp: string; readonly summary: ChatSummary | null }>();
  // One question at a time in a chat: the next one builds on the answer.
  const turns = new Map<string, Promise<void>>();

  async function load(path: VaultPath): Promise<{ readonly file: ChatFile; readonly version: string } | null> {
    const content = await deps.files.read(path);
    const file = content && parseChat(path, content.text);
    return content && file ? { file, version: content.version } : null;
  }

  async function list(): Promise<readonly ChatSummary[]> {
    const entries = await deps.files.list();
    const present = new Set(entries.map((entry) => entry.path));
    for (const path of summaries.keys()) if (!present.has(path)) summaries.delete(path);
    for (const { path, stamp } of entries) {
      if (summaries.get(path)?.stamp === stamp) continue;
      const loaded = await load(path);
      summaries.set(path, { stamp, summary: loaded ? summarizeChat(loaded.file.chat, path) : null });
    }
    return [...summaries.values()]
      .flatMap(({ summary }) => (summary ? [summary] : []))
      .sort((first, second) => second.updatedAt.localeCompare(first.updatedAt));
  }

  async function pathOf(id: string): Promise<VaultPath | null> {
    return (await list()).find((summary) => summary.id === id)?.path ?? null;
  }

  async function read(id: string): Promise<Chat | null> {
    const path = await pathOf(id);
    const loaded = path && (await load(path));
    return loaded ? loaded.file.chat : null;
  }

  async function freePath(chat: Chat): Promise<VaultPath> {
    const taken = new Set((await deps.files.list()).map((entry) => entry.path.toLowerCase()));
    const day = localDay(new Date(chat.createdAt));
    const name = noteNameFrom(`${day} ${chat.title.replace(/…$/, '')}`, day);
    const free = freeNoteName(name, (candidate) => taken.has(`${chatFolder}${candidate}.md`.toLowerCase()));
    return vaultPathSchema.parse(`${chatFolder}${free}.md`);
  }

  /**
   * Puts a message into the saved chat, or replaces it there. The file is read again each time: a
   * person, a sync program or another answer may have changed it meanwhile.
   */
  async function saveMessage(chat: Chat, message: ChatMessage): Promise<Saved> {
    let path = chat.path;
    let problem = '';
    for (let attempt = 0; attempt < writeAttempts; attempt += 1) {
      const loaded = path ? await load(path) : null;
      const file: ChatFile = loaded?.file ?? { chat, frontmatter: '', preamble: '', tail: '' };
      const known = file.chat.messages.some((one) => one.id === message.id);
      const messages = known
        ? file.chat.messages.map((one) => (one.id === message.id ? message : one))
        : [...file.chat.messages, message];
      path ??= await freePath(chat);
      const next: ChatFile = { ...file, chat: { ...file.chat, path, messages, updatedAt: deps.now().toISOString() } };
      const written = await deps.files.write(path, serializeChat(next), loaded?.version ?? null);
      if (written.ok) {
        summaries.delete(path);
        deps.onChange?.(chat.id);
        return { path, problem: null };
      }
      problem = written.problem;
      if (written.code === 'failed') break;
      // Somebody took the name of a new chat: the next attempt takes another.
      if (!loaded) path = null;
    }
    return { path: null, problem };
  }

  function toMessage(id: string, createdAt: string, draft: Draft, provider: LlmResult<Provider>): AssistantMessage {
    return {
      role: 'assistant',
      id,
      createdAt,
      text: draft.text,
      state: draft.state,
      failure: draft.failure,
      citations: [...draft.citations],
      sources: sourcesOf(draft),
      steps: [...draft.steps],
      providerId: provider.ok ? provider.value.id : null,
      model: provider.ok ? provider.value.model : null,
      usage: draft.usage,
    };
  }

  async function* run(question: ChatQuestion, before: Chat | null, signal: AbortSignal): AsyncGenerator<ChatEvent, undefined, void> {
    const now = deps.now();
    const asked: UserMessage = {
      role: 'user',
      id: `m-${randomUUID()}`,
      createdAt: now.toISOString(),
      text: question.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').toWellFormed(),
      mode: question.mode,
      notes: question.notes,
    };
    const chat: Chat = before ?? {
      id: `c-${randomUUID()}`,
      path: null,
      title: titleFrom(asked.text),
      createdAt: asked.createdAt,
      updatedAt: asked.createdAt,
      messages: [],
    };
    const answerId = `m-${randomUUID()}`;
    const draft = createDraft();
    const provider = await deps.provider(question.providerId);
    // The question is on disk before anything can go wrong with its answer.
    const first = await saveMessage(chat, asked);
    const current: Chat = { ...chat, path: first.path };
    const stop = new AbortController();
    let finished = false;
    const finish = async () => {
      finished = true;
      const message = toMessage(answerId, deps.now().toISOString(), draft, provider);
      const saved = first.path ? await saveMessage(current, message) : first;
      return { message, path: saved.path, saveProblem: saved.problem };
    };
    try {
      yield { kind: 'started', chatId: chat.id, title: chat.title, question: asked, answerId };
      const both = AbortSignal.any([signal, stop.signal]);
      const retriever = createStoppableRetriever(deps.retriever, both);
      const answerDeps = { retriever, prompts: deps.prompts, provider, today: localDay(now) };
      yield* answerQuestion({ ...question, text: asked.text }, before, draft, answerDeps, both);
      const ended = await finish();
      if (draft.state === 'failed' && draft.failure) yield { kind: 'failed', failure: draft.failure, ...ended };
      else yield { kind: 'done', ...ended };
    } finally {
      stop.abort();
      // The reader went away in the middle: what was written is kept.
      if (!finished) await finish();
    }
    return undefined;
  }

  /** Holds the chat until the answer has ended. */
  async function* inTurn(id: string, question: ChatQuestion, signal: AbortSignal): AsyncGenerator<ChatEvent, undefined, void> {
    const before = turns.get(id) ?? Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const mine = before.then(() => promise);
    turns.set(id, mine);
    try {
      await before;
      return yield* run(question, await read(id), signal);
    } finally {
      resolve();
      if (turns.get(id) === mine) turns.delete(id);
    }
  }

  return {
    list,
    read,
    async ask(question, signal) {
      if (question.chatId === null) return run(question, null, signal);
      if ((await pathOf(question.chatId)) === null) return null;
      return inTurn(question.chatId, question, signal);
    },
  };
}
