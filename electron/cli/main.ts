/** The command line: `verso <command> [arguments] --vault <folder> [--json]`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { interruptedExitCode, listenForEnd } from '../host/end-signal.ts';
import { findInstallation } from '../host/installation.ts';
import { failed, type CommandArguments, type CommandContext, type CommandResult, type LooseCommand, type VaultCommand } from './command.ts';
import { appendCommand } from './commands/append.ts';
import { askCommand } from './commands/ask.ts';
import { backlinksCommand } from './commands/backlinks.ts';
import { compileCommand } from './commands/compile.ts';
import { dailyCommand } from './commands/daily.ts';
import { doctorCommand } from './commands/doctor.ts';
import { fidelityCommand } from './commands/fidelity.ts';
import { importCommand } from './commands/import.ts';
import { indexCommand } from './commands/index-vault.ts';
import { linksCommand } from './commands/links.ts';
import { newCommand } from './commands/new-note.ts';
import { openCommand } from './commands/open.ts';
import { searchCommand } from './commands/search.ts';
import { tasksCommand } from './commands/tasks.ts';
import { waitUntilIndexed } from './open-vault.ts';
import { reachCore } from './reach-core.ts';

const commands: readonly (VaultCommand | LooseCommand)[] = [
  indexCommand,
  searchCommand,
  backlinksCommand,
  linksCommand,
  tasksCommand,
  openCommand,
  newCommand,
  dailyCommand,
  appendCommand,
  importCommand,
  compileCommand,
  askCommand,
  doctorCommand,
  fidelityCommand,
];

const usageExitCode = 2;

function usage(): string {
  const rows = commands.map(({ name, usage: args, summary }) => `  verso ${name} ${args}`.trimEnd() + `\n      ${summary}.`);
  return `verso: a second brain on plain Markdown, from the command line

${rows.join('\n')}

Every command takes:
  --vault <folder>   the vault (or name it in the environment variable VERSO_VAULT)
  --json             one JSON value on standard output, for programs

Exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted. Progress goes to standard error.
`;
}

/** Runs one command; resolves to the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage());
    return args.length === 0 ? usageExitCode : 0;
  }
  // Two commands share the name: one looks at a vault, one at files.
  const wantsFidelity = rest.some((arg) => arg === '--fidelity' || arg.startsWith('--fidelity='));
  const command = commands.find((one) => one.name === name && ('fidelity' in one.options) === wantsFidelity);
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${usage()}`);
    return usageExitCode;
  }
  const parsed = parseCommand(command, rest);
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\nusage: verso ${command.name} ${command.usage}\n`);
    return usageExitCode;
  }
  const end = listenForEnd();
  try {
    const result = await runCommand(command, parsed, end.signal);
    await print(result, parsed.json);
    return end.signal.aborted ? interruptedExitCode : result.exitCode;
  } finally {
    end.dispose();
  }
}

interface ParsedCommand extends CommandArguments {
  readonly json: boolean;
  readonly vault: string;
}

function parseCommand(command: VaultCommand | LooseCommand, args: readonly string[]): ParsedCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...command.options, vault: { type: 'string' }, json: { type: 'boolean' } },
    });
    const { minimum, maximum } = command.positionals;
    if (positionals.length < minimum) return 'Something is missing.';
    if (positionals.length > maximum) return `"${positionals[maximum] ?? ''}" is one argument too many.`;
    const options: Record<string, string | boolean | undefined> = {};
    for (const [key, value] of Object.entries(values)) if (!Array.isArray(value)) options[key] = value;
    const vault = typeof values['vault'] === 'string' ? values['vault'] : process.env['VERSO_VAULT'];
    if (vault === undefined && command.needs === 'vault') return 'Name the vault: --vault <folder>.';
    return { positionals, options, json: values['json'] === true, vault: path.resolve(vault ?? '.') };
  } catch (error) {
    // parseArgs throws for an unknown or incomplete option, in words for a person.
    return error instanceof Error ? error.message : String(error);
  }
}

async function runCommand(command: VaultCommand | LooseCommand, args: ParsedCommand, signal: AbortSignal): Promise<CommandResult> {
  const context: Omit<CommandContext, 'client'> = {
    cwd: process.cwd(),
    signal,
    progress: progressLine(),
    write: (text) => {
      if (!args.json) process.stdout.write(text);
    },
  };
  if (command.needs === 'nothing') return command.run(args, context);
  const reached = await reachCore(findInstallation(), args.vault);
  if ('ok' in reached) return failed(reached);
  const { client } = reached;
  try {
    const status = await waitUntilIndexed(client, { signal, progress: context.progress });
    if ('ok' in status) return failed(status);
    return await command.run(args, { ...context, client });
  } finally {
    context.progress('');
    await reached.close();
  }
}

/** Shows the last line of progress in place where a person watches; nothing else where nobody does. */
function progressLine(): (line: string) => void {
  if (!process.stderr.isTTY) return () => undefined;
  const clear = '\r\u001b[K';
  return (line) => void process.stderr.write(`${clear}${line.slice(0, Math.max(0, (process.stderr.columns || 80) - 1))}`);
}

function print(result: CommandResult, json: boolean): Promise<void> {
  const text = json ? JSON.stringify(result.json) : result.text;
  // What went wrong belongs beside the answer, not into it; programs read it as JSON.
  const stream = !json && result.exitCode !== 0 ? process.stderr : process.stdout;
  // A pipe may still be writing when the process is asked to exit.
  return new Promise((resolve) => void stream.write(`${text}\n`, () => resolve()));
}
