/** On or off, at once. */
import { Switch as BaseSwitch } from '@base-ui/react/switch';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Switch({ label, checked, onCheckedChange, disabled = false }: SwitchProps) {
  return (
    <BaseSwitch.Root
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onCheckedChange}
      className="flex h-5 w-9 shrink-0 items-center rounded-full border border-control bg-sunken p-0.5 transition-colors duration-(--motion-fast) focus-visible:outline-offset-2 data-[checked]:border-accent data-[checked]:bg-accent data-[disabled]:opacity-50"
    >
      <BaseSwitch.Thumb className="size-3.5 rounded-full bg-control transition-transform duration-(--motion-fast) data-[checked]:translate-x-4 data-[checked]:bg-on-accent" />
    </BaseSwitch.Root>
  );
}
