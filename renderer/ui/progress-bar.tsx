/** How far something is, or that it goes on where nobody knows. */
import { Progress } from '@base-ui/react/progress';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1, or null while unknown. */
  readonly value: number | null;
  /** Words for the value, such as `3 of 7 pages`. */
  readonly valueText?: string;
  readonly showLabel?: boolean;
}

export function ProgressBar({ label, value, valueText, showLabel = false }: ProgressBarProps) {
  return (
    <Progress.Root
      value={value === null ? null : Math.round(value * 100)}
      {...(valueText === undefined ? {} : { 'aria-valuetext': valueText })}
      className="flex w-full flex-col gap-1"
    >
      <div className={showLabel ? 'flex justify-between text-small text-muted' : 'sr-only'}>
        <Progress.Label>{label}</Progress.Label>
        {valueText === undefined ? null : <span aria-hidden>{valueText}</span>}
      </div>
      <Progress.Track className="h-1 overflow-hidden rounded-full bg-hover">
        <Progress.Indicator className="h-full rounded-full bg-accent transition-[width] duration-(--motion-slow) data-[indeterminate]:w-1/3 data-[indeterminate]:animate-[breathe_1.2s_ease-in-out_infinite]" />
      </Progress.Track>
    </Progress.Root>
  );
}
