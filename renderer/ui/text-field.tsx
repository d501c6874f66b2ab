/** A line of text with a label, a hint and a place for what is wrong. */
import { Field } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export const inputClass =
  'h-8 w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-ui text-text outline-none focus:border-accent focus:ring-1 focus:ring-accent disabled:opacity-50';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'defaultValue' | 'value' | 'onChange'> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly className?: string;
}

export function TextField({ label, hideLabel = false, hint, error = null, value, onValueChange, className, ...rest }: TextFieldProps) {
  return (
    <Field.Root className={classNames('flex flex-col gap-1', className)} invalid={error !== null}>
      <Field.Label className={hideLabel ? 'sr-only' : 'text-ui font-medium'}>{label}</Field.Label>
      <Field.Control
        {...rest}
        value={value}
        onValueChange={onValueChange}
        className={classNames(inputClass, error !== null && 'border-danger')}
      />
      {hint === undefined ? null : <Field.Description className="text-small text-muted">{hint}</Field.Description>}
      {error === null ? null : (
        <Field.Error match className="text-small text-danger">
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
