/** A real vault in a temporary folder with a mail thread, and a model that answers by a function; for tests. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LlmFailure, LlmFailureCode } from '#shared/model/llm.ts';
import type { LlmRequest, Provider } from '../llm/provider.ts';
import { createPathGuard } from '../vault/path-guard.ts';
import { createPathLocks } from '../vault/path-locks.ts';
import { createVaultEntries } from '../vault/vault-entries.ts';
import { createLateWriters } from '../vault/late-writers.ts';
import { createVaultFiles } from '../vault/vault-files.ts';
import type { CompileDeps, CompileModel } from './compile-deps.ts';
import { openLedger } from './ledger.ts';
import { createCompileVault } from './vault-port.ts';

const resources = path.join(import.meta.dirname, '../../resources');

export const danaPath = 'raw/gmail/2024/03/2024-03-05 Launch plan ‹7f3a9c›.md';

export const danaThread = `---
id: gmail:thread:1833
source: gmail-takeout
subject: "Launch plan"
participants: ["Dana Okafor <dana@acme.example>", "Ada Lovelace <ada@home.example>"]
labels: [Inbox, Sent]
---

# Launch plan

## Dana Okafor

2024-03-05 09:41 · from Dana Okafor \\<dana@acme.example> · to Ada Lovelace \\<ada@home.example> ^m-18331

I'll own the launch of Apollo. Ravi Shah joins Acme in May.

I will send the deck by Friday, 8 March 2024.

> [!quote]- Earlier messages
> I never said this

## Ada Lovelace

2024-03-05 10:00 · from Ada Lovelace \\<ada@home.example> · to Dana Okafor \\<dana@acme.example> ^m-18332

Thanks! I promise to book the room for the Apollo launch.
`;

export const people = [
  { id: 'mail:ada@home.example', names: ['Ada Lovelace'], wrote: 1, addressed: 1, writtenByOwner: 0, owner: true },
  { id: 'mail:dana@acme.example', names: ['Dana Okafor'], wrote: 1, addressed: 1, writtenByOwner: 1, owner: false },
];

export interface CompileFixture {
  readonly folder: string;
  /** A fresh life of the program on the same vault: everything in memory is gone. */
  deps(device?: string): Promise<CompileDeps>;
  write(relative: string, text: string): Promise<void>;
  read(relative: string): Promise<string | null>;
  setSourceFolders(folders: readonly string[]): void;
  tick(ms?: number): void;
  remove(): Promise<void>;
}

