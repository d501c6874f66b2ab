/** `npm run serve`: builds what changed, then serves the app to the browser on loopback. */
import { buildIfNeeded } from './build.ts';
import { goWhereCalled, runBuilt } from './built-program.ts';

if (!process.argv.includes('--help')) await buildIfNeeded({ force: false, quiet: true });
goWhereCalled('serve');
await runBuilt('serve', process.argv.slice(2));
