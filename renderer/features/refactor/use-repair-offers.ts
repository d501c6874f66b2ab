/** Says when another program renamed a note that links still call by its old name, and offers to mend them. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import { useCore } from '../../api/core.ts';
import type { Refactor } from '../../api/refactor.ts';
import { useToast } from '../../ui/toast.tsx';

/** The program that renamed a note may be about to write the links itself. */
const graceMs = 1500;
const mostOffers = 3;

export function useRepairOffers(refactor: Refactor): void {
  const { t } = useTranslation('refactor');
  const core = useCore();
  const toast = useToast();
  const offered = useRef(new Set<string>());
  const offer = useEffectEvent(async () => {
    const answer = await core.call('refactor.repairs', {});
    if (!answer.ok) return;
    for (const { from, to, links } of answer.value.repairs.slice(0, mostOffers)) {
      const key = `${from}\n${to}`;
      if (offered.current.has(key)) continue;
      offered.current.add(key);
      toast({
        title: t('renamedOutside', { from: noteNameOf(from), to: noteNameOf(to) }),
        text: t('oldNameLinks', { count: links }),
        offer: true,
        action: { label: t('repair'), run: () => void refactor.run({ kind: 'repair', from, to }, { review: 'always' }) },
      });
    }
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void offer(), graceMs);
    };
    // Also what happened while Verso was not running.
    timer = setTimeout(() => void offer(), graceMs);
    const end = core.on('refactor.renamedOutside', soon);
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [core]);
}
