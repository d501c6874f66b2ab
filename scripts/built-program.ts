/** Runs a built program in this process. */
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './tool.ts';

/** Every built program exports `run`: it takes the arguments and resolves to an exit code. */
interface Program {
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** npm runs scripts in the project's folder; paths in arguments are meant from where the person stands. */
export function goWhereCalled(script: string): void {
  const { INIT_CWD: folder, npm_lifecycle_event: event } = process.env;
  if (folder !== undefined && event === script) process.chdir(folder);
}

/** Ends the process with the program's exit code, once it is done. */
export async function runBuilt(name: 'serve' | 'cli', args: readonly string[]): Promise<void> {
  // Half of what a short command takes is reading the same program again.
  enableCompileCache(path.join(projectRoot, 'node_modules/.cache/compiled'));
  const file = path.join(projectRoot, 'dist/node', `${name}.js`);
  const program = (await import(pathToFileURL(file).href)) as Program;
  process.exitCode = await program.run(args);
}

// Tests start a program as it was built, without a look at the sources.
if (import.meta.main) {
  const [name, ...args] = process.argv.slice(2);
  if (name === 'serve' || name === 'cli') await runBuilt(name, args);
}
