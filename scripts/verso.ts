/** `npm run -s verso -- <command>`: builds what changed, then runs the command line. */
import { buildIfNeeded } from './build.ts';
import { goWhereCalled, runBuilt } from './built-program.ts';

await buildIfNeeded({ force: false, quiet: true });
goWhereCalled('verso');
await runBuilt('cli', process.argv.slice(2));
