/** Why a proposal is rejected: one key or click for the reason, and a word beside it if wanted. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rejectReasonSchema, type RejectReason } from '#shared/model/proposal.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface RejectFormProps {
  readonly disabled: boolean;
  readonly onReject: (reason: RejectReason, note: string) => void;
  readonly onCancel: () => void;
}

const reasons = rejectReasonSchema.options;

export function RejectForm({ disabled, onReject, onCancel }: RejectFormProps) {
  const { t } = useTranslation('review');
  const [note, setNote] = useState('');
  const first = useRef<HTMLButtonElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
      return;
    }
    const reason = reasons[Number(event.key) - 1];
    if (event.target instanceof HTMLInputElement || reason === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!disabled) onReject(reason, note);
  });
  useEffect(() => {
    first.current?.focus();
    const element = group.current;
    const listener = (event: KeyboardEvent): void => onKey(event);
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, []);
  return (
    <div ref={group} role="group" aria-label={t('reject.title')} className="flex flex-col gap-3">
      <p className="font-medium">{t('reject.title')}</p>
      <div className="flex flex-wrap gap-2">
        {reasons.map((reason, index) => (
          <Button key={reason} ref={index === 0 ? first : undefined} disabled={disabled} onClick={() => onReject(reason, note)}>
            {t(`reject.reasons.${reason}`)}
            <Kbd keys={String(index + 1)} />
          </Button>
        ))}
      </div>
      <div className="flex items-end gap-2">
        <TextField className="max-w-md flex-1" label={t('reject.note')} value={note} maxLength={2000} onValueChange={setNote} />
        <Button variant="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
