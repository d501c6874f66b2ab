/**
 * The core: everything that Verso does, behind one contract. The only place where parts are put
 * together; shells bring what only they have and carry ports to it.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { AppInfo } from '#shared/api/app.ts';
import { contracts, type Contracts } from '#shared/api/contracts.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { VaultInfo } from '#shared/model/vault.ts';
import { success, type Handlers, type Outcome } from '#shared/rpc/contract.ts';
import type { Port } from '#shared/rpc/port.ts';
import { createRpcServer } from '#shared/rpc/server.ts';
import { createAppHandlers } from './api/app.ts';
import { createBookmarkHandlers } from './api/bookmark.ts';
import { createCalendarHandlers } from './api/calendar.ts';
import { createCaptureHandlers } from './api/capture.ts';
import { createChatHandlers } from './api/chat.ts';
import { createCompileHandlers } from './api/compile.ts';
import { createConflictHandlers } from './api/conflict.ts';
import { createFileHandlers } from './api/file.ts';
import { createGitHandlers } from './api/git.ts';
import { createGraphHandlers } from './api/graph.ts';
import { createHistoryHandlers } from './api/history.ts';
import { createHostHandlers, type HostDeps } from './api/host.ts';
import { createImportHandlers } from './api/import.ts';
import { createJobHandlers } from './api/job.ts';
import { createJournalHandlers } from './api/journal.ts';
import { createLinkHandlers } from './api/link.ts';
import { createLlmHandlers } from './api/llm.ts';
import { createNoteHandlers } from './api/note.ts';
import { createRefactorHandlers } from './api/refactor.ts';
import { createPropertyHandlers } from './api/property.ts';
import { createQueryHandlers } from './api/query.ts';
import { createSearchHandlers } from './api/search.ts';
import { createTaskHandlers } from './api/task.ts';
import { createTemplateHandlers } from './api/template.ts';
import { createVaultHandlers, type OpenFailureCode } from './api/vault.ts';
import type { SessionDeps, VaultSession } from './api/vault-session.ts';
import { isDamage } from './db/database.ts';
import { createKnowledge, type Knowledge } from './core-knowledge.ts';
import { openSession, vaultId } from './core-session.ts';
import { createGitSession, type GitSession } from './git/git-session.ts';
import { createGitStore } from './git/git-store.ts';
import { detectImporter } from './importers/registry.ts';
import { openJobQueue } from './jobs/job-queue.ts';
import { createModels } from './llm/models.ts';
import { createSendLog } from './llm/send-log.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { readDeviceId } from './platform/device-id.ts';
import type { AppFolders } from './platform/folders.ts';
import { ioFailure } from './platform/io-failure.ts';
import { createFileLogger, type Logger } from './platform/logger.ts';
import { createEnvironmentSecrets, createFileSecrets, type Secrets } from './platform/secrets.ts';
import { createRecentVaults } from './vault/recent-vaults.ts';
import { createSettingsStore } from './vault/settings-store.ts';
import type { Settings } from '#shared/model/settings.ts';

export interface CoreDeps {
  readonly folders: AppFolders;
  /** The bundled `resources/`. */
  readonly resourcesFolder: string;
  readonly homeFolder: string;
  readonly version: string;
  readonly shell: AppInfo['shell'];
  readonly capabilities: AppInfo['capabilities'];
  /** A native dialog. */
  readonly openWindow?: (path: VaultPath) => void;
  /** For what a shell itself does by the settings. */
  readonly onSettingsChanged?: (settings: Settings) => void;
  /** Writes an exported page where the person says. */
  readonly saveExport?: HostDeps['saveExport'];
  readonly pickPath?: (kind: 'folder' | 'import-source') => Promise<string | null>;
  readonly trashItem?: (absolutePath: string) => Promise<void>;
  /** False: the shell does not open this address. */
  readonly openExternal?: (url: string) => Promise<boolean>;
  /** Default: the environment, then a file that only its owner reads. */
  readonly secrets?: Secrets;
  /** Where other processes of this user reach this core; asked when a vault is locked. */
  readonly localAddress?: () => string | null;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Compares folders every few seconds instead of watching them. */
  readonly forcePolling?: boolean;
}

export interface Core {
  /** Serves one caller until its port closes. */
  connect(port: Port): void;
  openVault(folder: string): Promise<Outcome<VaultInfo, OpenFailureCode>>;
  /** The vault that is open, or null. */
  vault(): VaultInfo | null;
  /** Resolves when the index of the open vault holds everything that happened so far. */
  settled(): Promise<void>;
  /** A file of the open vault for a shell to serve, links followed and found inside; else null. */
  locateFile(path: VaultPath): Promise<{ readonly absolutePath: string; readonly sizeBytes: number } | null>;
  readonly secrets: Secrets;
  settings(): Settings;
  /** Ends every call, closes the vault, leaves nothing running. */
  close(): Promise<void>;
}

