/** One choice of a few, in a popup list. */
import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classNames } from './class-names.ts';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onValueChange: (value: T) => void;
  readonly disabled?: boolean;
  /** As low as the small buttons beside it. */
  readonly compact?: boolean;
  readonly className?: string;
}

export function Select<T extends string>({ label, value, options, onValueChange, disabled = false, compact = false, className }: SelectProps<T>) {
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(chosen) => {
        if (chosen !== null) onValueChange(chosen);
      }}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={classNames(
          'flex items-center justify-between gap-2 rounded-md border border-control bg-raised px-2.5 text-text select-none hover:bg-hover data-[disabled]:opacity-50',
          compact ? 'h-6 min-w-28 text-small' : 'h-8 min-w-44 text-ui',
          className,
        )}
      >
        <BaseSelect.Value className="truncate" />
        <BaseSelect.Icon className="text-muted">
          <ChevronsUpDown size={14} aria-hidden />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <BaseSelect.Popup className="float-in max-h-80 min-w-(--anchor-width) overflow-y-auto rounded-md border border-border bg-raised p-1 text-ui shadow-float outline-none">
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  className="flex h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-[highlighted]:bg-hover"
                >
                  <span className="flex w-4 justify-center text-accent">
                    <BaseSelect.ItemIndicator>
                      <Check size={14} aria-hidden />
                    </BaseSelect.ItemIndicator>
                  </span>
                  <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
