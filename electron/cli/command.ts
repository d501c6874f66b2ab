/** What a command of `verso` is: its arguments, what it is given, and what it answers. */
import type { ParseArgsConfig } from 'node:util';
import type { Contracts } from '#shared/api/contracts.ts';
import type { RpcClient } from '#shared/rpc/client.ts';
import type { Failure } from '#shared/rpc/contract.ts';

export type Client = RpcClient<Contracts>;

export interface CommandContext {
  readonly client: Client;
  /** The folder that relative paths of arguments are relative to. */
  readonly cwd: string;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** A line of progress for a person; nothing where nobody watches. */
  readonly progress: (line: string) => void;
  /** Text of the answer as it comes; nothing with `--json`. */
  readonly write: (text: string) => void;
}

/** How a command ended. */
export interface CommandResult {
  /** Printed with `--json`. */
  readonly json: unknown;
  /** Printed without it; lines without the last line end. */
  readonly text: string;
  readonly exitCode: 0 | 1;
}

export interface CommandArguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
  readonly name: string;
  /** The arguments behind the name, as in a manual. */
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many positional arguments it takes. */
  readonly positionals: { readonly minimum: number; readonly maximum: number };
  /** `vault`: needs an open, indexed vault. `nothing`: runs without a core. */
  readonly needs: 'vault' | 'nothing';
}

export interface VaultCommand extends Command {
  readonly needs: 'vault';
  run(args: CommandArguments, context: CommandContext): Promise<CommandResult>;
}

export interface LooseCommand extends Command {
  readonly needs: 'nothing';
  run(args: CommandArguments, context: Omit<CommandContext, 'client'>): Promise<CommandResult>;
}

export function answered(json: unknown, text: string): CommandResult {
  return { json, text, exitCode: 0 };
}

/** An expected failure of a call, told to people and to scripts. */
export function failed(failure: Failure<string>): CommandResult {
  return failedWith(failure.code, failure.message);
}

export function failedWith(code: string, message: string): CommandResult {
  return { json: { error: { code, message } }, text: `${message} (${code})`, exitCode: 1 };
}

export function stringOption(args: CommandArguments, name: string): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number of at least `minimum`, `fallback` when absent, or null when it is something else. */
export function countOption(args: CommandArguments, name: string, fallback: number, minimum = 1): number | null {
  const value = stringOption(args, name);
  if (value === undefined) return fallback;
  const count = Number(value);
  return /^\d+$/.test(value) && Number.isSafeInteger(count) && count >= minimum ? count : null;
}
