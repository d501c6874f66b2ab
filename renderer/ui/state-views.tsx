/** What a view shows instead of its content: nothing yet, something wrong, or still coming. */
import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What this place is for. */
  readonly text?: ReactNode;
  /** The next step. */
  readonly actions?: ReactNode;
  /** In a narrow panel: smaller and at the top. */
  readonly compact?: boolean;
  /** It is all that a view shows: its title is the page's main heading. */
  readonly whole?: boolean;
}

export function EmptyState({ icon, title, text, actions, compact = false, whole = false }: EmptyStateProps) {
  const Heading = whole ? 'h1' : 'h2';
  return (
    <div
      className={classNames(
        'flex flex-col items-center text-center',
        compact ? 'gap-2 px-6 py-8' : 'h-full justify-center gap-3 p-10',
      )}
    >
      {icon === undefined ? null : <div className="mb-1 text-faint">{icon}</div>}
      <Heading className={compact ? 'text-ui font-medium' : 'text-large font-semibold'}>{title}</Heading>
      {text === undefined ? null : <p className="max-w-96 text-muted text-pretty">{text}</p>}
      {actions === undefined ? null : <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  /** What happened. */
  readonly title: string;
  /** What is safe, and what to do. */
  readonly text: ReactNode;
  readonly detail?: string;
  readonly actions?: ReactNode;
  readonly compact?: boolean;
  /** It is all that a view shows: its title is the page's main heading. */
  readonly whole?: boolean;
}

export function ErrorState({ title, text, detail, actions, compact = false, whole = false }: ErrorStateProps) {
  const Heading = whole ? 'h1' : 'h2';
  return (
    <div
      role="alert"
      className={classNames('flex flex-col items-center text-center', compact ? 'gap-2 px-6 py-8' : 'h-full justify-center gap-3 p-10')}
    >
      <Heading className={compact ? 'text-ui font-medium' : 'text-large font-semibold'}>{title}</Heading>
      <p className="max-w-96 text-muted text-pretty">{text}</p>
      {detail === undefined || detail === '' ? null : (
        <p className="max-w-md font-mono text-small break-words text-faint select-text">{detail}</p>
      )}
      {actions === undefined ? null : <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

export function Spinner({ label, size = 16 }: { readonly label: string; readonly size?: number }) {
  return (
    <span role="status" className="inline-flex text-muted">
      <LoaderCircle size={size} aria-hidden className="animate-[turn_1s_linear_infinite] motion-reduce:animate-none" />
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** Grey lines that keep the layout while content comes. */
export function Skeleton({ label, lines = 4, className }: { readonly label: string; readonly lines?: number; readonly className?: string }) {
  return (
    <div role="status" className={classNames('flex flex-col gap-2.5', className)}>
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          // Lines are alike and never reordered.
          key={index}
          aria-hidden
          style={{ width: `${92 - ((index * 37) % 45)}%` }}
          className="h-3 animate-[breathe_1.6s_ease-in-out_infinite] rounded-sm bg-hover motion-reduce:animate-none"
        />
      ))}
    </div>
  );
}
