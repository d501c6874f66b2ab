/** `npm run -s verso -- <command>`: builds what changed, then runs the command line. */
import { buildIfNeeded } from './build.ts';
import { runBuilt } from './built-program.ts';

await buildIfNeeded({ force: false, quiet: true });
await runBuilt('cli', process.argv.slice(2));
