/** A program that syncs a vault until it is killed or done: `git-crash-child <base> <folder>`. */
import path from 'node:path';
import { settingsSchema } from '#shared/model/settings.ts';
import { openSession } from './core-session.ts';
import { createGitSession } from './git/git-session.ts';
import { createGitStore } from './git/git-store.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/logger.ts';

const [base = '', folder = ''] = process.argv.slice(2);
const logger = createLogger(systemClock, (line) => void process.stderr.write(line));
const folders = { config: path.join(base, 'config'), cache: path.join(base, 'cache'), data: path.join(base, 'data') };

const opened = await openSession(
  {
    folders,
    clock: systemClock,
    logger,
    settings: () => settingsSchema.parse({}),
    localAddress: null,
    isKnown: () => true,
    onStatus: () => undefined,
    onChanges: () => undefined,
    onIndexed: () => undefined, onBookmarks: () => undefined, onSetAside: () => undefined, setAside: () => [],
  },
  folder,
);
if (!opened.ok) throw new Error(opened.message);
const { files, entries, history, indexer, close } = opened.value;
const git = createGitSession({
  vaultFolder: folder,
  readOnly: false,
  vault: { files, entries, keepInHistory: (at, bytes, version, reason) => void history.keep(at, bytes, version, reason), lookAt: (paths) => indexer.outside(paths) },
  store: createGitStore(path.join(folders.config, 'git.json')),
  dataFolder: path.join(folders.data, 'git'),
  env: process.env,
  clock: systemClock,
  onChange: () => undefined,
  reportBug: logger.reportBug,
});
await git.trust(true);
process.stdout.write('open\n');
const result = await git.sync();
process.stdout.write(`${result.ok ? (result.value.failure?.code ?? 'done') : result.code}\n`);
await git.close();
await close();
