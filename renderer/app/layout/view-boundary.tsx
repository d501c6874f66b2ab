/** Keeps a failing view from taking the window along, and offers to try it again. */
import { Component, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenNotes } from '../../api/open-notes.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { ViewLoadError } from '../view-load-error.ts';

interface BoundaryProps {
  readonly children: ReactNode;
  readonly compact?: boolean;
}

interface BoundaryState {
  readonly error: Error | null;
}

/** React knows error boundaries only as classes. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ViewFailure error={error} compact={this.props.compact ?? false} onRetry={() => this.setState({ error: null })} />
    );
  }
}

function ViewFailure({ error, compact, onRetry }: { readonly error: Error; readonly compact: boolean; readonly onRetry: () => void }) {
  const { t } = useTranslation('app');
  const openNotes = useOpenNotes();
  if (error instanceof ViewLoadError) {
    return (
      <ErrorState
        compact={compact}
        whole={!compact}
        title={t('viewNotLoaded.title')}
        text={t('viewNotLoaded.text')}
        actions={<Button onClick={() => void openNotes.flush().then(() => location.reload())}>{t('viewNotLoaded.reload')}</Button>}
      />
    );
  }
  return (
    <ErrorState
      compact={compact}
      whole={!compact}
      title={t('viewFailed.title')}
      text={t('viewFailed.text')}
      detail={error.message}
      actions={<Button onClick={onRetry}>{t('retry')}</Button>}
    />
  );
}

/** A boundary for errors, and a quiet loading state for code that is still coming. */
export function ViewBoundary({ children, compact = false }: BoundaryProps) {
  const { t } = useTranslation('app');
  return (
    <Boundary compact={compact}>
      <Suspense fallback={<Skeleton label={t('loading')} className={compact ? 'p-4' : 'reading-column pt-16'} />}>{children}</Suspense>
    </Boundary>
  );
}
