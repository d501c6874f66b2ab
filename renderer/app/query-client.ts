/** The cache of the core's answers: kept until an event says otherwise. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/query.ts';

const keptMs = 5 * 60_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Events invalidate; time does not.
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: keptMs,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        // A lost connection waits for its return inside the call; other failures are answers.
        retry: (count, error) => error instanceof ApiError && error.code === 'disconnected' && count < 5,
        retryDelay: 0,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
