/** Editing a proposal in place, before it is accepted: the words become the person's own. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';

export interface EditFormProps {
  readonly text: string;
  readonly disabled: boolean;
  readonly onAccept: (text: string) => void;
  readonly onCancel: () => void;
}

export function EditForm({ text, disabled, onAccept, onCancel }: EditFormProps) {
  const { t } = useTranslation('review');
  const [draft, setDraft] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="flex flex-col gap-3">
      <label className="flex flex-col gap-1">
        <span className="font-medium">{t('edit.label')}</span>
        <span className="text-small text-muted">{t('edit.hint')}</span>
        <textarea
          ref={field}
          value={draft}
          rows={Math.min(18, Math.max(5, draft.split('\n').length + 2))}
          className="reading mt-1 w-full resize-y rounded-md border border-control bg-raised px-3 py-2 text-text outline-none focus:border-accent focus:ring-1 focus:ring-accent"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              onCancel();
            }
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              onAccept(draft);
            }
          }}
        />
      </label>
      <div className="flex gap-2">
        <Button variant="primary" disabled={disabled} onClick={() => onAccept(draft)}>
          {t('edit.accept')}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <span className="flex items-center">
          <Kbd keys="Mod+Enter" />
        </span>
      </div>
    </div>
  );
}
