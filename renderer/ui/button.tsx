/** Buttons with words. */
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, 'className'> {
  readonly variant?: ButtonVariant;
  readonly icon?: ReactNode;
  readonly className?: string;
}

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border border-transparent font-medium',
  secondary: 'bg-raised text-text border border-border-strong hover:bg-hover',
  quiet: 'text-muted border border-transparent hover:bg-hover hover:text-text',
  danger: 'bg-raised text-danger border border-border-strong hover:bg-danger-soft',
};

export function Button({ variant = 'secondary', icon, className, children, ...rest }: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      className={classNames(
        'inline-flex h-8 shrink-0 items-center justify-center gap-2 rounded-md px-3 text-ui whitespace-nowrap select-none',
        'transition-colors duration-(--motion-fast) focus-visible:outline-offset-2',
        'data-[disabled]:pointer-events-none data-[disabled]:opacity-50',
        variants[variant],
        className,
      )}
    >
      {icon}
      {children}
    </BaseButton>
  );
}
