/** A thought, and the note that it goes to. The text stays until it is on disk, through a crash too. */
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { captureTargets } from '#shared/model/capture.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { callOrThrow } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { keepCaptured, readCaptured } from './captured-text.ts';

export interface CaptureFormProps {
  /** The text is in this note now. */
  readonly onKept: (path: VaultPath) => void;
  readonly onCancel: () => void;
}

export function CaptureForm({ onKept, onCancel }: CaptureFormProps) {
  const { t } = useTranslation('capture');
  const core = useCore();
  const { info, settings } = useApp();
  const failureText = useFailureText();
  const [text, setText] = useState(readCaptured);
  const [target, setTarget] = useState(settings.captureTarget);
  const [state, setState] = useState<'idle' | 'writing' | { readonly problem: string }>('idle');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const readOnly = info.vault?.readOnly ?? true;

  const keep = async (): Promise<void> => {
    if (text.trim() === '' || state === 'writing') return;
    setState('writing');
    try {
      const { path } = await callOrThrow(core, 'note.capture', { text, target });
      keepCaptured('');
      if (target !== settings.captureTarget) void core.call('settings.update', { captureTarget: target });
      onKept(path);
    } catch (error) {
      setState({ problem: failureText(error) });
    }
  };

  return (
    <form
      className="flex min-h-0 flex-1 flex-col gap-3 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t('text')}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={5}
        value={text}
        placeholder={t('placeholder')}
        onChange={(event) => {
          setText(event.target.value);
          keepCaptured(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          void keep();
        }}
        className="reading min-h-24 w-full flex-1 resize-none rounded-md border border-control bg-raised p-3 text-text outline-none focus:border-accent focus:ring-1 focus:ring-accent"
      />
      {typeof state === 'object' ? (
        <p role="alert" className="text-small text-danger">
          {t('failed', { problem: state.problem })}
        </p>
      ) : null}
      {readOnly ? <p className="text-small text-muted">{t('noVault')}</p> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={t('target')}
          value={target}
          options={captureTargets.map((value) => ({ value, label: value === 'inbox' ? t('targets.inbox', { path: settings.inboxPath.replace(/\.md$/i, '') }) : t(`targets.${value}`) }))}
          onValueChange={setTarget}
        />
        <span className="flex-1" />
        <Button onClick={onCancel}>{t('app:cancel')}</Button>
        <Button type="submit" variant="primary" disabled={readOnly || text.trim() === '' || state === 'writing'}>
          {t('keep')}
        </Button>
      </div>
    </form>
  );
}
