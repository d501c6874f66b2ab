/** The core as the window's components reach it: one typed client from a context. */
import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Contracts } from '#shared/api/contracts.ts';
import type { EventName, PayloadOf } from '#shared/rpc/contract.ts';
import type { Connection, ConnectionState } from './connection.ts';

export type Core = Connection<Contracts>;

export const CoreContext = createContext<Core | null>(null);

export function useCore(): Core {
  const core = use(CoreContext);
  if (core === null) throw new Error('useCore needs a CoreContext above it.');
  return core;
}

export function useConnectionState(): ConnectionState {
  const core = useCore();
  return useSyncExternalStore(core.onStateChange, core.state);
}

/** Calls `listener` for each event as long as the component is shown. */
export function useCoreEvent<K extends EventName<Contracts>>(
  name: K,
  listener: (payload: PayloadOf<Contracts[K]>) => void,
): void {
  const core = useCore();
  const onEvent = useEffectEvent(listener);
  useEffect(() => core.on(name, (payload) => onEvent(payload)), [core, name]);
}
