/** The edge between two panes: dragged, moved by arrow keys, its width kept by the caller. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from './class-names.ts';

export interface PaneEdgeProps {
  readonly label: string;
  readonly widthPx: number;
  readonly minimumPx: number;
  readonly maximumPx: number;
  /** The side of the edge on which the pane lies that gets the width. */
  readonly pane: 'before' | 'after';
  readonly onWidthChange: (widthPx: number) => void;
  /** A double click. */
  readonly onReset: () => void;
}

const stepPx = 16;

export function PaneEdge({ label, widthPx, minimumPx, maximumPx, pane, onWidthChange, onReset }: PaneEdgeProps) {
  const drag = useRef<{ readonly x: number; readonly widthPx: number } | null>(null);
  const sign = pane === 'before' ? 1 : -1;
  const change = (value: number): void => onWidthChange(Math.round(Math.min(maximumPx, Math.max(minimumPx, value))));

  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, widthPx };
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    if (drag.current === null) return;
    change(drag.current.widthPx + sign * (event.clientX - drag.current.x));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'ArrowLeft') change(widthPx - sign * stepPx);
    else if (event.key === 'ArrowRight') change(widthPx + sign * stepPx);
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
      aria-orientation="vertical"
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
        'relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-border',
        'after:absolute after:inset-y-0 after:-left-1 after:w-2 after:transition-colors after:duration-(--motion-fast)',
        'hover:after:bg-accent-soft focus-visible:outline-none focus-visible:after:bg-accent active:after:bg-accent-soft',
      )}
    />
  );
}
