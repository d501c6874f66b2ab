/** The kinds of callouts and their other names, as Obsidian knows them. */

export interface CalloutKind {
  readonly kind: string;
  readonly aliases: readonly string[];
}

export const calloutKinds: readonly CalloutKind[] = [
  { kind: 'note', aliases: [] },
  { kind: 'abstract', aliases: ['summary', 'tldr'] },
  { kind: 'info', aliases: [] },
  { kind: 'todo', aliases: [] },
  { kind: 'tip', aliases: ['hint', 'important'] },
  { kind: 'success', aliases: ['check', 'done'] },
  { kind: 'question', aliases: ['help', 'faq'] },
  { kind: 'warning', aliases: ['caution', 'attention'] },
  { kind: 'failure', aliases: ['fail', 'missing'] },
  { kind: 'danger', aliases: ['error'] },
  { kind: 'bug', aliases: [] },
  { kind: 'example', aliases: [] },
  { kind: 'quote', aliases: ['cite'] },
];

/** The kind that a written name means; an unknown one is shown as a note. */
export function calloutKindOf(written: string): string {
  const name = written.trim().toLowerCase();
  return calloutKinds.find(({ kind, aliases }) => kind === name || aliases.includes(name))?.kind ?? 'note';
}
