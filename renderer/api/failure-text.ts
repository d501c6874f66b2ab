/** Failures in a person's words: what happened and what to do, by the contract's code. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from './query.ts';

/** Words for a failure: those of its method and code, of its code, or its own English message. */
export function useFailureText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('failures');
  return useCallback(
    (error) => {
      if (error instanceof ApiError) {
        for (const key of [`${error.method}.${error.code}`, error.code]) {
          // Keys hold dots of method names, so they are looked up whole.
          if (i18n.exists(`failures:${key}`, { keySeparator: false })) return t(key, { keySeparator: false, message: error.message });
        }
        return error.message;
      }
      return error instanceof Error ? error.message : String(error);
    },
    [i18n, t],
  );
}