export async function makeCompileFixture(): Promise<CompileFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verso-compile-'));
  let nowMs = Date.parse('2026-11-23T12:00:00Z');
  let ids = 0;
  let sourceFolders: readonly string[] = [];
  const write = async (relative: string, text: string): Promise<void> => {
    const full = path.join(folder, relative);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
  };
  return {
    folder,
    async deps(device = 'here') {
      return {
        ...(await openCompileDeps(folder, device)),
        sourceFolders: () => Promise.resolve(sourceFolders),
        nowMs: () => (nowMs += 1),
        newId: () => `${device}${String((ids += 1)).padStart(8, '0')}`,
      };
    },
    write,
    read: (relative) => readFile(path.join(folder, relative), 'utf8').catch(() => null),
    setSourceFolders: (folders) => (sourceFolders = folders),
    tick: (ms = 60_000) => (nowMs += ms),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Everything that compile needs, over a real folder, as a fresh process opens it. */
export async function openCompileDeps(folder: string, device: string): Promise<CompileDeps> {
  const locks = createPathLocks();
  const guard = await createPathGuard({ root: folder });
  const trashGuard = await createPathGuard({ root: folder, allowed: ['.trash'] });
  const nothing = (): void => undefined;
  const files = createVaultFiles({ guard, locks, readOnly: false, keepBefore: nothing, keepAfter: nothing, lateWriters: createLateWriters({ keep: nothing, reportBug: nothing }), announce: nothing });
  const entries = createVaultEntries({ guard, trashGuard, locks, files, announce: nothing });
  const ledger = openLedger(folder, device);
  await ledger.refresh();
  return {
    vault: createCompileVault({ root: folder, files, entries }),
    ledger,
    bundled: {
      schema: readFileSync(path.join(resources, 'schema/schema.md'), 'utf8'),
      extractPrompt: readFileSync(path.join(resources, 'prompts/compile-extract.md'), 'utf8'),
      sectionPrompt: readFileSync(path.join(resources, 'prompts/compile-section.md'), 'utf8'),
    },
    sourceFolders: () => Promise.resolve([]),
    device,
    nowMs: Date.now,
    newId: () => randomBytes(6).toString('hex'),
  };
}

export interface ScriptedModel extends CompileModel {
  readonly requests: LlmRequest[];
}

/** A model whose answers come from a function: a value (sent as JSON), text as it is, or a failure's code. */
export function scriptedModel(answer: (request: LlmRequest, number: number) => unknown): ScriptedModel {
  const requests: LlmRequest[] = [];
  const provider: Provider = {
    id: 'double',
    label: 'Double',
    model: 'double-1',
    local: false,
    async *stream(request, signal) {
      requests.push(request);
      const said = await answer(request, requests.length);
      if (signal.aborted) yield { kind: 'failed', failure: failureOf('cancelled') };
      else if (typeof said === 'object' && said !== null && 'fail' in said) yield { kind: 'failed', failure: failureOf(said.fail as LlmFailureCode) };
      else {
        yield { kind: 'text', text: typeof said === 'string' ? said : JSON.stringify(said) };
        yield { kind: 'usage', usage: { inputTokens: 1000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0, estimated: false, costUsd: 0.01, priceAsOf: '2026-11-23' } };
        yield { kind: 'end', reason: 'complete', replay: null };
      }
    },
    listModels: () => Promise.resolve({ ok: true, value: [] }),
    contextTokens: () => Promise.resolve(null),
    test: () => Promise.resolve({ ok: true, model: 'double-1', latencyMs: 0, contextTokens: null, warnings: [] }),
  };
  return { provider, price: { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5, asOf: '2026-11-23' }, requests };
}

function failureOf(code: LlmFailureCode): LlmFailure {
  return { code, message: `failed: ${code}`, detail: null, status: null, reason: null, retryAfterMs: null, retryable: false };
}

interface PlantedClaim {
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly name: string };
  readonly predicate: string;
  readonly text: string;
  readonly quote: string;
  readonly mentions: readonly { readonly kind: string; readonly name: string }[];
}

/** Facts that stand in the fixture's sources; a good model finds each where its quote is. */
export const planted: readonly PlantedClaim[] = [
  { kind: 'fact', subject: { kind: 'person', name: 'Dana Okafor' }, predicate: 'owns', text: 'Dana Okafor owns the launch of Apollo.', quote: "I'll own the launch of Apollo.", mentions: [{ kind: 'project', name: 'Apollo' }] },
  { kind: 'relation', subject: { kind: 'person', name: 'Dana Okafor' }, predicate: 'announced', text: 'Dana Okafor said that Ravi Shah joins Acme in May.', quote: 'Ravi Shah joins Acme in May', mentions: [{ kind: 'person', name: 'Ravi Shah' }] },
  { kind: 'commitment', subject: { kind: 'person', name: 'Dana' }, predicate: 'promised', text: 'Dana Okafor sends the deck by 8 March 2024.', quote: 'I will send the deck by Friday, 8 March 2024', mentions: [] },
  { kind: 'commitment', subject: { kind: 'person', name: 'I' }, predicate: 'promised', text: 'Ada Lovelace promised to book the room for the Apollo launch.', quote: 'I promise to book the room for the Apollo launch', mentions: [{ kind: 'project', name: 'Apollo' }] },
  { kind: 'decision', subject: { kind: 'project', name: 'Apollo' }, predicate: 'moved', text: 'The Apollo launch moved to June.', quote: 'the Apollo launch moves to June', mentions: [] },
];

/** A model that does its work well, over the planted facts. */
export function goodLibrarian(request: LlmRequest): unknown {
  const prompt = request.messages[0]?.role === 'user' ? request.messages[0].text : '';
  if (request.json?.name === 'claims') {
    const blocks = prompt.split('\n').map((line) => JSON.parse(line) as { block?: string; text?: string });
    const claims = blocks.flatMap(({ block, text }) =>
      block === undefined
        ? []
        : planted.filter((fact) => text?.includes(fact.quote)).map((fact) => ({ block, ...fact, valid_from: null, valid_until: null, confidence: 0.9 })),
    );
    return { claims };
  }
  const task = JSON.parse(prompt) as { claims: { id: string; text: string }[] };
  return { paragraphs: [{ sentences: task.claims.map((claim) => ({ text: claim.text, claims: [claim.id] })) }] };
}
