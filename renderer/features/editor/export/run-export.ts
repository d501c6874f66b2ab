/** One export from beginning to end: gathers the notes, draws them, hands the page over. Loads the editor's parts only when asked. */
import { getSchema } from '@tiptap/core';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { ExportFormat, ExportSubject } from '../../../api/export.ts';
import { callOrThrow } from '../../../api/query.ts';
import { createContext, type ContextDeps } from '../create-context.ts';
import { schemaExtensions } from '../rich/schema-extensions.ts';
import { downloadPage, printPage } from './deliver-page.ts';
import { exportPage, pageText } from './export-page.ts';
import { exportedNotes, exportFileName } from './exported-notes.ts';

export interface ExportRun {
  readonly subject: ExportSubject;
  readonly name: string;
  readonly format: ExportFormat;
  readonly language: string;
  /** The shell saves files where the person says, and makes PDFs itself. */
  readonly savesFiles: boolean;
  readonly properties: boolean;
  readonly contentsLabel: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, path: VaultPath | null) => void;
}

export interface ExportOutcome {
  readonly kind: 'empty' | 'saved' | 'downloaded' | 'printed' | 'declined';
  /** Where the shell wrote it. */
  readonly savedAt: string | null;
  readonly unreadable: readonly VaultPath[];
}

/** Rejects with `ApiError` where the core refused, and with the signal's reason where it was cancelled. */
export async function runExport(run: ExportRun, deps: Omit<ContextDeps, 'beforeCreate'>): Promise<ExportOutcome> {
  const { core } = deps;
  const { name, format, signal } = run;
  const paths = await exportedNotes(core, run.subject, signal);
  if (paths.length === 0) return { kind: 'empty', savedAt: null, unreadable: [] };
  const printed = format === 'print' || (format === 'pdf' && !run.savesFiles);
  const contextAt = (path: VaultPath) => createContext({ ...deps, beforeCreate: () => Promise.resolve() }, () => path);
  const { page, unreadable } = await exportPage(
    { title: name, paths, language: run.language, fonts: printed ? 'own' : 'data', properties: run.properties, signal },
    {
      schema: getSchema([...schemaExtensions()]),
      contextAt,
      readNote: (path) => contextAt(path).readNote(path),
      contentsLabel: run.contentsLabel,
      onProgress: (done, path) => run.onProgress(done, paths.length, path),
    },
  );
  signal.throwIfAborted();
  const done = (kind: ExportOutcome['kind'], savedAt: string | null = null): ExportOutcome => ({ kind, savedAt, unreadable });
  if (printed) {
    await printPage(page);
    return done('printed');
  }
  const kind = format === 'pdf' ? 'pdf' : 'html';
  if (!run.savesFiles) {
    downloadPage(page, exportFileName(name, 'html'));
    return done('downloaded');
  }
  const { path } = await callOrThrow(core, 'host.saveExport', { name: exportFileName(name, kind), format: kind, html: pageText(page) });
  return path === null ? done('declined') : done('saved', path);
}