export function createCore(deps: CoreDeps): Core {
  const clock = deps.clock ?? systemClock;
  const { folders } = deps;
  const logger = deps.logger ?? createFileLogger(path.join(folders.data, 'verso.log'), clock);
  const secrets = deps.secrets ?? createEnvironmentSecrets(process.env, createFileSecrets(path.join(folders.config, 'secrets.json')));
  const settings = createSettingsStore(path.join(folders.config, 'settings.json'));
  const recent = createRecentVaults(path.join(folders.data, 'recent-vaults.json'));
  let session: VaultSession | null = null;
  let knowledge: Knowledge | null = null;
  let git: GitSession | null = null;
  const gitStore = createGitStore(path.join(folders.config, 'git.json'));
  /** Opening and closing happen one after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  let ended = false;

  /** What a person should know: the file names of our own databases that could not be read. */
  const setAside: string[] = [];
  const onSetAside = (name: string, place: string): void => {
    logger.log('warn', 'A damaged database was set aside and a new one begun.', { name, place });
    if (!setAside.includes(name)) setAside.push(name);
    if (session !== null) server.emit('vault.statusChanged', session.status());
  };

  const jobs = openJobQueue({
    databaseFile: path.join(folders.data, 'jobs.db'),
    clock,
    onUpdate: (job) => server.emit('job.updated', job),
    reportBug: logger.reportBug,
    onSetAside,
  });

  const sendLog = createSendLog(path.join(folders.data, 'send-log'));
  const models = createModels({
    file: path.join(folders.config, 'models.json'),
    secrets,
    sendLog,
    nowMs: () => clock.nowMs(),
    onChange: (changed) => server.emit('llm.settingsChanged', changed),
  });

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  }

  async function closeSession(): Promise<void> {
    const [oldSession, oldKnowledge, oldGit] = [session, knowledge, git];
    [session, knowledge, git] = [null, null, null];
    // Work on the vault ends before the vault does; it can be taken up again later.
    if (!ended) {
      await Promise.all(
        jobs.list().map(async (job) => {
          if (jobs.cancel(job.id)) await jobs.ended(job.id);
        }),
      );
    }
    await oldGit?.close();
    oldKnowledge?.close();
    await oldSession?.close();
  }

  const openVault = (folder: string): Promise<Outcome<VaultInfo, OpenFailureCode>> =>
    inTurn(async () => {
      if (session !== null && session.info.folder === path.resolve(folder)) return success(session.info);
      const opened = await openSession(
        {
          folders,
          clock,
          logger,
          settings: settings.read,
          localAddress: deps.localAddress?.() ?? null,
          isKnown: (known) => recent.list().some((vault) => vault.folder === known),
          onSetAside,
          setAside: () => setAside,
          linkStyle: () => settings.read().linkStyle,
          onStatus: (status) => server.emit('vault.statusChanged', status),
          onRenamedOutside: () => server.emit('refactor.renamedOutside', {}),
          onChanges: (changes) => {
            server.emit('vault.changed', { changes: [...changes] });
            git?.filesChanged();
          },
          onBookmarks: () => server.emit('bookmark.changed', {}),
          onIndexed: (paths, targets) => server.emit('index.updated', { paths: [...paths], targets: [...targets] }),
          ...(deps.forcePolling === true ? { forcePolling: true } : {}),
        },
        folder,
      );
      // A vault that cannot be opened leaves the old one open.
      if (!opened.ok) return opened;
      await closeSession();
      session = opened.value;
      const { info } = opened.value;
      knowledge = createKnowledge({
        session: opened.value,
        models,
        settings,
        clock,
        resourcesFolder: deps.resourcesFolder,
        deviceId: readDeviceId(folders.data),
        importDatabaseFile: path.join(folders.data, 'vaults', vaultId(info.folder), 'imports.db'),
        onSetAside,
        onChatChanged: (id) => server.emit('chat.changed', { id }),
      });
      const { files, entries, history, indexer } = opened.value;
      git = createGitSession({
        vaultFolder: info.folder,
        readOnly: info.readOnly,
        vault: {
          files,
          entries,
          keepInHistory: (at, bytes, version, reason) => void history.keep(at, bytes, version, reason),
          lookAt: (paths) => indexer.outside(paths),
        },
        store: gitStore,
        dataFolder: path.join(folders.data, 'vaults', vaultId(info.folder)),
        env: process.env,
        clock,
        onChange: (status) => server.emit('git.changed', status),
        reportBug: logger.reportBug,
      });
      try {
        await recent.add({ folder: info.folder, name: info.name, openedMs: clock.nowMs() });
      } catch (error) {
        // A full disk keeps nobody from their notes.
        logger.log('warn', 'The list of recent vaults could not be written.', { error: ioFailure(error, 'recent-vaults.json').message });
      }
      server.emit('vault.opened', info);
      return success(info);
    });

  const closeVault = (): Promise<void> =>
    inTurn(async () => {
      if (session === null) return;
      await closeSession();
      server.emit('vault.opened', null);
    });

  const sessionDeps: SessionDeps = { session: () => session };
  const handlers: Handlers<Contracts> = {
    ...createAppHandlers({
      ...sessionDeps,
      version: deps.version,
      shell: deps.shell,
      platform: process.platform,
      capabilities: deps.capabilities,
      recent,
      settings,
      onShow: (path) => server.emit('app.shown', { path }),
      onSettingsChanged(changed) {
        server.emit('settings.changed', changed);
        deps.onSettingsChanged?.(changed);
      },
    }),
    ...createVaultHandlers({
      ...sessionDeps,
      openVault,
      closeVault,
      welcomeFolder: path.join(deps.resourcesFolder, 'welcome-vault'),
      homeFolder: deps.homeFolder,
    }),
    ...createHostHandlers({
      homeFolder: deps.homeFolder,
      ...(deps.pickPath === undefined ? {} : { pickPath: deps.pickPath }),
      ...(deps.saveExport === undefined ? {} : { saveExport: deps.saveExport }),
      ...(deps.openWindow === undefined ? {} : { openWindow: deps.openWindow }),
      ...(deps.openExternal === undefined ? {} : { openExternal: deps.openExternal }),
    }),
    ...createNoteHandlers(sessionDeps),
    ...createFileHandlers({ ...sessionDeps, settings, ...(deps.trashItem === undefined ? {} : { trashItem: deps.trashItem }) }),
    ...createHistoryHandlers(sessionDeps),
    ...createBookmarkHandlers(sessionDeps),
    ...createJournalHandlers(sessionDeps),
    ...createCalendarHandlers({ ...sessionDeps, settings, clock }),
    ...createCaptureHandlers({ ...sessionDeps, settings, clock }),
    ...createTemplateHandlers({ ...sessionDeps, settings, clock }),
    ...createPropertyHandlers({ ...sessionDeps, onTypesChanged: (types) => server.emit('property.typesChanged', { types: { ...types } }) }),
    ...createSearchHandlers({ ...sessionDeps, settings }),
    ...createQueryHandlers({ ...sessionDeps, settings, clock }),
    ...createTaskHandlers({ ...sessionDeps, settings, clock }),
    ...createLinkHandlers({ ...sessionDeps, settings }),
    ...createRefactorHandlers(sessionDeps),
    ...createGitHandlers({ git: () => git }),
    ...createConflictHandlers(sessionDeps),
    ...createGraphHandlers({ ...sessionDeps, settings }),
    ...createJobHandlers({ jobs }),
    ...createLlmHandlers({ models, sendLog }),
    ...createChatHandlers({ chats: () => knowledge?.chats() ?? null }),
    ...createImportHandlers({
      session: () => knowledge?.imports() ?? null,
      jobs,
      detect: async (source, signal) => {
        const found = await detectImporter(source, signal);
        return found.ok ? success(found.value.importer) : found;
      },
      nowMs: () => clock.nowMs(),
    }),
    ...createCompileHandlers({
      compile: () => knowledge?.compile ?? null,
      jobs,
      models,
      onReviewChanged: (pending) => server.emit('review.changed', { pending }),
      onFinished: (summary) => server.emit('compile.finished', summary),
    }),
  };
  const server = createRpcServer({
    contracts,
    handlers,
    reportBug: (error, where) => {
      // A damaged index is the one bug that mends itself: the files are the truth.
      if (isDamage(error)) session?.indexer.rebuild('damaged');
      return logger.reportBug(error, where);
    },
  });

  return {
    connect: (port) => server.connect(port),
    openVault,
    vault: () => session?.info ?? null,
    settled: async () => session?.indexer.settled(),
    async locateFile(vaultPath) {
      const place = await session?.files.guard.locate(vaultPath);
      if (place?.ok !== true) return null;
      try {
        const found = await stat(place.value);
        return found.isFile() ? { absolutePath: place.value, sizeBytes: found.size } : null;
      } catch {
        return null;
      }
    },
    secrets,
    settings: settings.read,
    async close() {
      if (ended) return;
      ended = true;
      await jobs.close();
      await inTurn(closeSession);
      server.close();
    },
  };
}
