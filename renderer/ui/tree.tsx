/** A tree shown as one long list of rows, so that it can be virtual; arrow keys open and close. */
import { ChevronRight } from 'lucide-react';
import type { ComponentProps, KeyboardEvent, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { RovingList, type RovingItemProps, type RovingListHandle } from './roving-list.tsx';

/** One visible row: a branch that can be opened, or a leaf. */
export interface TreeRow {
  readonly key: string;
  readonly parentKey: string | null;
  readonly label: string;
  /** From 1. */
  readonly level: number;
  /** Null for a leaf. */
  readonly expanded: boolean | null;
}

export interface TreeProps<R extends TreeRow> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly currentKey?: string | null;
  readonly onToggle: (row: R, expanded: boolean) => void;
  readonly renderRow: (row: R, props: RovingItemProps, focus: (key: string) => void) => ReactNode;
  /** Keys beyond moving and opening; return true when handled. */
  readonly onRowKey?: (row: R, event: KeyboardEvent<HTMLElement>) => boolean;
  readonly className?: string;
  readonly ref?: Ref<RovingListHandle>;
}

export const treeRowHeightPx = 28;

export function Tree<R extends TreeRow>({ label, rows, currentKey = null, onToggle, renderRow, onRowKey, className, ref }: TreeProps<R>) {
  const focus = (container: HTMLElement, key: string): void => {
    container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  const onItemKey = (row: R, event: KeyboardEvent<HTMLElement>): boolean => {
    if (onRowKey?.(row, event) === true) return true;
    if (event.key === 'ArrowRight' && row.expanded === false) onToggle(row, true);
    else if (event.key === 'ArrowRight' && row.expanded === true) {
      const child = rows[rows.indexOf(row) + 1];
      if (child?.parentKey === row.key) focus(event.currentTarget, child.key);
    } else if (event.key === 'ArrowLeft' && row.expanded === true) onToggle(row, false);
    else if (event.key === 'ArrowLeft' && row.parentKey !== null) focus(event.currentTarget, row.parentKey);
    else return false;
    return true;
  };
  return (
    <RovingList
      role="tree"
      label={label}
      items={rows}
      keyOf={(row) => row.key}
      textOf={(row) => row.label}
      itemHeightPx={treeRowHeightPx}
      onItemKey={onItemKey}
      currentKey={currentKey}
      {...(className === undefined ? {} : { className })}
      {...(ref === undefined ? {} : { ref })}
      renderItem={(row, props) =>
        renderRow(row, props, (key) => {
          const row = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
          row?.focus();
        })
      }
    />
  );
}

export interface TreeItemProps extends Omit<ComponentProps<'div'>, 'className'> {
  readonly row: TreeRow;
  readonly selected: boolean;
  readonly icon?: ReactNode;
  readonly trailing?: ReactNode;
  readonly dropTarget?: boolean;
}

/** The look of one row; give it the roving props and what happens on a click. */
export function TreeItem({ row, selected, icon, trailing, dropTarget = false, children, ...rest }: TreeItemProps) {
  return (
    <div
      {...rest}
      role="treeitem"
      aria-level={row.level}
      aria-selected={selected}
      {...(row.expanded === null ? {} : { 'aria-expanded': row.expanded })}
      style={{ paddingLeft: 8 + (row.level - 1) * 14 }}
      className={classNames(
        'mx-1.5 flex h-7 items-center gap-1.5 rounded-md pr-2 text-ui select-none',
        selected ? 'bg-selected font-medium text-text' : 'text-text hover:bg-hover data-[popup-open]:bg-hover',
        dropTarget && 'bg-accent-soft ring-1 ring-accent ring-inset',
      )}
    >
      {row.expanded === null ? (
        <span className="w-3.5 shrink-0" />
      ) : (
        <ChevronRight
          size={14}
          aria-hidden
          className={classNames('shrink-0 text-faint transition-transform duration-(--motion-fast)', row.expanded && 'rotate-90')}
        />
      )}
      {icon === undefined ? null : <span className="shrink-0 text-muted">{icon}</span>}
      {children ?? <span className="min-w-0 flex-1 truncate">{row.label}</span>}
      {trailing}
    </div>
  );
}
