/** A number of a small range, by buttons, arrow keys or typing. */
import { NumberField } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';

export interface NumberStepperProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly unit: string;
  readonly onValueChange: (value: number) => void;
}

const button = 'flex h-8 w-10 shrink-0 items-center justify-center text-muted hover:bg-hover hover:text-text data-[disabled]:opacity-40';

export function NumberStepper({ label, value, minimum, maximum, step, unit, onValueChange }: NumberStepperProps) {
  return (
    <div className="flex items-center gap-3">
      <span className="text-small text-muted">{unit}</span>
      <NumberField.Root
        value={value}
        min={minimum}
        max={maximum}
        step={step}
        onValueChange={(next) => {
          if (next !== null) onValueChange(Math.round(Math.min(maximum, Math.max(minimum, next))));
        }}
      >
        <NumberField.Group className="flex w-44 overflow-hidden rounded-md border border-control bg-raised">
          <NumberField.Decrement className={button}>
            <Minus size={14} aria-hidden />
          </NumberField.Decrement>
          <NumberField.Input aria-label={label} className="min-w-0 flex-1 border-x border-border bg-transparent text-center text-ui tabular-nums outline-none focus-visible:bg-accent-soft" />
          <NumberField.Increment className={button}>
            <Plus size={14} aria-hidden />
          </NumberField.Increment>
        </NumberField.Group>
      </NumberField.Root>
    </div>
  );
}
