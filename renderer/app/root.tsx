/** The whole window: waits for the core, then shows the vault or, without one, the welcome. */
import { lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { AppContext } from '../api/app-info.ts';
import { useConnectionState } from '../api/core.ts';
import { useCall } from '../api/query.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState, Spinner } from '../ui/state-views.tsx';
import { QuestionsArea } from '../ui/questions.tsx';
import { ToastArea } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ViewBoundary } from './layout/view-boundary.tsx';
import { VaultWindow } from './layout/vault-window.tsx';
import { windowPlace } from './window-place.ts';
import { applyLook, applyTheme } from './theme.ts';

const CaptureWindow = lazy(async () => ({ default: (await import('../features/capture/capture-window.tsx')).CaptureWindow }));
const WelcomeView = lazy(async () => ({ default: (await import('../features/welcome/welcome-view.tsx')).WelcomeView }));

export function Root() {
  const { t } = useTranslation('app');
  return (
    <TooltipProvider delay={500} closeDelay={0}>
      <ToastArea closeLabel={t('close')}>
        <QuestionsArea cancelLabel={t('cancel')}>
          <ViewBoundary>
            <Loaded />
          </ViewBoundary>
        </QuestionsArea>
      </ToastArea>
    </TooltipProvider>
  );
}

function WelcomeAlone() {
  return (
    <main className="h-full">
      <WelcomeView />
    </main>
  );
}

function Loaded() {
  const { t, i18n } = useTranslation('app');
  const connection = useConnectionState();
  const info = useCall('app.info', {});
  const settings = useCall('settings.read', {});

  const look = settings.data;
  useEffect(() => {
    if (look === undefined) return undefined;
    applyLook(look);
    // A language without words falls back to English, key by key.
    if (i18n.language !== look.language) void i18n.changeLanguage(look.language);
    document.documentElement.lang = i18n.hasResourceBundle(look.language, 'app') ? look.language : 'en';
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => applyTheme(look.theme);
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [i18n, look]);

  if (info.data !== undefined && settings.data !== undefined) {
    const { vault } = info.data;
    return (
      <AppContext value={{ info: info.data, settings: settings.data }}>
        {windowPlace(location.hash).kind === 'capture' ? <CaptureWindow /> : vault === null ? <WelcomeAlone /> : <VaultWindow key={vault.folder} vault={vault} />}
      </AppContext>
    );
  }
  const failed = info.error ?? settings.error;
  if (failed !== null) {
    return (
      <ErrorState
        whole
        title={t('startFailed.title')}
        text={t('startFailed.text')}
        detail={failed.message}
        actions={
          <Button
            variant="primary"
            onClick={() => {
              void info.refetch();
              void settings.refetch();
            }}
          >
            {t('retry')}
          </Button>
        }
      />
    );
  }
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 text-muted">
      <Spinner label={t('connecting')} size={20} />
      {connection === 'lost' ? <p>{t('connection.lost')}</p> : null}
    </main>
  );
}
