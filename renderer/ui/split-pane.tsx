/** The edge between two panes: dragged, moved by arrow keys, their width (or height) kept by the caller. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from './class-names.ts';

export interface PaneEdgeProps {
  readonly label: string;
  readonly widthPx: number;
  readonly minimumPx: number;
  readonly maximumPx: number;
  /** The side of the edge on which the pane lies that gets the width. */
  readonly pane: 'before' | 'after';
  /** `column`: the panes lie one below the other, and the widths are heights. */
  readonly direction?: 'row' | 'column';
  readonly onWidthChange: (widthPx: number) => void;
  /** A double click. */
  readonly onReset: () => void;
}

const stepPx = 16;

export function PaneEdge({ label, widthPx, minimumPx, maximumPx, pane, direction = 'row', onWidthChange, onReset }: PaneEdgeProps) {
  const drag = useRef<{ readonly at: number; readonly widthPx: number } | null>(null);
  const isRow = direction === 'row';
  const placeOf = (event: PointerEvent): number => (isRow ? event.clientX : event.clientY);
  const sign = pane === 'before' ? 1 : -1;
  const change = (value: number): void => onWidthChange(Math.round(Math.min(maximumPx, Math.max(minimumPx, value))));

  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: placeOf(event), widthPx };
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    if (drag.current === null) return;
    change(drag.current.widthPx + sign * (placeOf(event) - drag.current.at));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === (isRow ? 'ArrowLeft' : 'ArrowUp')) change(widthPx - sign * stepPx);
    else if (event.key === (isRow ? 'ArrowRight' : 'ArrowDown')) change(widthPx + sign * stepPx);
    else if (event.key === 'Home') change(minimumPx);
    else if (event.key === 'End') change(maximumPx);
    else return;
    event.preventDefault();
  };

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={isRow ? 'vertical' : 'horizontal'}
      aria-valuenow={widthPx}
      aria-valuemin={minimumPx}
      aria-valuemax={maximumPx}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
      className={classNames(
        'relative z-10 shrink-0 touch-none bg-border after:absolute after:transition-colors after:duration-(--motion-fast)',
        isRow
          ? 'w-px cursor-col-resize after:inset-y-0 after:-left-1 after:w-2'
          : 'h-px cursor-row-resize after:inset-x-0 after:-top-1 after:h-2',
        'hover:after:bg-accent-soft focus-visible:outline-none focus-visible:after:bg-accent active:after:bg-accent-soft',
      )}
    />
  );
}
