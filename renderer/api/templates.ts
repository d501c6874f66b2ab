/** Templates as any feature asks for them: chosen, their questions asked, filled. `features/templates` provides it. */
import { createContext, use } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';

export interface FilledTemplate {
  readonly text: string;
  /** Where `{{cursor}}` stood, in UTF-16 units; null where it stood nowhere. */
  readonly caret: number | null;
}

export interface TemplateChoice {
  readonly path: VaultPath;
  readonly name: string;
}

export interface Templates {
  /** Lets the person choose one for the note of this title; null where they declined, or it failed and they were told. */
  choose(noteTitle: string): Promise<FilledTemplate | null>;
  /** The same for a template that is chosen already. */
  fill(path: VaultPath, noteTitle: string): Promise<FilledTemplate | null>;
  list(): Promise<readonly TemplateChoice[]>;
}

export const TemplatesContext = createContext<Templates | null>(null);

export function useTemplates(): Templates {
  const templates = use(TemplatesContext);
  if (templates === null) throw new Error('useTemplates needs a TemplateArea above it.');
  return templates;
}
