/** A button that is an icon: it always has a name, shown as a tooltip. */
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<typeof BaseButton>, 'className' | 'children'> {
  readonly label: string;
  /** Keys that do the same, such as `Mod+O`. */
  readonly keys?: string | undefined;
  readonly pressed?: boolean;
  readonly size?: 'small' | 'normal' | 'large';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly className?: string;
  readonly children: ReactNode;
}

const sizes = { small: 'size-6', normal: 'size-7', large: 'size-9' } as const;

export function IconButton({ label, keys, pressed, size = 'normal', side = 'bottom', className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <BaseButton
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        {...rest}
        className={classNames(
          'relative inline-flex shrink-0 items-center justify-center rounded-md text-muted select-none',
          'transition-colors duration-(--motion-fast) hover:bg-hover hover:text-text',
          'aria-pressed:bg-selected aria-pressed:text-accent',
          'data-[disabled]:opacity-40 data-[disabled]:hover:bg-transparent',
          sizes[size],
          className,
        )}
      >
        {children}
      </BaseButton>
    </Tooltip>
  );
}
