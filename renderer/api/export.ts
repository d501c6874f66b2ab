/** Notes as files and on paper, as any feature asks for them. `features/editor/export` provides it. */
import { createContext, use } from 'react';
import type { FolderPath, VaultPath } from '#shared/model/note-path.ts';

export type ExportSubject = { readonly kind: 'note'; readonly path: VaultPath } | { readonly kind: 'folder'; readonly path: FolderPath };
export type ExportFormat = 'html' | 'pdf' | 'print';

export interface Exporter {
  /** Asks as what, first. */
  ask(subject: ExportSubject): void;
  run(subject: ExportSubject, format: ExportFormat): void;
}

export const ExportContext = createContext<Exporter | null>(null);

export function useExporter(): Exporter {
  const exporter = use(ExportContext);
  if (exporter === null) throw new Error('useExporter needs an ExportContext above it.');
  return exporter;
}
