/** Quick capture as a small window of its own, which closes once the text is in a note. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptureForm } from './capture-form.tsx';

export function CaptureWindow() {
  const { t } = useTranslation('capture');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <main className="flex h-full flex-col bg-surface text-text">
      <h1 className="px-5 pt-4 text-large font-semibold">{t('title')}</h1>
      <CaptureForm onKept={leave} onCancel={leave} />
    </main>
  );
}

function leave(): void {
  window.close();
}
