/** What a `verso` block asks of the core and the window. */
import type { VaultPath } from '#shared/model/note-path.ts';
import type { QueryResult } from '#shared/model/query.ts';
import type { Core } from '../../../api/core.ts';
import type { Navigation } from '../../../api/navigation.ts';
import type { EditTask } from '../../../api/task-edit.ts';

export interface QueryService {
  /** A text is a failure in words. */
  readonly run: (text: string) => Promise<QueryResult | string>;
  /** Calls back when answers may be others. */
  readonly onChange: (listener: () => void) => () => void;
  readonly open: (path: VaultPath, options: { readonly line?: number; readonly newTab: boolean }) => void;
  readonly editTask: EditTask;
}

export interface QueryServiceDeps {
  readonly core: Core;
  readonly navigation: Navigation;
  readonly editTask: EditTask;
}

export function createQueryService({ core, navigation, editTask }: QueryServiceDeps, notePath: () => VaultPath): QueryService {
  return {
    async run(text) {
      const outcome = await core.call('query.run', { text, from: notePath() });
      return outcome.ok ? outcome.value.result : outcome.message;
    },
    onChange: (listener) => core.on('index.updated', listener),
    open: (path, { line, newTab }) => navigation.openNote(path, { newTab, ...(line === undefined ? {} : { line }) }),
    editTask,
  };
}
