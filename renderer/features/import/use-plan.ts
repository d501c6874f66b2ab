/** The dry run of a source: streams how far it is, ends with what was found, can be stopped. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { importOptionsSchema, type ImportOptions, type ImportPlan, type ImportProgress } from '#shared/model/import.ts';
import { useCore } from '../../api/core.ts';

export type PlanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly source: string; readonly progress: ImportProgress | null }
  | { readonly kind: 'ready'; readonly source: string; readonly plan: ImportPlan; readonly options: ImportOptions }
  | { readonly kind: 'failed'; readonly source: string; readonly code: string; readonly message: string };

export interface Planning {
  readonly state: PlanState;
  look(source: string, changes?: Partial<ImportOptions>): void;
  clear(): void;
}

/** What is imported unless a person chooses otherwise: everything, in the zone of this machine. */
export function defaultOptions(changes: Partial<ImportOptions> = {}): ImportOptions {
  return importOptionsSchema.parse({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...changes });
}

export function usePlan(): Planning {
  const core = useCore();
  const [state, setState] = useState<PlanState>({ kind: 'none' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const look = useCallback(
    (source: string, changes?: Partial<ImportOptions>): void => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const options = defaultOptions(changes);
      setState({ kind: 'running', source, progress: null });
      void core
        .stream(
          'import.plan',
          { source, options },
          (chunk) => {
            if (controller.signal.aborted) return;
            if (chunk.kind === 'progress') setState({ kind: 'running', source, progress: chunk.progress });
            else setState({ kind: 'ready', source, plan: chunk.plan, options });
          },
          { signal: controller.signal },
        )
        .then((end) => {
          if (end === null || controller.signal.aborted) return;
          setState({ kind: 'failed', source, code: end.code, message: end.message });
        });
    },
    [core],
  );
  const clear = useCallback((): void => {
    running.current?.abort();
    setState({ kind: 'none' });
  }, []);
  return { state, look, clear };
}
