/** What a person must know about the note before going on: one line each, with what can be done. */
import { CircleAlert, CloudOff, FileX2, History, Lock, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { NoteSession } from './session/session-contract.ts';
import type { SessionState } from './session/session-state.ts';

export interface NoteBannersProps {
  readonly session: NoteSession;
  readonly state: SessionState;
  /** Why the note is shown as source although nobody asked for it. */
  readonly forcedSource: 'large' | 'not-loaded' | null;
  /** The person wants a long note in the editor all the same. */
  readonly onFormatted: () => void;
  /** The person wants to say in Markdown what the editor could not. */
  readonly onSource: () => void;
}

export function NoteBanners({ session, state, forcedSource, onFormatted, onSource }: NoteBannersProps) {
  const { t } = useTranslation('editor');
  return (
    <>
      {state.readOnly === null ? null : (
        <Banner icon={Lock} tone="quiet" title={t('readOnly.title')} text={t(`readOnly.${state.readOnly}`)} />
      )}
      {state.deleted ? (
        <Banner
          icon={FileX2}
          tone="warning"
          title={t('deleted.title')}
          text={t('deleted.text')}
          actions={<Button onClick={() => void session.writeAgain()}>{t('deleted.writeAgain')}</Button>}
        />
      ) : null}
      {state.trouble === null ? null : (
        <Banner
          icon={state.trouble.code === 'disconnected' ? CloudOff : CircleAlert}
          tone="warning"
          title={t(`trouble.${state.trouble.code}.title`)}
          text={t(`trouble.${state.trouble.code}.text`)}
          actions={
            state.trouble.code === 'unwritable-document' ? (
              <Button onClick={onSource}>{t('trouble.openSource')}</Button>
            ) : (
              <Button onClick={() => session.retry()}>{t('trouble.retry')}</Button>
            )
          }
        />
      )}
      {state.recovered ? (
        <Banner
          icon={History}
          tone="quiet"
          title={t('recovered.title')}
          text={t('recovered.text')}
          actions={<Button onClick={() => session.dismissRecovered()}>{t('recovered.dismiss')}</Button>}
        />
      ) : null}
      {forcedSource === null ? null : (
        <Banner
          icon={CircleAlert}
          tone="quiet"
          title={t(`forcedSource.${forcedSource}.title`)}
          text={t(`forcedSource.${forcedSource}.text`)}
          actions={forcedSource === 'large' ? <Button onClick={onFormatted}>{t('forcedSource.large.formatted')}</Button> : undefined}
        />
      )}
    </>
  );
}

interface BannerProps {
  readonly icon: LucideIcon;
  readonly tone: 'quiet' | 'warning';
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
}

export function Banner({ icon: Icon, tone, title, text, actions }: BannerProps) {
  return (
    <div
      role={tone === 'warning' ? 'alert' : 'status'}
      className={classNames(
        'flex items-start gap-3 border-b border-border px-4 py-2.5 text-ui',
        tone === 'warning' ? 'bg-warning-soft' : 'bg-sunken',
      )}
    >
      <Icon size={16} aria-hidden className={classNames('mt-0.5 shrink-0', tone === 'warning' ? 'text-warning' : 'text-muted')} />
      <p className="min-w-0 flex-1">
        <strong className="font-medium">{title}</strong> <span className="text-muted">{text}</span>
      </p>
      {actions === undefined ? null : <div className="flex shrink-0 gap-2">{actions}</div>}
    </div>
  );
}
