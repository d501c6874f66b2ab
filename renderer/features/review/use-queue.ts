/** The proposals that wait, which of them is looked at, and the decisions on it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RejectReason, ReviewItem, ReviewLetter } from '#shared/model/proposal.ts';
import { useCoreEvent } from '../../api/core.ts';
import { useCall, useCallMutation } from '../../api/query.ts';

export interface Queue {
  readonly items: readonly ReviewItem[] | null;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly decidedToday: number;
  readonly current: ReviewItem | null;
  readonly letter: ReviewLetter | null;
  readonly letterError: Error | null;
  /** Place of the current one among those that wait, from 0. */
  readonly position: number;
  readonly busy: boolean;
  readonly go: (step: number) => void;
  readonly accept: (ids: readonly string[], editedText?: string) => Promise<void>;
  readonly reject: (reason: RejectReason, note: string) => Promise<void>;
  readonly skip: () => Promise<void>;
  /** Goes back to the proposal whose decision it took back. */
  readonly undo: () => Promise<void>;
}

export function useQueue(): Queue {
  const queries = useQueryClient();
  const list = useCall('review.list', {});
  const [place, setPlace] = useState<{ readonly id: string | null; readonly index: number }>({ id: null, index: 0 });
  const items = list.data?.items ?? null;
  const found = items?.findIndex((item) => item.id === place.id) ?? -1;
  // Where the one looked at is decided, the next takes its place.
  const position = found >= 0 ? found : Math.max(0, Math.min(place.index, (items?.length ?? 0) - 1));
  const current = items?.[position] ?? null;
  const letter = useCall('review.read', { id: current?.id ?? '' }, { enabled: current !== null });
  const accept = useCallMutation('review.accept');
  const reject = useCallMutation('review.reject');
  const skip = useCallMutation('review.skip');
  const undo = useCallMutation('review.undo');

  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['review.list'] });
    await queries.invalidateQueries({ queryKey: ['review.read'] });
  };
  useCoreEvent('review.changed', () => void refresh());
  useCoreEvent('index.updated', () => void queries.invalidateQueries({ queryKey: ['review.read'] }));

  const decide = async (decision: () => Promise<unknown>): Promise<void> => {
    setPlace({ id: null, index: position });
    try {
      await decision();
    } finally {
      await refresh();
    }
  };

  return {
    items,
    error: list.error,
    retry: () => void list.refetch(),
    decidedToday: list.data?.decidedToday ?? 0,
    current,
    letter: letter.data?.proposal.id === current?.id ? (letter.data ?? null) : null,
    letterError: letter.error,
    position,
    busy: accept.isPending || reject.isPending || skip.isPending || undo.isPending,
    go(step) {
      const index = Math.max(0, Math.min((items?.length ?? 1) - 1, position + step));
      setPlace({ id: items?.[index]?.id ?? null, index });
    },
    accept: (ids, editedText) => decide(() => accept.mutateAsync({ ids: [...ids], ...(editedText === undefined ? {} : { editedText }) })),
    reject: (reason, note) => decide(() => reject.mutateAsync({ id: current?.id ?? '', reason, note })),
    skip: () => decide(() => skip.mutateAsync({ id: current?.id ?? '' })),
    async undo() {
      const undone = await undo.mutateAsync({});
      await refresh();
      setPlace({ id: undone.proposalId, index: position });
    },
  };
}
