/** Two versions of a note that could not be merged, side by side, with what can be done about it. */
import { GitMerge } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import type { NoteSession } from './session/session-contract.ts';
import type { Conflict } from './session/session-state.ts';

export function ConflictView({ session, conflict }: { readonly session: NoteSession; readonly conflict: Conflict }) {
  const { t } = useTranslation('editor');
  return (
    <section aria-label={t('conflict.title')} className="border-b border-border bg-warning-soft">
      <div role="alert" className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-3 pb-2 text-ui">
        <GitMerge size={16} aria-hidden className="mt-0.5 shrink-0 text-warning" />
        <p className="min-w-64 flex-1">
          <strong className="font-medium">{t('conflict.title')}</strong>{' '}
          <span className="text-muted">{t(conflict.kept ? 'conflict.textKept' : 'conflict.text')}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => void session.resolveConflict('both')}>
            {t('conflict.both')}
          </Button>
          <Button onClick={() => void session.resolveConflict('mine')}>{t('conflict.mine')}</Button>
          <Button onClick={() => void session.resolveConflict('theirs')}>{t('conflict.theirs')}</Button>
        </div>
      </div>
      <div className="flex px-4 text-small font-medium text-muted">
        <span className="flex-1">{t('conflict.mineLabel')}</span>
        <span className="flex-1 pl-2">{t('conflict.theirsLabel')}</span>
      </div>
      <SideBySide mine={conflict.mine} theirs={conflict.theirs.text} mineLabel={t('conflict.mineLabel')} theirsLabel={t('conflict.theirsLabel')} />
    </section>
  );
}

export interface SideBySideProps {
  readonly mine: string;
  readonly theirs: string;
  readonly mineLabel: string;
  readonly theirsLabel: string;
}

export function SideBySide({ mine, theirs, mineLabel, theirsLabel }: SideBySideProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let view: { destroy(): void } | null = null;
    let gone = false;
    void import('./source/side-by-side.ts').then(({ showSideBySide }) => {
      if (!gone && host.current !== null) view = showSideBySide(host.current, { text: mine, label: mineLabel }, { text: theirs, label: theirsLabel });
    });
    return () => {
      gone = true;
      view?.destroy();
    };
  }, [mine, theirs, mineLabel, theirsLabel]);
  return <div ref={host} className="side-by-side mx-4 mt-1 mb-3 max-h-72 overflow-y-auto rounded-md border border-border bg-surface" />;
}
