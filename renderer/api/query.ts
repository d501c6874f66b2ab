/** Calls to the core as TanStack queries and mutations; failures become one typed error. */
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Contracts } from '#shared/api/contracts.ts';
import type {
  CommonFailureCode,
  Failure,
  FailureCodeOf,
  MethodName,
  ParamsIn,
  ValueOf,
} from '#shared/rpc/contract.ts';
import { useCore, type Core } from './core.ts';

export type Method = MethodName<Contracts>;
export type CodeOf<K extends Method> = FailureCodeOf<Contracts[K]> | CommonFailureCode;

/** An expected failure of a call. Branch on `code`; `message` is English for details. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly method: Method;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(method: Method, failed: Failure<string>) {
    super(failed.message);
    this.method = method;
    this.code = failed.code;
    this.details = failed.details;
  }
}

/** The value, or an `ApiError` thrown: for queries, mutations and code that handles them. */
export async function callOrThrow<K extends Method>(
  core: Core,
  method: K,
  params: ParamsIn<Contracts[K]>,
  signal?: AbortSignal,
): Promise<ValueOf<Contracts[K]>> {
  const outcome = await core.call(method, params, signal === undefined ? {} : { signal });
  if (outcome.ok) return outcome.value;
  throw new ApiError(method, outcome);
}

/** The key of one call: its name, then its parameters. Invalidate by `[method]` or by both. */
export function callKey<K extends Method>(method: K, params: ParamsIn<Contracts[K]>): readonly [K, ParamsIn<Contracts[K]>] {
  return [method, params];
}

export function callOptions<K extends Method>(core: Core, method: K, params: ParamsIn<Contracts[K]>) {
  return queryOptions({
    queryKey: callKey(method, params),
    queryFn: ({ signal }): Promise<ValueOf<Contracts[K]>> => callOrThrow(core, method, params, signal),
  });
}

export interface CallSettings {
  /** False holds the call back. */
  readonly enabled?: boolean;
  /** Shows the answer to the previous parameters until the new one comes. */
  readonly keepPrevious?: boolean;
  readonly refetchIntervalMs?: number;
}

/** The answer of a call, cached by its parameters and refreshed by events of the core. */
export function useCall<K extends Method>(
  method: K,
  params: ParamsIn<Contracts[K]>,
  settings: CallSettings = {},
): UseQueryResult<ValueOf<Contracts[K]>> {
  const core = useCore();
  const { enabled = true, keepPrevious = false, refetchIntervalMs } = settings;
  return useQuery({
    ...callOptions(core, method, params),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(refetchIntervalMs === undefined ? {} : { refetchInterval: refetchIntervalMs }),
  });
}

/** A call that changes something. */
export function useCallMutation<K extends Method>(
  method: K,
): UseMutationResult<ValueOf<Contracts[K]>, Error, ParamsIn<Contracts[K]>> {
  const core = useCore();
  return useMutation({ mutationFn: (params: ParamsIn<Contracts[K]>) => callOrThrow(core, method, params) });
}
