/** Provides exports to the window: asks as what, shows how far it is, says where it went. */
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import { useApp } from '../../../api/app-info.ts';
import { ExportContext, type Exporter, type ExportFormat, type ExportSubject } from '../../../api/export.ts';
import { useFailureText } from '../../../api/failure-text.ts';
import { useOpenNotes } from '../../../api/open-notes.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog, DialogActions } from '../../../ui/dialog.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { useContextDeps } from '../use-context-deps.ts';
import { exportName } from './exported-notes.ts';
import type { ExportOutcome } from './run-export.ts';

/** What takes less is done before it could be read. */
const showProgressAfterMs = 1000;

interface Running {
  readonly name: string;
  readonly done: number;
  readonly total: number | null;
  readonly current: string;
}

export function ExportArea({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('export');
  const { info, settings } = useApp();
  const deps = useContextDeps();
  const openNotes = useOpenNotes();
  const failureText = useFailureText();
  const [asking, setAsking] = useState<ExportSubject | null>(null);
  const [running, setRunning] = useState<Running | null>(null);
  const abort = useRef<AbortController | null>(null);
  const { exportFiles } = info.capabilities;
  const { toast } = deps;
  const withProperties = useRef(settings.exportProperties);
  useEffect(() => {
    withProperties.current = settings.exportProperties;
  }, [settings.exportProperties]);
  useEffect(() => () => abort.current?.abort(), []);
  const chooseProperties = (exportProperties: boolean): void => {
    withProperties.current = exportProperties;
    void deps.core.call('settings.update', { exportProperties });
  };

  const vaultName = info.vault?.name ?? 'Verso';
  const exporter = useMemo((): Exporter => {
    const report = (name: string, format: ExportFormat, { kind, savedAt, unreadable }: ExportOutcome): void => {
      if (kind === 'declined') return;
      if (kind === 'empty') toast({ title: t('empty', { name }) });
      else if (unreadable.length > 0) toast({ title: t('leftOut', { count: unreadable.length }), text: unreadable.join(', '), problem: true });
      else if (kind === 'downloaded') toast({ title: t('downloaded', { name }) });
      else if (kind === 'saved' && savedAt !== null) toast({ title: t('saved', { name }), text: savedAt });
      else if (format === 'pdf') toast({ title: t('printToPdf'), text: t('printToPdfText') });
    };
    const start = async (subject: ExportSubject, format: ExportFormat): Promise<void> => {
      abort.current?.abort();
      const own = new AbortController();
      abort.current = own;
      const name = exportName(subject, vaultName);
      let state: Running = { name, done: 0, total: null, current: '' };
      let shown = false;
      const timer = setTimeout(() => {
        shown = true;
        setRunning(state);
      }, showProgressAfterMs);
      try {
        // What is typed and not yet written belongs to the notes too.
        await openNotes.flush();
        const { runExport } = await import('./run-export.ts');
        const outcome = await runExport(
          {
            subject,
            name,
            format,
            language: document.documentElement.lang,
            savesFiles: exportFiles,
            properties: withProperties.current,
            contentsLabel: t('contents'),
            signal: own.signal,
            onProgress(done, total, path) {
              state = { name, done, total, current: path === null ? '' : noteNameOf(path) };
              if (shown && !own.signal.aborted) setRunning(state);
            },
          },
          deps,
        );
        report(name, format, outcome);
      } catch (error) {
        if (!own.signal.aborted) toast({ title: t('failed', { name }), text: failureText(error), problem: true });
      } finally {
        clearTimeout(timer);
        if (abort.current === own) setRunning(null);
      }
    };
    return { ask: setAsking, run: (subject, format) => void start(subject, format) };
  }, [deps, exportFiles, failureText, openNotes, t, toast, vaultName]);

  const choose = (format: ExportFormat): void => {
    setAsking(null);
    if (asking !== null) exporter.run(asking, format);
  };
  const cancel = (): void => {
    abort.current?.abort();
    setRunning(null);
  };
  return (
    <ExportContext value={exporter}>
      {children}
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => {
          if (!open) setAsking(null);
        }}
        width="small"
        title={t('title', { name: asking === null ? '' : exportName(asking, vaultName) })}
        description={t(asking?.kind === 'folder' ? 'folderText' : 'noteText')}
      >
        <div className="flex items-center gap-3 px-5 pt-3">
          <span className="flex-1">{t('properties')}</span>
          <Switch label={t('properties')} checked={settings.exportProperties} onCheckedChange={chooseProperties} />
        </div>
        <DialogActions>
          <Button onClick={() => choose('print')}>{t('print')}</Button>
          <Button onClick={() => choose('pdf')}>{t('pdf')}</Button>
          <Button variant="primary" onClick={() => choose('html')}>
            {t('html')}
          </Button>
        </DialogActions>
      </Dialog>
      {running === null ? null : (
        <Dialog
          open
          onOpenChange={(open) => {
            if (!open) cancel();
          }}
          width="small"
          title={t('running', { name: running.name })}
        >
          <div className="flex flex-col gap-2 px-5 pt-3">
            <ProgressBar
              label={t('progress')}
              value={running.total === null ? null : running.done / running.total}
              {...(running.total === null ? {} : { valueText: t('progressOf', { done: running.done, count: running.total }) })}
              showLabel
            />
            <p className="truncate text-small text-muted">{running.current}</p>
          </div>
          <DialogActions>
            <Button onClick={cancel}>{t('cancel')}</Button>
          </DialogActions>
        </Dialog>
      )}
    </ExportContext>
  );
}
